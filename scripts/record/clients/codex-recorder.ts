import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { direct } from '../director.ts'
import { type ModelRequest, startModel } from '../model.ts'
import { type Client, inspect, type Recording, relocate } from '../recording.ts'
import type { Sandbox } from '../sandbox.ts'
import { type Act, agentsOf, questionsOf, type Scenario } from '../scenario.ts'
import { appServer, codexProgram, configureCodex } from './codex.ts'
import { codexDialect } from './codex-dialect.ts'
import { cleanRollout } from './codex-transcript.ts'

type Json = Record<string, unknown>

export const codex: Client = {
  program: codexProgram,
  skills: '.agents/skills',
  async record(box, scenario) {
    const { requests, thread, userAgent } = await play(box, scenario)
    const files = readRollouts(box)
    const transcript = Object.keys(files).find(name => name.includes(thread))!
    const prompt = agentsOf(scenario).find(agent => agent.answer === null)!.prompt
    const recording: Recording = {
      version: /\/([\d.]+)/.exec(userAgent)![1]!,
      sessionId: thread,
      transcript,
      files,
      agentInFlight: { id: idOf(files[transcript]!, prompt), title: prompt },
    }
    inspect(recording, box, scenario, requests.flatMap(promptsOf))
    return recording
  },
}

interface Played {
  requests: ModelRequest[]
  thread: string
  userAgent: string
}

async function play(box: Sandbox, scenario: Scenario): Promise<Played> {
  const dialect = codexDialect(box.project)
  let hear: (text: string) => Promise<unknown> = async () => {}
  const director = direct(scenario, dialect, async text => void (await hear(text)))
  const model = await startModel(dialect.wire, director.answer)
  configureCodex(box, model)
  const server = appServer(box, message => answer(message, scenario))
  const clientInfo = { name: 'recorder', title: 'Recorder', version: '1.0.0' }
  const { userAgent } = await server.request('initialize', { clientInfo, capabilities: { experimentalApi: true } })
  server.running.write(JSON.stringify({ method: 'initialized' }))
  const started = (await server.request('thread/start', { cwd: box.project })) as { thread: { id: string } }
  const threadId = started.thread.id

  for (const turn of scenario.turns) {
    director.begin(turn)
    const done = server.until(
      message => message.method === 'turn/completed' && (message.params as Json).threadId === threadId,
    )
    if ('restart' in turn) throw new Error('not recorded here: a restart')
    if ('compact' in turn) await server.request('thread/compact/start', { threadId })
    else {
      const input = [textInput(turn.user), ...turn.acts.flatMap(act => skillInput(box, act))]
      const { turn: current } = (await server.request('turn/start', { threadId, input })) as { turn: { id: string } }
      hear = text => server.request('turn/steer', { threadId, input: [textInput(text)], expectedTurnId: current.id })
    }
    const { params } = (await done) as { params: { turn: { status: string; error: unknown } } }
    if (params.turn.status !== 'completed') throw new Error(JSON.stringify(params.turn.error))
    director.check()
  }
  server.running.kill()
  await server.running.done
  await model.close()
  return { requests: model.requests, thread: threadId, userAgent: String(userAgent) }
}

const textInput = (text: string): Json => ({ type: 'text', text, text_elements: [] })

/** Codex has no skill tool: the user names the skill beside the prompt. */
function skillInput(box: Sandbox, act: Act): Json[] {
  if (act.do !== 'skill') return []
  return [{ type: 'skill', name: act.name, path: path.join(box.project, codex.skills, act.name, 'SKILL.md') }]
}

/** What the server asks its user: questions of the model, and leave to run commands. */
function answer(message: Json, scenario: Scenario): Json {
  const questions = ((message.params as Json).questions ?? []) as { id: string; question: string }[]
  if (questions.length === 0) return { decision: 'accept' }
  const known = questionsOf(scenario)
  return {
    answers: Object.fromEntries(
      questions.map(({ id, question }) => [id, { answers: [known.find(ask => ask.question === question)!.answer] }]),
    ),
  }
}

function readRollouts(box: Sandbox): Record<string, string> {
  const sessions = path.join(box.home, '.codex/sessions')
  const names = readdirSync(sessions, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl'))
  return Object.fromEntries(
    names
      .sort()
      .map(name => [path.basename(name), relocate(box, cleanRollout(readFileSync(path.join(sessions, name), 'utf8')))]),
  )
}

function promptsOf(request: ModelRequest): string[] {
  return [request.system, JSON.stringify(request.body.tools ?? [])]
}

function idOf(rollout: string, prompt: string): string {
  const line = rollout
    .split('\n')
    .find(text => text.includes(JSON.stringify(prompt).slice(1, -1)) && text.includes('"spawn_agent"'))
  const call = line && (JSON.parse(line) as { payload: { call_id: string } }).payload.call_id
  const output = rollout.split('\n').find(text => call && text.includes(call) && text.includes('function_call_output'))
  const id = /agent_id\\?":\s*\\?"([0-9a-f-]+)/.exec(output ?? '')?.[1]
  if (!id) throw new Error('no subagent in flight was recorded')
  return id
}
