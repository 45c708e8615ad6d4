import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import validate from '../../src/generated/validators/session.js'
import { damage } from '../support/damage.ts'
import { newPlace, type Place, type Ran, runCli } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'
import { bytesOf, scenariosOf } from '../support/transcripts.ts'
import { runVerb } from '../support/verbs.ts'

/** Runs of each property; `FC_RUNS=5000 FC_SEED=$RANDOM npx vitest run test/cli/fuzz.test.ts` searches long. */
const RUNS = Number(process.env.FC_RUNS ?? 25)
const TIMEOUT = Math.max(60_000, RUNS * 2000)

const sources = [
  ...readRecordings().map(({ agent, transcript }) => ({ agent, file: transcript })),
  ...scenariosOf('claude-code').map(({ transcript }) => ({ agent: 'claude-code', file: transcript })),
].filter(({ file }) => bytesOf(file).length > 0)
const texts = new Map(sources.map(({ file }) => [file, readFileSync(file, 'utf8')]))
const source = fc.oneof(
  fc.constantFrom(...sources.filter(({ file }) => file.includes('recordings'))),
  fc.constantFrom(...sources),
)

/** What every verb owes its caller, whatever it was given. */
function expectManners({ code, out, err }: Ran): void {
  expect([0, 1, 2]).toContain(code)
  expect(err).not.toMatch(/\n\s+at |\bTypeError\b|\bRangeError\b|node:internal|\.ts:\d+/)
  if (code === 2) {
    expect(out).toBe('')
    expect(err.trim().split('\n').at(-1)).toMatch(/^midstride: \S/)
  }
  for (const line of err.split('\n')) expect(line === '' || line.startsWith('midstride')).toBe(true)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
}

function spoiled(place: Place, file: string, spoil: (text: string) => string): string {
  const target = path.join(place.project, path.basename(file))
  writeFileSync(target, spoil(texts.get(file)!))
  return target
}

describe('a spoiled transcript', () => {
  it(
    'is read as far as it goes, or refused in one line: extract',
    async () => {
      const place = newPlace()
      await fc.assert(
        fc.asyncProperty(source, damage, fc.boolean(), async ({ agent, file }, spoil, named) => {
          const target = spoiled(place, file, spoil)
          const ran = await runVerb(place, ['extract', target, '--json', ...(named ? ['--agent', agent] : [])])
          expectManners(ran)
          if (ran.code === 0) expect(validate(JSON.parse(ran.out)) ? [] : validate.errors).toEqual([])
        }),
        { numRuns: RUNS },
      )
    },
    TIMEOUT,
  )

  it(
    'gives a handoff that can be read again, or none: draft, save, resume',
    async () => {
      const place = newPlace()
      place.env.MIDSTRIDE_DB = path.join(place.home, 'states.db')
      await fc.assert(
        fc.asyncProperty(
          source,
          damage,
          fc.constantFrom('md', 'yaml', 'json'),
          async ({ agent, file }, spoil, format) => {
            const target = spoiled(place, file, spoil)
            const cwd = ['--cwd', place.project]
            const drafted = await runVerb(place, ['draft', target, ...cwd, '--format', format])
            expectManners(drafted)
            if (drafted.code === 2) return
            if (format === 'json') JSON.parse(drafted.out)
            const saved = await runVerb(place, ['save', '-', '--project', place.project], { stdin: drafted.out })
            expectManners(saved)
            expect(saved, agent).toMatchObject({ code: 0 })
            for (const wanted of ['md', 'json']) {
              const resumed = await runVerb(place, ['resume', '--format', wanted])
              expectManners(resumed)
              expect(resumed.code).toBeLessThan(2)
              if (wanted === 'json') JSON.parse(resumed.out)
              else expect(resumed.out.length).toBeLessThanOrEqual(10_001)
            }
          },
        ),
        { numRuns: RUNS },
      )
    },
    TIMEOUT,
  )

  it(
    'is no different for a whole process',
    () => {
      const place = newPlace()
      for (const [index, [{ file }, spoil]] of fc.sample(fc.tuple(source, damage), 6).entries()) {
        const target = spoiled(place, file, spoil)
        const verb =
          index % 2 === 0 ? ['extract', target] : ['draft', target, '--cwd', place.project, '--format', 'json']
        const ran = runCli(place, verb)
        expectManners(ran)
        if (ran.code === 0) JSON.parse(ran.out)
      }
    },
    TIMEOUT,
  )
})
