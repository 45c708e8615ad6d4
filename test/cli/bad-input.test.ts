import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'midstride-bad-'))
  mkdirSync(path.join(folder, 'directory'))
  writeFileSync(path.join(folder, 'empty.md'), '')
  writeFileSync(path.join(folder, 'binary.md'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 0]))
  writeFileSync(path.join(folder, 'not-a.db'), 'this is no database, and must stay as it is')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    timeout: 20_000,
    env: { PATH: process.env.PATH, HOME: folder, MIDSTRIDE_DB: path.join(folder, 'store', 'states.db'), ...env },
  })
}

/** One line on stderr, nothing on stdout, exit 2, and nothing new in the folder. */
function expectRefusal(args: string[], says: RegExp, env: Record<string, string> = {}): void {
  const before = readdirSync(folder)
  const result = run(args, env)
  expect(result.stderr.trim()).toMatch(says)
  expect(result.stderr.trim().split('\n')).toHaveLength(1)
  expect(result.stdout).toBe('')
  expect(result.status).toBe(2)
  expect(readdirSync(folder)).toEqual(before)
}

describe.each(['extract', 'draft', 'lint', 'save', 'verify'])('bad input to midstride %s', verb => {
  it('a missing file', () => expectRefusal([verb, 'missing.md'], /missing\.md does not exist/))
  it('a directory', () => expectRefusal([verb, 'directory'], /directory is a directory/))
  it('a binary file', () => expectRefusal([verb, 'binary.md'], /binary\.md is binary/))
  it('an unknown flag', () => expectRefusal([verb, '--bogus'], /unknown option '--bogus'/))
})

describe('bad input', () => {
  it.each(['draft', 'lint', 'save', 'verify'])('an empty file for midstride %s', verb =>
    expectRefusal([verb, 'empty.md'], /empty\.md is empty/),
  )

  it('an unknown verb, with a suggestion', () => expectRefusal(['drfat'], /unknown verb 'drfat'.*midstride draft/))
  it('an unknown agent', () => expectRefusal(['extract', 'empty.md', '--agent', 'nobody'], /nobody/))
  it('an unknown value of an option', () =>
    expectRefusal(['draft', '--mode', 'later'], /unknown value 'later'.*manual, auto, checkpoint/))
  it('too small a limit', () => expectRefusal(['resume', '--max-chars', '10'], /at least 500/))
  it('a database that is none, and is left alone', () => {
    const file = path.join(folder, 'not-a.db')
    expectRefusal(['load'], /not a midstride database/, { MIDSTRIDE_DB: file })
    expect(readFileSync(file, 'utf8')).toBe('this is no database, and must stay as it is')
  })
  it('a database that is a directory', () =>
    expectRefusal(['load'], /cannot be opened/, { MIDSTRIDE_DB: path.join(folder, 'directory') }))
  it.skipIf(!existsSync('/proc/self'))('a database where no folder can be made', () =>
    expectRefusal(['load'], /cannot be opened/, { MIDSTRIDE_DB: '/proc/midstride/states.db' }),
  )
})
