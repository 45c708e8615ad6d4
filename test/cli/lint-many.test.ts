import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { change, filled } from '../support/lint.ts'
import { cli, newPlace, type Place, runCli } from '../support/processes.ts'

const gap = change(filled, '- **Current Phase:** Phase 2, the writer', '- **Current Phase:** [milestone/stage]')
const token = `${'ghp'}_${'A1b2C3d4E5'.repeat(4)}`
const leak = change(filled, 'The session began', `The session began with ${token}`)

function put(place: Place, name: string, text: string): string {
  const file = path.join(place.project, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const json = (place: Place, ...args: string[]) => runCli(place, ['lint', ...args, '--format', 'json'])

describe('--threads', () => {
  it('reports the same in the same order, whoever lints', () => {
    const place = newPlace()
    for (let n = 0; n < 40; n += 1)
      put(place, `${String(n).padStart(2, '0')}.md`, [filled, gap, '# Notes\n', leak][n % 4]!)
    const one = json(place, '*.md', '--threads', '1')
    expect(JSON.parse(one.out)).toHaveLength(40)
    for (const threads of ['2', '3', 'auto']) expect(json(place, '*.md', '--threads', threads)).toEqual(one)
    const text = runCli(place, ['lint', '*.md', '--threads', '1'])
    expect(runCli(place, ['lint', '*.md', '--threads', '2'])).toEqual(text)
  })

  it('mends with threads as without', () => {
    const place = newPlace()
    put(place, 'a.md', change(filled, 'The session began', 'The session\u200b began'))
    expect(runCli(place, ['lint', 'a.md', '--fix', '--threads', '2']).code).toBe(0)
    expect(readFileSync(path.join(place.project, 'a.md'), 'utf8')).toBe(filled)
  })

  it.each(['0', '65', '1.5', 'many'])('refuses %s', value => {
    const ran = runCli(newPlace(), ['lint', 'a.md', '--threads', value])
    expect([ran.code, ran.err]).toEqual([
      2,
      `midstride: '${value}' is no number of threads — give a whole number from 1 to 64, or 'auto'\n`,
    ])
  })

  it('says which file cannot be read, on one line', () => {
    const place = newPlace()
    put(place, 'a.md', filled)
    const ran = runCli(place, ['lint', 'a.md', 'gone.md', '--threads', '2'])
    expect([ran.code, ran.err.split('\n').length]).toEqual([2, 2])
    expect(ran.err).toContain('gone.md does not exist')
  })
})

describe('--cache', () => {
  const location = (place: Place) => path.join(place.home, 'cache.json')
  const cached = (place: Place, ...args: string[]) =>
    json(place, ...args, '--cache', '--cache-location', location(place))
  /** Puts words into every remembered finding: what is answered with them was remembered. */
  function mark(place: Place): void {
    const text = readFileSync(location(place), 'utf8')
    writeFileSync(location(place), text.replaceAll('"message":"', '"message":"REMEMBERED '))
  }

  it('remembers a text, under any name, and nothing but the text', () => {
    const place = newPlace()
    put(place, 'a.md', gap)
    const first = cached(place, 'a.md')
    expect(first.out).toContain('placeholder')
    expect(cached(place, 'a.md')).toEqual(first)
    mark(place)
    put(place, 'b.md', gap)
    expect(cached(place, 'b.md').out).toContain('REMEMBERED')
    put(place, 'a.md', `${gap}\nOne line more.\n`)
    expect(cached(place, 'a.md').out).not.toContain('REMEMBERED')
  })

  it('shows the source line of what it remembers', () => {
    const place = newPlace()
    put(place, 'a.md', gap)
    const args = ['lint', 'a.md', '--cache', '--cache-location', location(place)]
    expect(runCli(place, args)).toEqual(runCli(place, args))
    expect(runCli(place, args).out).toContain('│ - **Current Phase:** [milestone/stage]')
  })

  it.each([
    ['the severities', '{"rules":{"placeholder":"warning"}}'],
    ['an override that matches', '{"overrides":[{"files":["*.md"],"rules":{"placeholder":"info"}}]}'],
    ['comments that count no more', '{"inline":false}'],
  ])('lints anew when the configuration changes: %s', (_, settings) => {
    const place = newPlace()
    put(place, 'a.md', gap)
    cached(place, 'a.md')
    mark(place)
    put(place, '.midstriderc.json', settings)
    const ran = cached(place, 'a.md')
    expect(ran.out).toContain('placeholder')
    expect(ran.out).not.toContain('REMEMBERED')
  })

  it('lints anew for another kind, another parser, and never remembers what the project decides', () => {
    const place = newPlace()
    put(place, 'a.md', gap)
    cached(place, 'a.md')
    mark(place)
    for (const args of [
      ['--kind', 'handoff'],
      ['--parser', 'remark'],
      ['--cwd', '.'],
    ])
      expect(cached(place, 'a.md', ...args).out).not.toContain('REMEMBERED')
  })

  it('applies the baseline of today to what it remembers', () => {
    const place = newPlace()
    put(place, 'a.md', gap)
    expect(cached(place, 'a.md').code).toBe(1)
    expect(runCli(place, ['lint', 'a.md', '--baseline', 'base.json', '--update-baseline']).code).toBe(0)
    expect(cached(place, 'a.md', '--baseline', 'base.json').code).toBe(0)
    writeFileSync(path.join(place.project, 'base.json'), '{}')
    expect(cached(place, 'a.md', '--baseline', 'base.json').code).toBe(1)
  })

  it('lints anew after another version', () => {
    const place = newPlace()
    put(place, 'a.md', gap)
    cached(place, 'a.md')
    const text = readFileSync(location(place), 'utf8')
    writeFileSync(
      location(place),
      text.replace('lint-cache/1', 'lint-cache/0').replaceAll('"message":"', '"message":"OLD '),
    )
    expect(cached(place, 'a.md').out).not.toContain('OLD')
  })

  it.each(['', '{', '[]', '{"format":"midstride-lint-cache/1","entries":{"x":{"kind":"handoff","findings":[{}]}}}'])(
    'ignores a broken file and writes it anew: %s',
    broken => {
      const place = newPlace()
      put(place, 'a.md', gap)
      writeFileSync(location(place), broken)
      const ran = cached(place, 'a.md')
      expect([ran.code, ran.err]).toEqual([1, ''])
      const { entries } = JSON.parse(readFileSync(location(place), 'utf8')) as { entries: Record<string, unknown> }
      expect(Object.values(entries)).toMatchObject([{ kind: 'handoff' }])
      expect(readdirSync(place.home)).toEqual(['cache.json'])
    },
  )

  it('keeps no secret', () => {
    const place = newPlace()
    put(place, 'a.md', leak)
    expect(cached(place, 'a.md').out).toContain('secret')
    expect(readFileSync(location(place), 'utf8')).not.toContain('A1b2C3d4E5')
  })

  it('lies below the XDG cache folder unless it is told where', () => {
    const place = newPlace()
    put(place, 'a.md', filled)
    json(place, 'a.md', '--cache')
    expect(existsSync(path.join(place.home, '.cache/midstride/lint.json'))).toBe(true)
  })
})

it('--timing tells what each rule cost, beside the report', () => {
  const place = newPlace()
  put(place, 'a.md', filled)
  const ran = runCli(place, ['lint', 'a.md', '--timing'])
  expect([ran.code, ran.out]).toEqual([0, '1 file checked, nothing to report\n'])
  const [head, ...rows] = ran.err.trimEnd().split('\n')
  expect(head).toMatch(/^rule +ms +%$/)
  expect(rows).toHaveLength(20)
  for (const row of rows) expect(row).toMatch(/^[a-z()0-9-]+ +\d+\.\d\d +\d+\.\d$/)
})

describe('--watch', () => {
  function start(place: Place, args: string[]) {
    const child = spawn(process.execPath, [cli, 'lint', ...args, '--watch'], { cwd: place.project, env: place.env })
    onTestFinished(() => void child.kill('SIGKILL'))
    let out = ''
    child.stdout.on('data', chunk => (out += chunk))
    child.stderr.on('data', chunk => (out += chunk))
    const until = (words: string) =>
      expect
        .poll(() => out, { timeout: 60_000, interval: 50 })
        .toContain(words)
        .then(() => (out = ''))
    const exit = new Promise<number | null>(resolve => child.on('exit', resolve))
    return { child, until, exit }
  }

  it('lints again after a write and after a replacement by rename, says what fails, and ends cleanly', async () => {
    const place = newPlace()
    const file = put(place, 'a.md', filled)
    const { child, until, exit } = start(place, ['a.md'])
    await until('nothing to report')
    writeFileSync(file, gap)
    await until('[milestone/stage]')
    renameSync(put(place, 'a.md.tmp', filled), file)
    await until('nothing to report')
    renameSync(file, `${file}.gone`)
    await until('a.md does not exist')
    renameSync(`${file}.gone`, file)
    await until('nothing to report')
    child.kill('SIGINT')
    expect(await exit).toBe(0)
  }, 120_000)

  it.each([[['-']], [['--staged']]])('needs files: %s', args => {
    const ran = runCli(newPlace(), ['lint', ...args, '--watch'])
    expect([ran.code, ran.err]).toEqual([
      2,
      "midstride: '--watch' needs files — leave out '--staged', '--update-baseline' and '-'\n",
    ])
  })
})
