import { describe, expect, it } from 'vitest'
import type { FileReport } from '../../src/core/finding.ts'
import { registry } from '../../src/reporters/_registry.ts'
import { registry as rules } from '../../src/rules/_registry.ts'

const text = '# H\n\n- **Current Task:** [current task]\n- \u001b[31mred\n'
const place = { line: 3, column: 21, endLine: 3, endColumn: 35 }
const reports: FileReport[] = [
  {
    file: 'docs/HAND OFF.md',
    kind: 'handoff',
    findings: [
      {
        ruleId: 'placeholder',
        severity: 'error',
        message: 'Unexpected placeholder `[current task]`, expected the real value',
        help: 'when there is none, write `none` or null',
        ...place,
        fixable: false,
      },
      {
        ruleId: 'narrative',
        severity: 'warning',
        message: 'Unexpected narrative of 3 words, expected <prose> & more: 100%, really',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 4,
        fixable: false,
      },
      {
        ruleId: 'gate-checkpoint',
        severity: 'info',
        message: 'Unexpected a\tb, expected c',
        line: 4,
        column: 3,
        endLine: 4,
        endColumn: 4,
        fixable: true,
      },
    ],
  },
  { file: 'clean.md', kind: 'reflection', findings: [] },
]
const sources = new Map([['docs/HAND OFF.md', text]])
const print = (id: string, given = reports, color = false) =>
  registry.find(reporter => reporter.id === id)!.format(given, { color, sources, rules })

describe('text', () => {
  it('shows place, line, marks and help, and counts at the end', () => {
    expect(print('text').split('\n')).toEqual([
      'docs/HAND OFF.md',
      '  3:21  error  Unexpected placeholder `[current task]`, expected the real value  placeholder',
      '     3 │ - **Current Task:** [current task]',
      '       │                     ^^^^^^^^^^^^^^',
      '      help: when there is none, write `none` or null',
      '  1:1  warning  Unexpected narrative of 3 words, expected <prose> & more: 100%, really  narrative',
      '     1 │ # H',
      '       │ ^^^',
      '  4:3  info  Unexpected a\tb, expected c  gate-checkpoint',
      '     4 │ - [31mred',
      '       │   ^',
      '',
      '1 error, 1 warning, 1 info in 1 of 2 files; `midstride explain RULE` tells more',
      '',
    ])
  })

  it('has colours only when they are wanted', () => {
    expect(print('text')).not.toContain('\u001b[')
    expect(print('text', reports, true)).toContain('\u001b[31merror')
  })

  it('says when there is nothing to say', () => {
    expect(print('text', [reports[1]!])).toBe('1 file checked, nothing to report\n')
  })

  it('cuts long lines around the place', () => {
    const long = `${'x'.repeat(500)}[gap]${'y'.repeat(500)}`
    const finding = { ...reports[0]!.findings[0]!, line: 1, column: 501, endLine: 1, endColumn: 506 }
    const shown = registry
      .find(({ id }) => id === 'text')!
      .format([{ file: 'a.md', kind: 'handoff', findings: [finding] }], {
        color: false,
        sources: new Map([['a.md', long]]),
      })
    expect(Math.max(...shown.split('\n').map(line => line.length))).toBeLessThan(140)
    expect(shown).toContain('…xxxxxxxxxxxxxxxxxxxx[gap]yyy')
    expect(shown).toContain(`${' '.repeat(21)}^^^^^\n`)
  })
})

describe('json', () => {
  it('is the reports, each finding with the page of its rule', () => {
    const url = (id: string) => ({
      url: expect.stringMatching(new RegExp(`^https://unpkg\\.com/midstride@.+/docs/rules/${id}\\.md$`)),
    })
    expect(JSON.parse(print('json'))).toEqual(
      reports.map(report => ({
        ...report,
        findings: report.findings.map(finding => ({ ...finding, ...url(finding.ruleId) })),
      })),
    )
  })
})

describe('github', () => {
  it('is one workflow command for each finding, escaped', () => {
    expect(print('github').split('\n')).toEqual([
      '::error file=docs/HAND OFF.md,line=3,col=21,endLine=3,endColumn=35,title=placeholder::Unexpected placeholder `[current task]`, expected the real value. when there is none, write `none` or null',
      '::warning file=docs/HAND OFF.md,line=1,col=1,endLine=1,endColumn=4,title=narrative::Unexpected narrative of 3 words, expected <prose> & more: 100%25, really',
      '::notice file=docs/HAND OFF.md,line=4,col=3,endLine=4,endColumn=4,title=gate-checkpoint::Unexpected a\tb, expected c',
      '',
    ])
  })
})

describe('junit', () => {
  const xml = print('junit')

  it('counts errors as failures and a clean file as a test', () => {
    expect(xml).toContain('<testsuites name="midstride" tests="4" failures="1">')
    expect(xml).toContain('<testcase classname="clean.md" name="midstride"/>')
  })

  it('escapes what XML would read', () => {
    expect(xml).toContain('&lt;prose&gt; &amp; more')
    expect(xml).not.toMatch(/[\u0000-\u0008]/)
  })
})

describe('sarif', () => {
  const log = JSON.parse(print('sarif'))
  const [run] = log.runs

  it('is a 2.1.0 log whose results point at their rules', () => {
    expect(log.version).toBe('2.1.0')
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
    expect(run.results.map((result: { level: string }) => result.level)).toEqual(['error', 'warning', 'note'])
  })

  it('describes the rules', () => {
    const rule = run.tool.driver.rules.find(({ id }: { id: string }) => id === 'placeholder')
    expect(rule.shortDescription.text).toBe('no placeholder of the template is left.')
    expect(rule.defaultConfiguration.level).toBe('error')
  })

  it('names files as references, encoded', () => {
    expect(run.artifacts.map(({ location }: { location: { uri: string } }) => location.uri)).toEqual([
      'docs/HAND%20OFF.md',
      'clean.md',
    ])
    const absolute = (file: string) =>
      JSON.parse(print('sarif', [{ ...reports[1]!, file }])).runs[0].artifacts[0].location.uri
    expect(absolute('/code/a b.md')).toBe('file:///code/a%20b.md')
    expect(absolute('C:\\code\\a.md')).toBe('file:///C:/code/a.md')
  })
})

describe('agent', () => {
  it('ranks errors first and says help once', () => {
    expect(print('agent').split('\n')).toEqual([
      'docs/HAND OFF.md',
      'error placeholder (when there is none, write `none` or null)',
      '  3: Unexpected placeholder `[current task]`, expected the real value',
      'warning narrative',
      '  1: Unexpected narrative of 3 words, expected <prose> & more: 100%, really',
      'info gate-checkpoint',
      '  4: Unexpected a\tb, expected c',
      '',
      'Mend the errors first, then lint again.',
      '',
    ])
  })

  it('says once what many findings share, and counts the rest', () => {
    const slot = (line: number) => ({
      ...reports[0]!.findings[0]!,
      ruleId: 'judge-slot',
      message: `Unexpected open judge slot, expected an answer to "q${line}"`,
      line,
    })
    const many = Array.from({ length: 14 }, (_, index) => slot(index + 1))
    const lines = print('agent', [{ ...reports[0]!, findings: many }]).split('\n')
    expect(lines[1]).toBe(
      'error judge-slot: Unexpected open judge slot, expected (when there is none, write `none` or null)',
    )
    expect(lines[2]).toBe('  1: an answer to "q1"')
    expect(lines[14]).toBe('  and 2 more: 13, 14')
  })

  it('says clean when it is', () => {
    expect(print('agent', [reports[1]!])).toBe('clean\n')
  })
})
