import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { registry as extractors } from '../../src/extractors/_registry.ts'
import { initGit, newPlace, type Place, runCli, runHook } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'

const recordings = readRecordings()
const recorded = (agent: string) => recordings.find(one => one.agent === agent)!
const fresh = () => {
  const place = newPlace()
  initGit(place)
  return place
}

/** A transcript of the host in the test's own home. */
function transcriptOf(place: Place, agent: string): string {
  const target = path.join(place.home, path.basename(recorded(agent).transcript))
  copyFileSync(recorded(agent).transcript, target)
  return target
}

/** Hooks save for the agents whose transcripts can be read. */
const unread = (agent: string) => !extractors.some(extractor => extractor.agent === agent)

describe.skipIf(unread('codex'))('Codex', () => {
  const payload = (place: Place, event: string, extra: object = {}) => ({
    session_id: '01a1f8a5-0000-7000-8000-000000000000',
    transcript_path: transcriptOf(place, 'codex'),
    cwd: place.project,
    hook_event_name: event,
    model: 'gpt-x',
    ...extra,
  })

  it('saves before and gives the block after a compaction, in its own words only', () => {
    const place = fresh()
    const pre = runHook(place, 'pre-compact', 'codex', payload(place, 'PreCompact', { turn_id: 't', trigger: 'auto' }))
    expect(pre).toMatchObject({ code: 0, out: '', err: '' })
    expect(
      runHook(place, 'post-compact', 'codex', payload(place, 'PostCompact', { turn_id: 't', trigger: 'auto' })).out,
    ).toBe('')
    const { answer } = runHook(
      place,
      'session-start',
      'codex',
      payload(place, 'SessionStart', { permission_mode: 'default', source: 'compact' }),
    )
    expect(Object.keys(answer)).toEqual(['hookSpecificOutput'])
    expect(Object.keys(answer.hookSpecificOutput).sort()).toEqual(['additionalContext', 'hookEventName'])
    expect(answer.hookSpecificOutput.additionalContext).toContain(recorded('codex').facts.goal)
    expect(runHook(place, 'session-end', 'codex', payload(place, 'SessionEnd', { reason: 'other' }))).toMatchObject({
      out: '',
      err: '',
    })
  })
})

describe.skipIf(unread('gemini'))('Gemini CLI', () => {
  const payload = (place: Place, event: string, extra: object = {}) => ({
    session_id: 'g1',
    transcript_path: transcriptOf(place, 'gemini'),
    cwd: place.project,
    hook_event_name: event,
    timestamp: '2026-11-20T11:23:31.203Z',
    ...extra,
  })

  it('puts nothing in front of the first prompt at the start, and answers with that prompt', () => {
    const place = fresh()
    expect(runHook(place, 'pre-compact', 'gemini', payload(place, 'PreCompress', { trigger: 'auto' }))).toMatchObject({
      out: '',
      err: '',
    })
    const later = { session_id: 'g2' }
    expect(
      runHook(place, 'session-start', 'gemini', payload(place, 'SessionStart', { source: 'startup', ...later })).out,
    ).toBe('')
    const said = { prompt: '<hook_context>Something else</hook_context>\n\ncontinue', ...later }
    const { answer } = runHook(place, 'prompt', 'gemini', payload(place, 'BeforeAgent', said))
    expect(answer.hookSpecificOutput).toMatchObject({ hookEventName: 'BeforeAgent' })
    expect(answer.hookSpecificOutput.additionalContext).toContain(recorded('gemini').facts.goal)
    expect(runHook(place, 'prompt', 'gemini', payload(place, 'BeforeAgent', said)).out).toBe('')
  })

  it('gets the offer with the first prompt when that asks for something else', () => {
    const place = fresh()
    runHook(place, 'session-end', 'gemini', payload(place, 'SessionEnd', { reason: 'exit' }))
    const later = { session_id: 'g2' }
    runHook(place, 'session-start', 'gemini', payload(place, 'SessionStart', { source: 'startup', ...later }))
    const first = runHook(
      place,
      'prompt',
      'gemini',
      payload(place, 'BeforeAgent', { prompt: 'Fix the typo', ...later }),
    )
    expect(first.answer.hookSpecificOutput.additionalContext).toMatch(/^midstride: session g1 left/)
    expect(
      runHook(place, 'prompt', 'gemini', payload(place, 'BeforeAgent', { prompt: 'continue', ...later })).out,
    ).toBe('')
  })

  it('fires before every request, and the transcript is read again only when it has grown', () => {
    const place = fresh()
    for (let n = 0; n < 3; n += 1)
      runHook(place, 'pre-compact', 'gemini', payload(place, 'PreCompress', { trigger: 'auto' }))
    expect(JSON.parse(runCli(place, ['log', '--json']).out)).toHaveLength(1)
  })

  it('has no event after a compression', () => {
    const place = fresh()
    expect(runHook(place, 'post-compact', 'gemini', payload(place, 'PostCompress'))).toMatchObject({
      code: 0,
      out: '',
      err: '',
    })
  })
})

describe('Cursor and Copilot', () => {
  it('get the offer in the shape their documentation names', () => {
    const place = fresh()
    const save = { session_id: 's1', transcript_path: transcriptOf(place, 'claude-code'), cwd: place.project }
    runHook(place, 'session-end', 'claude-code', { ...save, reason: 'other' })
    const cursor = { conversation_id: 'c', generation_id: 'g', workspace_roots: [place.project], cursor_version: '2' }
    expect(runHook(place, 'session-start', 'cursor', cursor).answer).toEqual({
      additional_context: expect.stringContaining('session s1'),
    })
    const copilot = { sessionId: 'p', cwd: place.project, source: 'startup', timestamp: 1 }
    expect(runHook(place, 'session-start', 'copilot-cli', copilot).answer).toEqual({
      additionalContext: expect.stringContaining('session s1'),
    })
  })
})

describe('whatever comes in', () => {
  const events = [
    'session-start',
    'prompt',
    'pre-compact',
    'post-compact',
    'pre-tool',
    'post-tool',
    'stop',
    'session-end',
  ]
  const payloads: [string, string][] = [
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['wrong types', '{"session_id":5,"transcript_path":[],"cwd":{},"prompt":7,"tool_name":true,"source":{}}'],
    ['a folder as the transcript', '{"session_id":"s","transcript_path":"/","cwd":"/"}'],
    ['a folder that is not there', '{"session_id":"s","cwd":"/no/such/folder","source":"startup","prompt":"continue"}'],
    [
      'NUL and a path as the session',
      '{"session_id":"../../x\\u0000y","cwd":"/","source":"compact","prompt":"\\u0000"}',
    ],
  ]

  it.each(payloads)('with %s no event fails or says more than one line', (_, stdin) => {
    const place = newPlace()
    for (const event of events)
      for (const host of ['claude-code', 'gemini']) {
        const ran = runHook(place, event, host, stdin)
        expect(ran.code, event).toBe(0)
        expect(ran.out, event).toBe('')
        expect(ran.err.split('\n').length, ran.err).toBeLessThanOrEqual(2)
        expect(ran.err).not.toMatch(/\n\s+at /)
      }
  })

  it('an unknown host is one line and no failure', () => {
    const ran = runHook(newPlace(), 'stop', 'nobody', '{}')
    expect(ran).toMatchObject({ code: 0, out: '' })
    expect(ran.err).toMatch(/unknown host 'nobody'/)
  })

  it('what failed is in the log, with secrets masked', () => {
    const place = newPlace()
    const secret = `ghp_${'a1B2'.repeat(10)}`
    runHook(place, 'pre-compact', 'claude-code', {
      session_id: 's',
      transcript_path: `/nowhere/${secret}`,
      cwd: place.project,
    })
    const log = readFileSync(path.join(place.home, '.local/share/midstride/hooks.log'), 'utf8')
    expect(log).toMatch(/claude-code pre-compact failed/)
    expect(log).not.toContain(secret)
  })

  const every = ['session-start', 'prompt', 'pre-compact', 'post-compact', 'stop', 'session-end'] as const
  const work = (place: Place, event: string) => ({
    session_id: 's',
    transcript_path: transcriptOf(place, 'claude-code'),
    cwd: place.project,
    source: event === 'session-start' ? 'compact' : 'auto',
    prompt: 'continue',
  })

  it.each(every)('%s of a home that cannot be written is at most one line and no failure', event => {
    const place = fresh()
    const ran = runHook(place, event, 'claude-code', work(place, event), { HOME: '/dev/null/nobody' })
    expect(ran.code).toBe(0)
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(ran.err).not.toMatch(/\n\s+at /)
  })

  it.each(['session-start', 'pre-compact', 'session-end'] as const)(
    '%s with a damaged or a locked store is one line, a line in the log and no failure, and changes nothing',
    async event => {
      const place = fresh()
      const host = 'claude-code'
      const logged = () => readFileSync(path.join(place.home, '.local/share/midstride/hooks.log'), 'utf8')
      const damaged = path.join(place.home, 'damaged.db')
      writeFileSync(damaged, 'SQLite format 3\0 and then nothing that is one'.repeat(100))
      const before = readFileSync(damaged)
      const ran = runHook(place, event, host, work(place, event), { MIDSTRIDE_DB: damaged })
      expect(ran).toMatchObject({ code: 0, out: '' })
      expect(ran.err.trim().split('\n')).toHaveLength(1)
      expect(logged()).toContain(`${host} ${event} failed: `)
      expect(readFileSync(damaged).equals(before)).toBe(true)

      const locked = path.join(place.home, 'locked.db')
      runCli({ ...place, env: { ...place.env, MIDSTRIDE_DB: locked } }, ['task', 'list'])
      const { DatabaseSync } = await import('@photostructure/sqlite')
      const holder = new DatabaseSync(locked)
      holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
      const waited = runHook(place, event, host, work(place, event), { MIDSTRIDE_DB: locked })
      holder.close()
      expect(waited).toMatchObject({ code: 0, out: '' })
      expect(waited.err.trim().split('\n')).toHaveLength(1)
    },
    40_000,
  )

  it('a store that cannot be opened is one line and no failure', () => {
    const place = newPlace()
    const stdin = { session_id: 's', cwd: place.project, source: 'startup' }
    const ran = runHook(place, 'session-start', 'claude-code', stdin, { MIDSTRIDE_DB: place.project })
    expect(ran).toMatchObject({ code: 0, out: '' })
    expect(ran.err.trim().split('\n')).toHaveLength(1)
  })
})
