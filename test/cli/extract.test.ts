import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { summarise } from '../../src/app/session-summary.ts'
import { cli, newPlace, root } from '../support/processes.ts'

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

  it('sums a session up for a person', async () => {
    const summary = summarise(await readSession(scenario('tests-and-writes-after')))
    expect(summary).toContain('last test  passed: npx vitest run')
    expect(summary).toContain('files      2, 2 written')
    expect(summarise(await readSession(scenario('empty-file'), { allowEmpty: true }))).toContain('session    unknown')
  })
})
