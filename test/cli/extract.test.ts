import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { sessionTable } from '../../src/app/session-list.ts'
import { summarise } from '../../src/app/session-summary.ts'
import validate from '../../src/generated/validators/session.js'
import { cli, git, initGit, newPlace, root } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'
import { claudeTranscript, placeClaude, prompt } from '../support/transcript.ts'
import { runVerb } from '../support/verbs.ts'

const recording = readRecordings().find(({ agent }) => agent === 'claude-code')!
const scenario = (name: string): string =>
  path.join(root, 'test/fixtures/transcripts/claude-code', name, 'session.jsonl')

function extract(...args: string[]) {
  const { env, project } = newPlace()
  return spawnSync(process.execPath, [cli, 'extract', ...args], { cwd: project, env, encoding: 'utf8' })
}

describe('midstride extract', () => {
  it('prints the session as JSON to a pipe, and nothing else', async () => {
    const file = scenario('tests-and-writes-after')
    const { status, stdout, stderr } = extract(file)
    expect(JSON.parse(stdout)).toEqual(await readSession(file))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('says on stderr what it could not read, and goes on', () => {
    const { status, stdout, stderr } = extract(scenario('two-objects-on-one-line'), '--json')
    expect(stderr).toBe('midstride: warning: line 3: two objects on one line\n')
    expect(JSON.parse(stdout).messages).toHaveLength(3)
    expect(status).toBe(0)
  })

  it('takes an empty file for an empty session', () => {
    const { status, stdout, stderr } = extract(scenario('empty-file'))
    expect(JSON.parse(stdout)).toMatchObject({ records: 0, messages: [] })
    expect(stderr).toContain('is empty')
    expect(status).toBe(0)
  })

  it('reads on from an offset; at the end there is nothing new', () => {
    const file = scenario('todos-whole-list')
    const { nextOffset } = JSON.parse(extract(file).stdout)
    const rest = extract(file, '--since', String(nextOffset))
    expect(JSON.parse(rest.stdout)).toMatchObject({ messages: [], records: 0, todos: [{}, {}, {}], nextOffset })
    expect(rest.status).toBe(0)
    const beyond = extract(file, '--since', String(nextOffset + 1))
    expect(JSON.parse(beyond.stdout).messages).toHaveLength(1)
    expect(beyond.stderr).toContain('beyond the file')
  })

  it.each([
    [['--since', 'soon'], "'soon' is no byte offset"],
    [['--since', '-1'], "'-1' is no byte offset"],
    [['--agent', 'claude'], "unknown agent 'claude'"],
  ])('refuses %j in one line', (args, line) => {
    const { status, stdout, stderr } = extract(scenario('human-plain-prompt'), ...args)
    expect(stderr).toContain(line)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })

  it('refuses a transcript it does not understand, with the types', () => {
    const { status, stderr } = extract(scenario('refused-wrong-nesting'))
    expect(stderr).toContain('not understood: user without content (1), assistant without content (1)')
    expect(status).toBe(2)
  })

  it('resolves relative paths against --cwd where a record names no directory', () => {
    const { project } = newPlace()
    const file = path.join(project, 'bare.jsonl')
    const call = { type: 'tool_use', id: 't1', name: 'Write', input: { file_path: 'a.md' } }
    const result = { type: 'tool_result', tool_use_id: 't1', content: 'ok' }
    writeFileSync(
      file,
      [
        { type: 'assistant', sessionId: 's', message: { role: 'assistant', content: [call] } },
        { type: 'user', sessionId: 's', message: { role: 'user', content: [result] } },
      ]
        .map(record => JSON.stringify(record))
        .join('\n'),
    )
    expect(JSON.parse(extract(file, '--cwd', '/srv/app').stdout).files).toMatchObject([{ path: '/srv/app/a.md' }])
  })

  it('adds what the repository says now where a project is named', async () => {
    const place = newPlace()
    initGit(place)
    writeFileSync(path.join(place.project, 'new.js'), 'x')
    const args = ['extract', recording.transcript, '--json']
    expect(JSON.parse((await runVerb(place, args)).out).repository).toBeUndefined()
    const session = JSON.parse((await runVerb(place, [...args, '--cwd', '.'])).out)
    expect(session.repository).toMatchObject({ root: place.project, branch: 'main', dirty: ['new.js'], stashes: 0 })
    expect(validate(session) ? [] : validate.errors).toEqual([])
    writeFileSync(path.join(place.home, 'not-a-repository'), '')
    const elsewhere = JSON.parse((await runVerb(place, [...args, '--cwd', place.home])).out)
    expect(elsewhere.repository).toBeUndefined()
  })

  it('sums a session up for a person', async () => {
    const summary = summarise(await readSession(scenario('tests-and-writes-after')))
    expect(summary).toContain('last test  passed: npx vitest run')
    expect(summary).toContain('files      2, 2 written')
    expect(summarise(await readSession(scenario('empty-file'), { allowEmpty: true }))).toContain('session    unknown')
  })
})

describe('midstride extract without a transcript', () => {
  it('reads the newest session of the project, or the one that is named', async () => {
    const place = newPlace()
    const older = placeClaude(place, place.project, 'older', claudeTranscript(place.project, [prompt('First')]), 60)
    placeClaude(place, place.project, 'newer', claudeTranscript(place.project, [prompt('Second')]), 30)
    const said = async (...args: string[]) =>
      JSON.parse((await runVerb(place, ['extract', ...args])).out).messages.map(
        (message: { text: string }) => message.text,
      )
    expect(await said()).toEqual(['Second'])
    expect(await said('--session', 'older')).toEqual(['First'])
    expect(await said('--cwd', place.project)).toEqual(['Second'])
    expect(await said(older)).toEqual(['First'])
    const none = await runVerb(place, ['extract', '--session', 'nope'])
    expect({ code: none.code, out: none.out }).toEqual({ code: 2, out: '' })
    expect(none.err).toContain("no session 'nope'")
  })

  it('lists the sessions, with what was asked first and those of other worktrees after', async () => {
    const place = newPlace()
    initGit(place)
    const tree = path.join(place.home, 'tree')
    git(place, ['worktree', 'add', '-q', '-b', 'side', tree])
    const here = placeClaude(place, place.project, 's', claudeTranscript(place.project, [prompt('Build\nit')]), 60)
    const there = placeClaude(place, tree, 't', claudeTranscript(tree, [prompt('Elsewhere')]), 30)
    const { code, out } = await runVerb(place, ['extract', '--list'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject([
      { agent: 'claude-code', transcript: here, here: true, goal: 'Build it', session: null },
      { agent: 'claude-code', transcript: there, here: false, goal: 'Elsewhere' },
    ])
    expect(sessionTable(JSON.parse(out))).toContain('claude-code  Build it')
  })

  it('says in one line where it looked when there is none', async () => {
    const place = newPlace()
    const list = await runVerb(place, ['extract', '--list'])
    expect({ code: list.code, out: list.out }).toEqual({ code: 1, out: '[]\n' })
    const read = await runVerb(place, ['extract'])
    expect({ code: read.code, out: read.out }).toEqual({ code: 2, out: '' })
    for (const { err } of [list, read])
      for (const home of ['.claude/projects', '.codex/sessions', '.gemini/tmp', 'opencode/opencode.db'])
        expect(err.trim()).toMatch(new RegExp(`^midstride: no session[^\\n]*${home.replace('.', '\\.')}[^\\n]*$`))
  })
})
