import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { direct } from '../director.ts'
import { type ModelRequest, startModel } from '../model.ts'
import { type Client, inspect, type Recording, relocate } from '../recording.ts'
import type { Sandbox } from '../sandbox.ts'
import { agentsOf, questionsOf, type Scenario } from '../scenario.ts'
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
    const title = agentsOf(scenario).find(agent => agent.answer === null)!.title
    const recording: Recording = {
      version: String(init.claude_code_version),
      sessionId,
      transcript: `${sessionId}.jsonl`,
      files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, relocate(box, text)])),
      agentInFlight: { id: idOf(files, title), title },
      lastAssistant: (scenario.turns.at(-1) as { end: string }).end,
    }
    inspect(recording, box, scenario, requests.flatMap(promptsOf))
    return recording
  },
}

async function play(box: Sandbox, scenario: Scenario): Promise<{ requests: ModelRequest[]; talk: Chat }> {
  const dialect = claudeDialect(box.project)
  let talk: Chat | undefined
  const director = direct(scenario, dialect, async text => {
    talk!.type(text)
    await sleep(TYPING_MS)
  })
  const model = await startModel(dialect.wire, director.answer)
  talk = chat(box, model, {
    answers: Object.fromEntries(questionsOf(scenario).map(({ question, answer }) => [question, answer])),
  })
  for (const turn of scenario.turns) {
    director.begin(turn)
    await talk.turn('compact' in turn ? `/compact ${turn.compact}` : turn.user)
    if (director.left() > 0 || director.surprises.length > 0)
      throw new Error(`the session left the script: ${director.left()} left, ${director.surprises.join(' | ')}`)
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

function idOf(files: Record<string, string>, title: string): string {
  const meta = Object.entries(files).find(([name, text]) => name.endsWith('.meta.json') && text.includes(title))
  const id = /agent-(\w+)\.meta\.json$/.exec(meta?.[0] ?? '')?.[1]
  if (!id) throw new Error(`no subagent '${title}' was recorded`)
  return id
}
