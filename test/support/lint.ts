import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type HandoffKind, parseDocument } from '../../src/core/document.ts'
import type { Finding } from '../../src/core/finding.ts'
import { type LintConfig, lint } from '../../src/core/lint/engine.ts'
import type { Evidence } from '../../src/core/lint/rule.ts'
import { loadParser } from '../../src/core/markdown.ts'
import { registry } from '../../src/rules/_registry.ts'

export const parse = await loadParser()

/** A handoff that is complete: real in shape and length, and clean. */
export const filled = readFileSync(
  path.resolve(import.meta.dirname, '../fixtures/handoffs/streaming-import.md'),
  'utf8',
)

export interface Linted {
  findings: Finding[]
  /** `12:3 rule-id`, in document order. */
  places: string[]
  /** Rule ids, sorted, each once. */
  ids: string[]
}

/** Lints a text with every rule. */
export function lintAll(
  text: string,
  options: { kind?: HandoffKind; evidence?: Evidence; config?: LintConfig } = {},
): Linted {
  const document = parseDocument(text, parse, options.kind ? { kind: options.kind } : {})
  const findings = lint(document, registry, options.evidence, { today: '2026-06-01', ...options.config })
  const places = findings.map(({ place, ruleId }) => {
    const { line, column } = document.position(place.start)
    return `${line}:${column} ${ruleId}`
  })
  return { findings, places, ids: [...new Set(findings.map(finding => finding.ruleId))].sort() }
}

/** Changes one place of a text; a change that finds nothing is a mistake in the test. */
export function change(text: string, from: string | RegExp, to: string): string {
  const next = text.replace(from, to)
  if (next === text) throw new Error(`nothing to change: ${from}`)
  return next
}

/** The body of a section, from its heading line to the next numbered heading. */
export function withBody(text: string, heading: string, body: string): string {
  const start = text.indexOf(`${heading}`)
  if (start < 0) throw new Error(`no heading: ${heading}`)
  const from = text.indexOf('\n', start) + 1
  const next = /^#{2,6} (?:SECTION \d|\d+\.\d+|Step \d)/m.exec(text.slice(from))
  const to = next ? from + next.index : text.length
  return `${text.slice(0, from)}\n${body}${body ? '\n\n' : ''}${text.slice(to)}`
}
