import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/core/document.ts'
import { lint } from '../../src/core/lint/engine.ts'
import type { Rule, RuleExample } from '../../src/core/lint/rule.ts'
import { loadParser } from '../../src/core/markdown.ts'
import { registry } from '../../src/rules/_registry.ts'

const parse = await loadParser()

function run(rule: Rule, { text, kind, evidence }: RuleExample) {
  const document = parseDocument(text, parse, { kind: kind ?? rule.kinds[0]! })
  return { document, findings: lint(document, [rule], evidence, { today: '2026-06-01' }) }
}

describe.each(registry.map(rule => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples.ok.map((example, index) => [example.title ?? `example ${index + 1}`, example] as const))(
    'is silent on: %s',
    (_, example) => {
      expect(run(rule, example).findings).toEqual([])
    },
  )

  it.each(rule.examples.bad.map((example, index) => [example.title ?? `example ${index + 1}`, example] as const))(
    'reports: %s',
    (_, example) => {
      const { document, findings } = run(rule, example)
      expect(findings.map(finding => finding.ruleId)).toContain(rule.id)
      for (const { place, unexpected, expected } of findings) {
        expect(place.start).toBeGreaterThanOrEqual(0)
        expect(place.end).toBeGreaterThan(place.start)
        expect(place.end).toBeLessThanOrEqual(document.text.length)
        expect(unexpected).toMatch(/^\S.*[^.\s]$/)
        expect(expected).toMatch(/^\S.*[^.\s]$/)
      }
    },
  )
})
