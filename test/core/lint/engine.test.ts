import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { describe, expect, it } from 'vitest'
import { type HandoffKind, parseDocument } from '../../../src/core/document.ts'
import { checklist } from '../../../src/core/lint/checklist.ts'
import { lint } from '../../../src/core/lint/engine.ts'
import { toReport } from '../../../src/core/lint/report.ts'
import { defineRule } from '../../../src/core/lint/rule.ts'
import validate from '../../../src/generated/validators/finding.js'
import { registry } from '../../../src/rules/_registry.ts'
import { hostile } from '../../support/hostile.ts'
import { change, filled, lintAll, parse } from '../../support/lint.ts'

const KINDS: HandoffKind[] = ['handoff', 'reflection', 'mission', 'unknown']
const evidence = { cwd: '/work', files: new Map(), git: { branch: 'x', head: null, dirty: [] }, plans: ['/code/p.md'] }
const failures = (text: string, kind: HandoffKind) =>
  lintAll(text, { kind, evidence }).findings.filter(finding => finding.unexpected.startsWith('failure inside'))

describe('any document', () => {
  const heading = fc.constantFrom(
    '### 0.1 X',
    '### 0.3 Y',
    '### 1.13 Z',
    '### 1.20 S',
    '## SECTION 0: A',
    '## Framework Reflection',
    '## Mission Handoff',
    '### Status Summary',
  )
  const piece = fc.oneof(
    heading,
    hostile,
    fc.constantFrom(
      '```yaml',
      '```',
      'TodoWrite([',
      '{"content":',
      '| a | b |\n|---|---|',
      '**Outcome**: x',
      'Skill("',
      '<!-- midstride-disable-next-line',
      '---',
    ),
  )
  const text = fc.array(piece, { maxLength: 12 }).map(parts => parts.join('\n'))

  it('is linted without a rule failing, as every kind', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (sample, kind) => {
        expect(failures(sample, kind)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('gives a report that keeps the schema, with places inside the text', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (sample, kind) => {
        const document = parseDocument(sample, parse, { kind })
        const report = toReport('x.md', document, lint(document, registry, evidence))
        expect(validate([report])).toBe(true)
        const lines = sample.split('\n')
        for (const { line, column, endLine, endColumn } of report.findings) {
          expect(column - 1).toBeLessThanOrEqual(lines[line - 1]!.length)
          expect(endLine > line || endColumn >= column).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is linted from a tree whose places were taken away', () => {
    const strip = (node: Nodes): Nodes => {
      const { position: _, ...rest } = node
      return (
        'children' in rest ? { ...rest, children: rest.children.map(child => strip(child as Nodes)) } : rest
      ) as Nodes
    }
    for (const kind of KINDS) {
      const document = parseDocument(filled, source => strip(parse(source)) as ReturnType<typeof parse>, { kind })
      const failed = lint(document, registry, evidence).filter(({ unexpected }) =>
        unexpected.startsWith('failure inside'),
      )
      expect(failed).toEqual([])
    }
  })

  it.each([
    ['tables', `### 1.13 Verification Checklist\n\n| Task | Command |\n|---|---|\n${'| a | b |\n'.repeat(20_000)}`],
    ['reflections', '## Framework Reflection\n\n**Prompts**: x\n'.repeat(5_000)],
    ['slots', '<!-- judge: x -->\n'.repeat(20_000)],
    ['calls', `### 0.1 Workflow Restoration\n\n\`\`\`\n${'Skill('.repeat(20_000)}`],
    ['directives', '<!-- midstride-disable-next-line a -- b -->\n'.repeat(5_000)],
    ['brackets', `### 1.2 Goal Stack\n\n${'[a b] <a-b> '.repeat(20_000)}`],
    [
      'todos',
      `### 0.3 Todo State Restoration\n\n\`\`\`\nTodoWrite([${'{"content":"x","status":"pending","activeForm":"y"},'.repeat(5_000)}{}])\n\`\`\``,
    ],
    ['labels without a value', `### 1.1 Organizational Structure\n\n${'**Persona:**\n\n'.repeat(20_000)}`],
    ['headings', Array.from({ length: 20_000 }, (_, n) => `## 1.${n % 40} Goal ${n}\n`).join('')],
    ['a heading of one line', `## 1.77 ${'goal '.repeat(400_000)}`],
    ['one line', 'a word, (more) [of] `it` '.repeat(40_000)],
    ['quotes in quotes', `${'>'.repeat(20_000)} x`],
    ['lists in lists', Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n * 2)}- x\n`).join('')],
    [
      'a wide table',
      `### 1.13 Verification Checklist\n\n${['a', '---', 'b'].map(cell => `|${` ${cell} |`.repeat(2000)}`).join('\n')}`,
    ],
  ])('of great length is linted in passing: %s', (_, sample) => {
    expect(failures(sample, 'handoff')).toEqual([])
  })
})

describe('a rule that fails', () => {
  const broken = defineRule({
    ...registry[0]!,
    id: 'broken',
    kinds: ['handoff'],
    check() {
      throw new Error('oh')
    },
  })

  it('is one finding and hides no other', () => {
    const document = parseDocument(change(filled, 'Phase 2, the writer', '[milestone/stage]'), parse)
    const ids = lint(document, [broken, ...registry]).map(finding => finding.ruleId)
    expect(ids).toEqual(['broken', 'placeholder'])
  })
})

describe('configuration', () => {
  const text = change(filled, '- **Current Phase:** Phase 2, the writer', '- **Current Phase:** [milestone/stage]')

  it('sets severities and switches rules off', () => {
    const severity = (level: 'off' | 'info') => ({ config: { severities: new Map([['placeholder', level]]) } as const })
    expect(lintAll(text).findings.map(finding => finding.severity)).toEqual(['error'])
    expect(lintAll(text, severity('info')).findings.map(finding => finding.severity)).toEqual(['info'])
    expect(lintAll(text, severity('off')).findings).toEqual([])
  })
})

describe('comments that switch rules off', () => {
  const defect = '- **Current Phase:** [milestone/stage]'
  const base = change(filled, '- **Current Phase:** Phase 2, the writer', defect)
  const above = (comment: string) => change(base, defect, `<!-- ${comment} -->\n${defect}`)
  const behind = (comment: string) => change(base, defect, `${defect} <!-- ${comment} -->`)

  it.each([
    ['the next line', above('midstride-disable-next-line placeholder -- the user has not said'), []],
    ['the same line', behind('midstride-disable-line placeholder -- the user has not said'), []],
    ['the whole file', `${base}\n<!-- midstride-disable-file placeholder -- the user has not said -->\n`, []],
    ['with a day to come', above('midstride-disable-next-line placeholder until=2026-12-31 -- not said'), []],
    ['among others', above('midstride-disable-next-line narrative, placeholder -- not said'), ['disable-unused']],
    ['without a reason', above('midstride-disable-next-line placeholder'), ['disable-malformed', 'placeholder']],
    ['without a rule', above('midstride-disable-next-line -- because'), ['disable-malformed', 'placeholder']],
    [
      'with an unknown rule',
      above('midstride-disable-next-line placeholders -- because'),
      ['disable-malformed', 'placeholder'],
    ],
    [
      'with a day gone by',
      above('midstride-disable-next-line placeholder until=2026-01-31 -- not said'),
      ['disable-expired', 'placeholder'],
    ],
    [
      'with no day',
      above('midstride-disable-next-line placeholder until=soon -- not said'),
      ['disable-malformed', 'placeholder'],
    ],
    ['for another rule', above('midstride-disable-next-line narrative -- because'), ['disable-unused', 'placeholder']],
    [
      'elsewhere',
      `${base}\n<!-- midstride-disable-next-line placeholder -- because -->\n`,
      ['disable-unused', 'placeholder'],
    ],
    [
      'in a sample',
      `${base}\n\`\`\`\n<!-- midstride-disable-file placeholder -- because -->\n\`\`\`\n`,
      ['placeholder'],
    ],
  ])('%s', (_, text, ids) => {
    expect(lintAll(text).ids).toEqual(ids)
  })

  it('work inside YAML', () => {
    const text = change(
      filled,
      '  current_phase: ',
      '  # <!-- midstride-disable-next-line placeholder -- not said -->\n  current_phase: "[milestone]" # ',
    )
    expect(lintAll(text).ids).toEqual([])
  })

  it('do not reach safety rules', () => {
    const text = change(
      filled,
      'The session began',
      '<!-- midstride-disable-next-line invisible-text -- fine -->\nThe\u200b session began',
    )
    expect(lintAll(text).ids).toEqual(['disable-safety', 'invisible-text'])
  })

  it('can be ignored', () => {
    const text = above('midstride-disable-next-line placeholder -- the user has not said')
    expect(lintAll(text, { config: { inline: false } }).ids).toEqual(['placeholder'])
  })

  it('are not called unused where the rule had nothing to look at', () => {
    const text = `${filled}\n<!-- midstride-disable-file plans-searched -- the plans are on another machine -->\n`
    expect(lintAll(text).ids).toEqual([])
    expect(lintAll(text, { evidence: { ...evidence, plans: [] } }).ids).toContain('disable-unused')
  })
})

describe('the rules', () => {
  it('have ids of their own, in kebab case, and a file of that name', () => {
    const ids = registry.map(rule => rule.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
  })

  it('say what they want without a full stop and why with one', () => {
    for (const { id, summary, why } of registry) {
      expect(summary, id).not.toMatch(/\.$/)
      expect(why, id).toMatch(/[.?!]$/)
      expect(summary.length, id).toBeLessThan(130)
    }
  })

  it('carry an edit exactly when they say so', () => {
    for (const rule of registry) {
      const edits = rule.examples.bad.flatMap(({ text, kind, evidence }) => {
        const document = parseDocument(text, parse, { kind: kind ?? rule.kinds[0]! })
        return lint(document, [rule], evidence).flatMap(finding => finding.fix ?? [])
      })
      expect(edits.length > 0, rule.id).toBe(rule.fixable === true)
    }
  })
})

describe('the checklist', () => {
  it('has ids of their own', () => {
    const ids = checklist.map(item => item.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['quality-check', 34],
    ['forbidden', 8],
    ['partial-work', 7],
    ['reflection', 4],
  ])('%s has %i items', (list, count) => {
    expect(checklist.filter(item => item.list === list)).toHaveLength(count)
  })

  it.each(checklist.map(item => [item.id, item] as const))('%s is enforced, or says why it is not', (id, item) => {
    const rules = registry.filter(rule => rule.enforces?.includes(id))
    expect(rules.length > 0 || 'judgement' in item).toBe(true)
  })
})
