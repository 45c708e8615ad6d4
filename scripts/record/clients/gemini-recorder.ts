import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { direct } from '../director.ts'
import { type ModelRequest, startModel } from '../model.ts'
import { type Client, inspect, type Recording, relocate } from '../recording.ts'
import type { Sandbox } from '../sandbox.ts'
import { agentsOf, type Scenario } from '../scenario.ts'
import type { Terminal } from '../terminal.ts'
import { configureGemini, geminiProgram, openGemini } from './gemini.ts'
import { geminiDialect } from './gemini-dialect.ts'
import { cleanChat } from './gemini-transcript.ts'

/** The prompt takes a quick Enter after much text for part of a paste. */
const PASTE_MS = 600
/** Time to write the last records. */
const FLUSH_MS = 1500

export const geminiCli: Client = {
  program: geminiProgram,
  skills: '.agents/skills',
  async record(box, scenario) {
    const requests = await play(box, scenario)
    const files = readChats(box)
    const transcript = Object.keys(files).find(name => !name.includes('/'))!
    const header = JSON.parse(files[transcript]!.split('\n')[0]!) as { sessionId: string }
    const prompt = agentsOf(scenario).find(agent => agent.answer === null)!.prompt
    const recording: Recording = {
      version: versionOf(),
      sessionId: header.sessionId,
      transcript,
      files,
      agentInFlight: { id: idOf(files, prompt), title: prompt },
    }
    const prompts = requests.flatMap(request => [request.system, JSON.stringify(request.body.tools ?? [])])
    inspect(recording, box, scenario, prompts)
    return recording
  },
}

async function play(box: Sandbox, scenario: Scenario): Promise<ModelRequest[]> {
  const dialect = geminiDialect(box.project)
  const director = direct(scenario, dialect, () => {})
  const model = await startModel(dialect.wire, director.answer)
  configureGemini(box)
  const terminal = openGemini(box, model)
  try {
    await terminal.shows(/Type your message/)
    for (const turn of scenario.turns) {
      if (!('compact' in turn || 'user' in turn) || ('end' in turn && turn.end === null))
        throw new Error('not recorded here')
      director.begin(turn)
      await say(terminal, 'compact' in turn ? '/compress' : turn.user)
      if ('compact' in turn) {
        await terminal.shows(/compressed/i)
        continue
      }
      for (const act of turn.acts)
        if (act.do === 'ask') {
          await terminal.shows(new RegExp(literal(act.question)))
          const downs = act.options.findIndex(([label]) => label === act.answer)
          for (let i = 0; i < downs; i += 1) terminal.press('Down')
          terminal.press('Enter')
        }
      await Promise.race([terminal.shows(new RegExp(literal(turn.end!.slice(0, 50)))), director.hangs()])
      await terminal.shows(/Type your message/)
      director.check()
    }
    await sleep(FLUSH_MS)
    return model.requests
  } finally {
    terminal.close()
    await model.close()
  }
}

async function say(terminal: Terminal, text: string): Promise<void> {
  terminal.type(text)
  await sleep(PASTE_MS)
  terminal.press('Enter')
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Chats and those of subagents, by path below the project's `chats` folder. */
function readChats(box: Sandbox): Record<string, string> {
  const base = path.join(box.home, '.gemini/tmp')
  const names = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter(name => /chats.*\.jsonl?$/.test(name))
  return Object.fromEntries(
    names
      .sort()
      .map(name => [
        name.split(path.sep).join('/').split('/chats/')[1]!,
        relocate(box, cleanChat(readFileSync(path.join(base, name), 'utf8'))),
      ]),
  )
}

function versionOf(): string {
  const manifest = path.join(path.dirname(geminiProgram()!), '../@google/gemini-cli/package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

function idOf(files: Record<string, string>, prompt: string): string {
  const file = Object.entries(files).find(([name, text]) => name.includes('/') && text.includes(prompt))
  if (!file) throw new Error('no subagent in flight was recorded')
  return path.basename(file[0]).replace(/\.jsonl?$/, '')
}
