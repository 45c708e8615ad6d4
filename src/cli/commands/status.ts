import path from 'node:path'
import { readStatus, type SavedStatus, type Status } from '../../app/status.ts'
import { maskDeep } from '../../core/secrets.ts'
import { age, cleanText, count, oneLine, truncate } from '../../core/text.ts'
import { defineVerb } from '../verb.ts'
import { json, placeOf, placeOptions } from './_state.ts'

const MAX_ROWS = 5

export default defineVerb({
  name: 'status',
  summary: 'where the project stands: saved state, drift, agents in flight, handoffs, tasks, sessions',
  options: { ...placeOptions, json: { type: 'boolean', help: 'print it as JSON' } },
  examples: [['midstride status', 'one screen: what was saved, what changed since, what is open']],
  async run(context) {
    const status = maskDeep(await readStatus(placeOf(context)))
    context.out(context.options.json ? json(status) : screen(status, Date.now()))
    return 0
  },
})

function screen({ project, worktree, saved, handoffs, tasks, sessions }: Status, now: number): string {
  const rows: [string, string[]][] = [
    ['Project', [project, ...(worktree ? [`worktree ${worktree}`] : [])]],
    ['Saved', saved ? savedLines(saved) : ['nothing yet']],
    ['Handoffs', some(handoffs, ({ id, title }) => `${id} · ${title}`)],
    ['Tasks', some(tasks, ({ id, status, title }) => `${id} · ${status} · ${title}`)],
    [
      'Sessions',
      some(
        sessions,
        ({ agent, transcript, sessionId, mtimeMs }) =>
          `${agent} · ${age((now - mtimeMs) / 3_600_000)} ago · ${sessionId ?? path.basename(transcript)}`,
      ),
    ],
  ]
  const line = (name: string, text: string) => `${name.padEnd(10)}${truncate(oneLine(cleanText(text).text), 140)}\n`
  return rows.flatMap(([name, lines]) => lines.map((text, index) => line(index === 0 ? name : '', text))).join('')
}

function savedLines({
  revision,
  session,
  age_hours,
  trigger,
  goal,
  todos,
  agents,
  drift,
  others,
}: SavedStatus): string[] {
  return [
    `revision ${revision}, ${age(age_hours)} ago, ${trigger}, session ${session ?? 'unknown'}`,
    ...(goal ? [`for: ${goal}`] : []),
    ...(todos.length > 0 ? [`todos: ${todos.map(({ content }) => content).join('; ')}`] : ['todos: none open']),
    ...agents.map(({ id, persona, task }) => `in flight: ${[persona ?? id, task].filter(Boolean).join(': ')}`),
    ...(drift.length > 0 ? drift.map(({ detail }) => `changed since: ${detail}`) : ['changed since: nothing']),
    ...(others > 0 ? [`also saved: ${count(others, 'other session')}, see 'midstride log'`] : []),
  ]
}

/** The first few, and how many more there are. */
function some<T>(items: readonly T[], show: (item: T) => string): string[] {
  if (items.length === 0) return ['none']
  const left = items.length - MAX_ROWS
  return [...items.slice(0, MAX_ROWS).map(show), ...(left > 0 ? [`and ${left} more`] : [])]
}
