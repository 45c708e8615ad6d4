import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { direct } from '../director.ts'
import { type ModelRequest, startModel } from '../model.ts'
import { type Client, inspect, type Recording, relocate } from '../recording.ts'
import type { Sandbox } from '../sandbox.ts'
import { agentsOf, questionsOf, refusalsOf, type Scenario } from '../scenario.ts'
import { type Chat, chat, claudeConfigDir, claudeProgram, trustProject } from './claude-code.ts'
import { claudeDialect } from './claude-dialect.ts'
import { readSession } from './claude-transcript.ts'

/** Time for a message to reach the client's queue before the model goes on. */
const TYPING_MS = 500

export const claudeCode: Client = {
  program: claudeProgram,
  skills: '.claude/skills',
  async record(box, scenario) {
    trustProject(box)
    const { requests, talk } = await play(box, scenario)
    const init = talk.events.find(event => event.subtype === 'init')!
    const sessionId = init.session_id!
    const files = readSession(path.join(claudeConfigDir(box), 'projects'), sessionId)
    const recording: Recording = {
      version: String(init.claude_code_version),
      sessionId,
      transcript: `${sessionId}.jsonl`,
      files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, relocate(box, text)])),
      agentInFlight: agentInFlight(files, scenario),
    }
    inspect(recording, box, scenario, requests.flatMap(promptsOf))
    return recording
  },
}

async function play(box: Sandbox, scenario: Scenario): Promise<{ requests: ModelRequest[]; talk: Chat }> {
  const dialect = claudeDialect(box.project, scenario.env?.CLAUDE_CODE_ENABLE_TASKS === '0' ? 'TodoWrite' : 'tasks')
  const director = direct(scenario, dialect, async text => {
    talk.type(text)
    await sleep(TYPING_MS)
  })
  const model = await startModel(dialect.wire, director.answer)
  const options = {
    env: scenario.env ?? {},
    answers: Object.fromEntries(questionsOf(scenario).map(({ question, answer }) => [question, answer])),
    refusals: Object.fromEntries(refusalsOf(scenario).map(({ command, said }) => [command, said])),
  }
  let talk = chat(box, model, options)
  for (const turn of scenario.turns) {
    director.begin(turn)
    if ('restart' in turn) {
      const session = talk.events.find(event => event.session_id)?.session_id
      await talk.close()
      talk = chat(box, model, { ...options, args: ['--resume', String(session)] })
      continue
    }
    const done = talk.turn('compact' in turn ? `/compact ${turn.compact}` : turn.user)
    if ('end' in turn && turn.end === null && !turn.acts.some(act => act.do === 'fail')) {
      await director.hangs()
      talk.interrupt()
    }
    await done
    director.check()
  }
  talk.running.kill()
  await talk.running.done
  await model.close()
  return { requests: model.requests, talk }
}

/** The client's own prompts: system prompt, tool descriptions, and reminders among the messages. */
function promptsOf(request: ModelRequest): string[] {
  const reminders = request.said.match(/<system-reminder>[\s\S]*?<\/system-reminder>/g) ?? []
  const own = reminders.filter(
    text => !/Result of calling the Read tool|Base directory for this skill|The user sent a new message/.test(text),
  )
  return [request.system, JSON.stringify(request.body.tools ?? []), ...own]
}

function agentInFlight(files: Record<string, string>, scenario: Scenario): Recording['agentInFlight'] {
  const title = agentsOf(scenario).find(agent => agent.answer === null)?.title
  if (title === undefined) return null
  const meta = Object.entries(files).find(([name, text]) => name.endsWith('.meta.json') && text.includes(title))
  const id = /agent-(\w+)\.meta\.json$/.exec(meta?.[0] ?? '')?.[1]
  if (!id) throw new Error(`no subagent '${title}' was recorded`)
  return { id, title }
}
