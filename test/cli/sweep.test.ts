import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { encode } from '../../src/app/sessions/claude-code.ts'
import { initGit, newPlace, type Place, runCli, runHook } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'

const recorded = readRecordings().find(({ agent }) => agent === 'claude-code')!
const DAY = 86_400_000

let place: Place

beforeEach(() => {
  place = newPlace()
  place.env.MIDSTRIDE_SWEEP = 'on'
  initGit(place)
})

/** A session of this project that ended `days` ago, as Claude Code would have left it. */
function leave(session: string, days: number, change = (text: string) => text): string {
  const folder = path.join(place.home, '.claude/projects', encode(place.project))
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${session}.jsonl`)
  const text = readFileSync(recorded.transcript, 'utf8')
    .replaceAll(recorded.sessionId, session)
    .replaceAll(recorded.project, place.project)
  const lines = change(text).split('\n')
  const last = Date.parse(lines.flatMap(line => /"timestamp":"([^"]+)"/.exec(line)?.[1] ?? []).at(-1)!)
  const ended = Date.now() - days * DAY
  const moved = lines.map(line =>
    line.replace(
      /"timestamp":"([^"]+)"/g,
      (_, at) => `"timestamp":"${new Date(Date.parse(at) - last + ended).toISOString()}"`,
    ),
  )
  writeFileSync(file, moved.join('\n'))
  utimesSync(file, ended / 1000, ended / 1000)
  return file
}
const sweep = (...args: string[]) =>
  JSON.parse(runCli(place, ['sweep', '--json', ...args]).out) as { session: string }[]
const log = () => JSON.parse(runCli(place, ['log', '--json']).out || '[]') as { session: string; saved_at: string }[]
const talkOnly = (text: string) =>
  text
    .split('\n')
    .filter(line => !/"tool_use"|"tool_result"|toolUseResult/.test(line))
    .join('\n')

describe('midstride sweep', () => {
  it('saves what ended without a hook, once, as old as it is', () => {
    leave('lost', 3)
    expect(sweep()).toMatchObject([{ session: 'lost', agent: 'claude-code', revision: 1 }])
    expect(sweep()).toEqual([])
    expect(log()).toHaveLength(1)
    const loaded = JSON.parse(runCli(place, ['load', '--json']).out)
    expect(loaded.state.goals.ultimate).toBe(recorded.facts.goal)
    expect(loaded.age_hours).toBeGreaterThan(71)
    expect(loaded.state.environment.git_branch).toBe(recorded.facts.branch)
  })

  it('leaves alone what may still go on, is too old, has a state, only talked, or cannot be read', () => {
    leave('young', 0.5)
    leave('ancient', 40)
    leave('talk', 3, talkOnly)
    leave('broken', 3, text => text.replaceAll('"type"', '"kind"'))
    leave('saved', 3)
    runCli(place, ['save', '-', '--session', 'saved'], { stdin: '{"goals":{"ultimate":"x"}}' })
    expect(sweep()).toEqual([])
    expect(log()).toHaveLength(1)
  })

  it('saves a few at a time, the newest first, and none of them becomes the newest state', () => {
    for (const days of [2, 3, 4]) leave(`lost-${days}`, days)
    runCli(place, ['save', '-', '--session', 'now'], { stdin: '{"goals":{"ultimate":"the work of today"}}' })
    expect(sweep('--limit', '2').map(({ session }) => session)).toEqual(['lost-2', 'lost-3'])
    expect(sweep('--limit', '2').map(({ session }) => session)).toEqual(['lost-4'])
    expect(JSON.parse(runCli(place, ['load', '--json']).out).state.goals.ultimate).toBe('the work of today')
    const start = { session_id: 'next', cwd: place.project, source: 'clear' }
    expect(runHook(place, 'session-start', 'claude-code', start).answer.systemMessage).toContain('the work of today')
  })

  it('is started by the first session of a while, which does not wait for it', async () => {
    leave('lost', 3)
    const start = { session_id: 'new', cwd: place.project, source: 'startup' }
    expect(runHook(place, 'session-start', 'claude-code', start)).toMatchObject({ code: 0, err: '' })
    for (let n = 0; n < 100 && log().length === 0; n += 1) await sleep(200)
    expect(log()).toMatchObject([{ session: 'lost' }])
    const marks = path.join(place.home, '.local/share/midstride/hooks')
    expect(existsSync(marks)).toBe(true)
    for (const name of readdirSync(marks)) expect(statSync(path.join(marks, name)).mode & 0o077).toBe(0)
    leave('later', 2)
    runHook(place, 'session-start', 'claude-code', { ...start, session_id: 'newer' })
    await sleep(1500)
    expect(log()).toHaveLength(1)
  })
})
