/**
 * `npm start`: takes a session that really happened through everything, in a scratch project of its own.
 * The commands are run as a person would type them; nothing outside the scratch folder is written.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { styleText } from 'node:util'
import { createScratch, type Scratch } from './tour/scratch.ts'
import type { Result, Step } from './tour/step.ts'
import { STEPS } from './tour/steps.ts'

const root = path.resolve(import.meta.dirname, '..')
const cli = path.join(root, 'dist/cli.js')
const recording = path.join(root, 'test/fixtures/recordings/claude-code/rate-limiter')

const color = process.stdout.isTTY === true && !process.env.NO_COLOR
const style = (format: 'bold' | 'cyan' | 'dim' | 'red', text: string) => (color ? styleText(format, text) : text)
const say = (line = '') => process.stdout.write(`${line}\n`)

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

const WIDTH = 116
const cut = (line: string): string => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line)

function run(scratch: Scratch, args: string[]): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: scratch.project,
    env: { ...scratch.env, NO_COLOR: '1' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { code: status, stdout, stderr }
}

function take(scratch: Scratch, step: Step, number: number): boolean {
  say()
  say(style('bold', `${number}. ${step.title}`))
  const event = step.before?.(scratch)
  if (event) say(`   ${event}`)
  const args = step.command(scratch)
  say(`   ${style('cyan', `$ midstride ${args.map(quoted).join(' ')}`)}`)
  const result = run(scratch, args)
  if (!(step.exit as readonly (number | null)[]).includes(result.code)) {
    say(style('red', `   exit code ${result.code}, expected ${step.exit.join(' or ')}`))
    say(`   ${(result.stderr || result.stdout).trim().slice(0, 2000)}`)
    return false
  }
  for (const line of step.tells(result, scratch)) say(`   ${cut(line)}`)
  for (const file of step.files ?? []) say(style('dim', `   → ${path.join(scratch.dir, file)}`))
  return true
}

/** A file to source: the same commands by hand, in the same place. */
function writeEnvironment(scratch: Scratch): string {
  const file = path.join(scratch.dir, 'env.sh')
  const names = Object.keys(scratch.env).filter(name => /^(HOME|XDG_|MIDSTRIDE_|GIT_)/.test(name))
  const lines = [
    ...names.map(name => `export ${name}=${quoted(scratch.env[name]!)}`),
    `midstride() { ${quoted(process.execPath)} ${quoted(cli)} "$@"; }`,
    `cd ${quoted(scratch.project)}`,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

function main(): number {
  if (!existsSync(cli) || !existsSync(recording)) {
    process.stderr.write(
      'tour: dist/cli.js or the recorded session is missing; run `npm start` in a clone of the project\n',
    )
    return 2
  }
  const scratch = createScratch(recording)
  say(style('bold', 'midstride: from a session that broke off to one that goes on'))
  say('A session of the real Claude Code, recorded with a scripted model: a rate limiter, left half done.')
  say(`Scratch project: ${scratch.project}`)
  const done = STEPS.every((step, i) => take(scratch, step, i + 1))
  say()
  if (done) say(`${STEPS.length} of ${STEPS.length} steps done. To go on by hand: . ${writeEnvironment(scratch)}`)
  say(`Everything lies in ${scratch.dir}; delete it when you have seen enough.`)
  return done ? 0 : 1
}

process.exitCode = main()
