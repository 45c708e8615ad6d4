import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv from 'ajv'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileReport } from '../../src/core/finding.ts'
import { registry } from '../../src/reporters/_registry.ts'
import { registry as rules } from '../../src/rules/_registry.ts'
import { xmlFault } from '../support/xml.ts'

const root = path.resolve(import.meta.dirname, '../..')
const json = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

/** The schema speaks draft 4; of what that draft says otherwise than its successors it uses `id` alone. */
const { $schema: _, id: __, ...sarif } = json('test/fixtures/sarif/sarif-2.1.0-rtm.5.json')
const validSarif = addFormats.default(new Ajv.default({ strict: false, unicodeRegExp: false })).compile(sarif)
const validReport = new Ajv2020.default().compile(json('schemas/finding.schema.json'))

const print = (id: string, reports: readonly FileReport[]) =>
  registry.find(reporter => reporter.id === id)!.format(reports, { color: false, sources: new Map(), rules })

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('a\nb', '::error::x', '%0A', ']]>', '<a b="c">&amp;', 'a:b,c', '\u0000\u001b[31m', '\ud800'),
)
const finding = fc
  .record({
    ruleId: fc.constantFrom('placeholder', 'secret', 'narrative', 'gate-checkpoint', 'some-check'),
    severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
    message: words.map(text => `Unexpected ${text}, expected ${text}`),
    help: fc.option(
      words.map(text => `h${text}`),
      { nil: undefined },
    ),
    line: fc.integer({ min: 1, max: 1000 }),
    column: fc.integer({ min: 1, max: 1000 }),
    fixable: fc.boolean(),
  })
  .map(({ help, ...rest }) => ({ ...rest, ...(help && { help }), endLine: rest.line, endColumn: rest.column + 1 }))
const report: fc.Arbitrary<FileReport[]> = fc.array(
  fc.record({
    file: words.map(text => text || 'x'),
    kind: fc.constantFrom('handoff' as const, 'unknown' as const),
    findings: fc.array(finding, { maxLength: 4 }),
  }),
  { maxLength: 3 },
)
const each = (check: (reports: FileReport[]) => void) => fc.assert(fc.property(report, check), { numRuns: 300 })

describe('whatever the findings say', () => {
  it('sarif keeps to the schema of SARIF 2.1.0', () => {
    each(reports => {
      expect(validSarif(JSON.parse(print('sarif', reports))), JSON.stringify(validSarif.errors)).toBe(true)
    })
  })

  it('json keeps to schemas/finding.schema.json, and leads to the page of every rule', () => {
    each(reports => {
      const printed = JSON.parse(print('json', reports)) as FileReport[]
      expect(validReport(printed), JSON.stringify(validReport.errors)).toBe(true)
      for (const { ruleId, url } of printed.flatMap(({ findings }) => findings))
        expect(url).toEqual(ruleId === 'some-check' ? undefined : expect.stringContaining(`/docs/rules/${ruleId}.md`))
    })
  })

  it('junit is well-formed XML', () => {
    each(reports => {
      expect(xmlFault(print('junit', reports))).toBeNull()
    })
  })

  it('github is one line for each finding, with nothing a runner would take for another command', () => {
    each(reports => {
      const lines = print('github', reports).split('\n')
      expect(lines.pop()).toBe('')
      expect(lines).toHaveLength(reports.flatMap(({ findings }) => findings).length)
      for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) file=[^,:\r]*,line=\d+,col=\d+,/)
    })
  })
})

it('the schema refuses what is no SARIF', () => {
  expect(validSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false)
})

it.each([
  ['an element that stays open', '<a><b></a>'],
  ['a bare ampersand', '<a>x & y</a>'],
  ['a bare mark', '<a b="<">x</a>'],
  ['two roots', '<a/><a/>'],
])('the check of XML sees %s', (_, text) => {
  expect(xmlFault(text)).not.toBeNull()
})
