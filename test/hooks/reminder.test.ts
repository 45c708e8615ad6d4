import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { git, initGit, newPlace, type Place, runCli, runHook } from '../support/processes.ts'

const HALT =
  'DUMP COMPLETE. Work paused at checkpoint.\n\nTo resume: `/pull t-1` or claim the follow-up tasks created above.'
const REFLECTION = `## Framework Reflection

**Prompts**: "Change a"
**Guidance received**: N/A
**Followed**: Yes
**Outcome**: partial
**Accomplishments**: a is changed
**Friction points**: none
**Root cause** (if not success): out of time
**Proposed changes**: none
**Next step**: a.txt, line 2`

let place: Place
let transcript: string
let clock: number

beforeEach(() => {
  place = newPlace()
  initGit(place)
  transcript = path.join(place.home, 's1.jsonl')
  clock = Date.now() - 3_600_000
  write(user('Change a'))
})

function record(type: 'user' | 'assistant', content: unknown, more: object = {}): string {
  clock += 1000
  const timestamp = new Date(clock).toISOString()
  const ids = { uuid: `u-${clock}`, parentUuid: null, sessionId: 's1', isSidechain: false, version: '2.1.329' }
  return JSON.stringify({ type, ...ids, timestamp, cwd: place.project, message: { role: type, content }, ...more })
}
const user = (text: string) => record('user', text)
const say = (text: string) => record('assistant', [{ type: 'text', text }])
const write = (...lines: string[]) => appendFileSync(transcript, lines.map(line => `${line}\n`).join(''))
function call(name: string, input: object, result: object, id = `t-${clock}`): string[] {
  const answer = [{ type: 'tool_result', tool_use_id: id, content: 'ok' }]
  return [
    record('assistant', [{ type: 'tool_use', id, name, input }]),
    record('user', answer, { toolUseResult: result }),
  ]
}
/** The agent writes a file, and it is there. */
function edit(file = 'a.txt', text = 'a\n'): void {
  const filePath = path.join(place.project, file)
  mkdirSync(path.dirname(filePath), { recursive: true })
  writeFileSync(filePath, text)
  write(...call('Write', { file_path: filePath, content: text }, { type: 'create', filePath, content: text }))
}
/** The agent commits in its shell, as the transcript tells it. */
function commit(file = 'a.txt'): void {
  git(place, ['add', file])
  const stdout = git(place, ['commit', '-m', 'Change a'])
  write(...call('Bash', { command: 'git commit -m "Change a"' }, { stdout, stderr: '', interrupted: false }))
}
function addRemote(): void {
  const remote = path.join(place.home, 'remote.git')
  git(place, ['init', '-q', '--bare', remote])
  git(place, ['remote', 'add', 'origin', remote])
  git(place, ['push', '-q', '-u', 'origin', 'main'])
}
const stop = (extra: object = {}, env: Record<string, string> = {}) =>
  runHook(
    place,
    'stop',
    'claude-code',
    {
      session_id: 's1',
      transcript_path: transcript,
      cwd: place.project,
      hook_event_name: 'Stop',
      stop_hook_active: false,
      last_assistant_message: 'Done.',
      background_tasks: [],
      ...extra,
    },
    env,
  )
const message = (ran: ReturnType<typeof stop>): string => ran.answer?.systemMessage ?? ''

describe('at the end of a turn', () => {
  it('says nothing where only questions were answered', () => {
    write(say('It is a.'))
    expect(stop()).toMatchObject({ code: 0, out: '', err: '' })
  })

  it('says nothing of what another session left lying about', () => {
    writeFileSync(path.join(place.project, 'theirs.txt'), 'x')
    write(...call('Bash', { command: 'git status' }, { stdout: '?? theirs.txt', stderr: '', interrupted: false }))
    expect(stop()).toMatchObject({ out: '', err: '' })
  })

  it('reminds the person once where work was done, with what is missing, and never lets the turn go on', () => {
    edit()
    const first = stop()
    expect(Object.keys(first.answer)).toEqual(['systemMessage'])
    expect(message(first)).toContain('1 changed file not committed; no reflection or handoff')
    edit('b.txt')
    expect(stop().out).toBe('')
  })

  it('finds what was done after it last looked', () => {
    write(say('It is a.'))
    expect(stop().out).toBe('')
    edit()
    expect(message(stop())).toContain('not committed')
  })

  it('tells a commit that was not pushed, where there is a remote to push to', () => {
    addRemote()
    edit()
    commit()
    expect(message(stop())).toContain('1 commit not pushed')
  })

  it('does not ask for a push where there is no remote', () => {
    edit()
    commit()
    expect(message(stop())).toMatch(/session: no reflection or handoff\. /)
  })

  it('tells a task of this session that nothing was said on since, and of no other session', () => {
    const as = (session: string): Place => ({ ...place, env: { ...place.env, CLAUDE_CODE_SESSION_ID: session } })
    const id = runCli(as('s1'), ['task', 'create', 'Change a', '--status', 'in_progress']).out.trim()
    const other = runCli(as('s2'), ['task', 'create', 'Change b', '--status', 'in_progress']).out.trim()
    clock = Date.now() + 60_000
    edit()
    const said = message(stop())
    expect(said).toContain(`task ${id} has no word on it`)
    expect(said).not.toContain(other)
  })

  it('is silent where everything was handed over: committed, pushed, the task spoken of, a clean reflection', () => {
    addRemote()
    edit()
    commit()
    git(place, ['push', '-q'])
    runCli({ ...place, env: { ...place.env, CLAUDE_CODE_SESSION_ID: 's1' } }, [
      'task',
      'create',
      'Change a',
      '--status',
      'in_progress',
    ])
    write(say(REFLECTION))
    expect(stop({ last_assistant_message: REFLECTION })).toMatchObject({ code: 0, out: '', err: '' })
    edit('b.txt')
    expect(message(stop())).toContain('1 changed file not committed')
  })

  it('reads the reflection, not only its heading', () => {
    edit()
    commit()
    const bad = REFLECTION.replace('partial', 'banana')
    write(say(bad))
    expect(message(stop({ last_assistant_message: bad }))).toContain('the reflection has findings')
  })

  it('takes a reflection that stands before the last change for none', () => {
    edit()
    write(say(REFLECTION))
    edit('b.txt')
    expect(message(stop())).toContain('no reflection or handoff')
  })

  it('reads a handoff document that the session wrote', () => {
    edit('HANDOFF.md', '## SECTION 0: EXECUTE FIRST\n\n### 0.1 Workflow Restoration\n\nTODO\n')
    commit('HANDOFF.md')
    expect(message(stop())).toContain('HANDOFF.md has findings')
  })

  it('holds the agent back only where that was asked for, once, and never in a loop', () => {
    edit()
    const env = { MIDSTRIDE_STOP: 'block' }
    expect(stop({ stop_hook_active: true }, env).out).toBe('')
    const { answer } = stop({}, env)
    expect(answer).toMatchObject({ decision: 'block' })
    expect(answer.reason).toContain('1 changed file not committed')
    expect(stop({}, env).out).toBe('')
  })

  it('is off where that was asked for', () => {
    edit()
    expect(stop({}, { MIDSTRIDE_STOP: 'off' }).out).toBe('')
  })

  it('waits while work runs in the background, by the word of the host', () => {
    edit()
    expect(stop({ background_tasks: [{ id: 1 }] }).out).toBe('')
    expect(message(stop())).toContain('not committed')
  })

  it('waits while an agent is in flight, by the transcript, where the host does not say', () => {
    edit()
    write(
      ...call(
        'Agent',
        { description: 'Look', prompt: 'Look', subagent_type: 'general-purpose', run_in_background: true },
        { isAsync: true, status: 'async_launched', agentId: 'a1', description: 'Look', prompt: 'Look' },
      ),
    )
    expect(stop({ background_tasks: undefined }).out).toBe('')
    expect(stop({ background_tasks: undefined }).out).toBe('')
    expect(message(stop())).toContain('not committed')
  })

  it.each(['claude-code', 'codex', 'gemini'])('lets the turn of %s end when the transcript cannot be read', host => {
    writeFileSync(transcript, `"name":"Write"\u0000 {"broken`)
    const ran = runHook(
      place,
      'stop',
      host,
      { session_id: 's1', transcript_path: transcript, cwd: place.project },
      { MIDSTRIDE_STOP: 'block' },
    )
    expect(ran).toMatchObject({ code: 0, out: '' })
    expect(ran.err.trim().split('\n')).toHaveLength(1)
  })

  it('says nothing after a dump', () => {
    edit()
    expect(stop({ last_assistant_message: HALT }).out).toBe('')
  })
})
