import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runVerb } from '../support/verbs.ts'

const small = path.resolve(import.meta.dirname, '../pack/fixtures/small')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'midstride-build-'))
})

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}
const FRONT = '---\ndescription: Use when shipping.\n---\n\n'

describe('build', () => {
  const build = (...args: string[]) => runVerb({ project: folder, env: process.env }, ['build', ...args])

  it('writes each agent into a folder of its own, and the same bytes the second time', async () => {
    const first = await build(small, '-o', 'out', '--agent', 'opencode', '--agent', 'codex', '--json')
    expect(first.code).toBe(0)
    expect(JSON.parse(first.out)).toMatchObject([
      { agent: 'opencode', files: expect.arrayContaining(['.opencode/commands/ship.md']) },
      { agent: 'codex', files: expect.arrayContaining(['.agents/skills/ship/SKILL.md']) },
    ])
    expect(await build(small, '-o', 'out', '--agent', 'opencode', '--agent', 'codex', '--json')).toEqual(first)
    expect(existsSync(path.join(folder, 'out/codex/.agents/skills/release/scripts/changes.sh'))).toBe(true)
  })

  it('removes what an earlier build wrote and this one does not, but nothing else', async () => {
    cpSync(small, path.join(folder, 'pack'), { recursive: true })
    write('pack/commands/late.md', `${FRONT}Be late.\n`)
    write('pack/commands/kept.md', `${FRONT}Be kept.\n`)
    await build('pack', '-o', 'out', '--agent', 'opencode')
    write('out/opencode/.opencode/commands/kept.md', 'changed by hand\n')
    write('out/opencode/.opencode/commands/mine.md', 'mine\n')
    cpSync(small, path.join(folder, 'pack2'), { recursive: true })
    const { out } = await build('pack2', '-o', 'out', '--agent', 'opencode')
    expect(out).toMatch(/1 stale removed/)
    expect(existsSync(path.join(folder, 'out/opencode/.opencode/commands/late.md'))).toBe(false)
    for (const name of ['kept', 'mine'])
      expect(existsSync(path.join(folder, `out/opencode/.opencode/commands/${name}.md`))).toBe(true)
  })

  it.each([
    [['--agent', 'opencod'], /unknown agent 'opencod' — did you mean 'opencode'\?/],
    [['--tasks', 'jira'], /unknown value 'jira' for '--tasks' — one of: builtin, aops, beads, claude-tasks, github/],
    [['--memory', 'mem0'], /one of: builtin, basic-memory, mcp-memory-service, none/],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await build(small, ...args)
    expect(code).toBe(2)
    expect(err).toMatch(message)
  })

  it('refuses a pack whose front matter cannot be read, and writes nothing', async () => {
    write('pack/commands/ship.md', '---js\n({})\n---\n\nTag it.\n')
    const { code, err } = await build('pack', '-o', 'out')
    expect(code).toBe(1)
    expect(err).toMatch(/front matter of commands\/ship\.md cannot be read; nothing was written/)
    expect(existsSync(path.join(folder, 'out'))).toBe(false)
  })
})
