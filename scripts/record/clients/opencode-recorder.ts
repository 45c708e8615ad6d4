import { setTimeout as sleep } from 'node:timers/promises'
import { direct } from '../director.ts'
import { type ModelRequest, startModel } from '../model.ts'
import { type Client, inspect, type Recording, relocate } from '../recording.ts'
import { type Sandbox, start } from '../sandbox.ts'
import { agentsOf, questionsOf, type Scenario } from '../scenario.ts'
import { configureOpencode, OPENCODE_ENV, type OpencodeServer, opencodeProgram, serveOpencode } from './opencode.ts'
import { opencodeDialect } from './opencode-dialect.ts'

const POLL_MS = 100

export const opencode: Client = {
  program: opencodeProgram,
  skills: '.agents/skills',
  async record(box, scenario) {
    const { requests, sessions } = await play(box, scenario)
    const files: Record<string, string> = {}
    for (const id of sessions) files[`${id}.json`] = relocate(box, await exported(box, id))
    const [sessionId] = sessions as [string]
    const title = agentsOf(scenario).find(agent => agent.answer === null)!.title
    const main = JSON.parse(files[`${sessionId}.json`]!) as Export
    const recording: Recording = {
      version: main.info.version,
      sessionId,
      transcript: `${sessionId}.json`,
      files,
      agentInFlight: { id: idOf(main, title), title },
    }
    inspect(
      recording,
      box,
      scenario,
      requests.flatMap(request => [request.system, JSON.stringify(request.body.tools ?? [])]),
    )
    return recording
  },
}

interface Export {
  info: { version: string }
  messages: {
    parts: { tool?: string; state?: { input: { description?: string }; metadata?: { sessionId?: string } } }[]
  }[]
}

async function play(box: Sandbox, scenario: Scenario): Promise<{ requests: ModelRequest[]; sessions: string[] }> {
  const dialect = opencodeDialect(box.project)
  let hear: (text: string) => Promise<unknown> = async () => {}
  const director = direct(scenario, dialect, async text => void (await hear(text)))
  const model = await startModel(dialect.wire, director.answer)
  configureOpencode(box, model)
  const server = await serveOpencode(box)
  const { id } = await server.call<{ id: string }>('/session', { title: 'Rate limiter for exports' })
  hear = text => server.call(`/session/${id}/prompt_async`, { parts: [{ type: 'text', text }] })
  const stop = answerQuestions(server, scenario)

  for (const turn of scenario.turns) {
    director.begin(turn)
    if ('restart' in turn) throw new Error('not recorded here: a restart')
    if ('compact' in turn)
      await server.call(`/session/${id}/summarize`, { providerID: 'loopback', modelID: 'scripted', auto: false })
    else {
      const said = server.call(`/session/${id}/message`, { parts: [{ type: 'text', text: turn.user }] })
      await Promise.race([said, director.hangs()])
      said.catch(() => {})
    }
    director.check()
  }
  const children = await server.call<{ id: string }[]>(`/session/${id}/children`)
  await stop()
  server.running.kill()
  await server.running.done
  await model.close()
  return { requests: model.requests, sessions: [id, ...children.map(child => child.id).sort()] }
}

/** Answers what the model asks its user, until told to stop. */
function answerQuestions(server: OpencodeServer, scenario: Scenario): () => Promise<void> {
  let stopped = false
  const loop = async () => {
    while (!stopped) {
      for (const { id, questions } of await server.call<{ id: string; questions: { question: string }[] }[]>(
        '/question',
      ))
        await server.call(`/question/${id}/reply`, {
          answers: questions.map(({ question }) => [
            questionsOf(scenario).find(ask => ask.question === question)!.answer,
          ]),
        })
      await sleep(POLL_MS)
    }
  }
  const done = loop()
  return () => {
    stopped = true
    return done
  }
}

async function exported(box: Sandbox, id: string): Promise<string> {
  const { stdout, stderr } = await start(box, opencodeProgram()!, ['export', id], { env: OPENCODE_ENV }).done
  if (!stdout.startsWith('{')) throw new Error(`opencode export ${id}: ${stderr.slice(-400)}`)
  return stdout
}

function idOf(main: Export, title: string): string {
  const parts = main.messages.flatMap(message => message.parts)
  const id = parts.find(part => part.state?.input.description === title)?.state?.metadata?.sessionId
  if (!id) throw new Error(`no subagent '${title}' was recorded`)
  return id
}
