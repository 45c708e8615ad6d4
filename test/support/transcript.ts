import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Place } from './processes.ts'

type Line = Record<string, unknown>

/** A Claude Code transcript of a project: prompts, edits, an optional todo list. Minute by minute, as the client writes it. */
export function claudeTranscript(cwd: string, entries: Line[], sessionId = 'session-1'): string {
  return `${entries
    .map((entry, minute) =>
      JSON.stringify({
        parentUuid: minute === 0 ? null : `u${minute - 1}`,
        isSidechain: false,
        userType: 'external',
        cwd,
        sessionId,
        version: '2.1.62',
        gitBranch: 'main',
        uuid: `u${minute}`,
        timestamp: new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString(),
        ...entry,
      }),
    )
    .join('\n')}\n`
}

export const prompt = (text: string): Line => ({ type: 'user', message: { role: 'user', content: text } })

export const said = (text: string): Line => ({
  type: 'assistant',
  message: { id: `m${text.length}`, role: 'assistant', content: [{ type: 'text', text }] },
})

/** A tool call and its result. */
export const used = (name: string, input: Line, result: Line = {}, text = 'ok'): Line[] => {
  const id = `t-${name}-${JSON.stringify(input).length}`
  return [
    {
      type: 'assistant',
      message: { id: `m-${id}`, role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
    },
    {
      type: 'user',
      message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
      toolUseResult: result,
    },
  ]
}

/** Puts a transcript where Claude Code keeps those of a project. `age` in seconds before now. */
export function placeClaude(place: Place, cwd: string, name: string, text: string, age = 0): string {
  const folder = path.join(place.home, '.claude', 'projects', cwd.replace(/[^A-Za-z0-9]/g, '-'))
  return put(path.join(folder, `${name}.jsonl`), text, age)
}

export function put(file: string, text: string, age = 0): string {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  const time = new Date(Date.now() - age * 1000)
  utimesSync(file, time, time)
  return file
}
