import type { HandoffDocument } from '../document.ts'
import type { Finding, Severity } from '../finding.ts'
import { findDirectives, suppress } from './directives.ts'
import type { Evidence, Rule, RuleContext, Tier } from './rule.ts'

export interface LintConfig {
  /** Rule id → severity, where the user wants another than the rule's own; `off` silences it. */
  severities?: ReadonlyMap<string, Severity | 'off'> | undefined
  /** ISO day that `until=` is compared with; default: today in UTC. */
  today?: string | undefined
  /** false: comments in the document switch nothing off. */
  inline?: boolean | undefined
  /** Is given each rule's work to run, for whoever wants to know what it costs. */
  measure?: ((ruleId: string, work: () => void) => void) | undefined
}

/**
 * Runs every rule that understands this kind of document. Pure; findings in document order. A rule that fails becomes one
 * finding that names it, so that a bug in one never hides what the others see.
 */
export function lint(
  document: HandoffDocument,
  rules: readonly Rule[],
  evidence: Evidence = {},
  config: LintConfig = {},
): Finding[] {
  const today = config.today ?? new Date().toISOString().slice(0, 10)
  const wanted = rules.filter(rule => rule.kinds.includes(document.kind) && config.severities?.get(rule.id) !== 'off')
  const ran = new Set(wanted.filter(rule => hasEvidence(rule.tier, evidence)))
  const known = new Map(rules.map(rule => [rule.id, { group: rule.group, ran: ran.has(rule) }]))
  const world = { document, evidence, today, known }
  const runAll = (last: boolean, directives: RuleContext['directives']) =>
    wanted.filter(rule => Boolean(rule.last) === last).flatMap(rule => run(rule, { ...world, directives }, config))

  const found = runAll(false, [])
  const lasting = new Set(rules.filter(rule => rule.group === 'safety').map(rule => rule.id))
  const directives = config.inline === false ? [] : findDirectives(document, today)
  const { kept, directives: applied } = suppress(found, directives, document, lasting)
  return [...kept, ...runAll(true, applied)].sort(inOrder)
}

function hasEvidence(tier: Tier, evidence: Evidence): boolean {
  if (tier === 'transcript') return evidence.session !== undefined
  return tier === 'pure' || evidence.cwd !== undefined
}

function run(rule: Rule, world: Omit<RuleContext, 'report'>, config: LintConfig): Finding[] {
  const found = new Map<string, Finding>()
  const severity = config.severities?.get(rule.id) as Severity | undefined
  const report: RuleContext['report'] = finding => {
    const key = `${finding.place.start}:${finding.unexpected}`
    if (!found.has(key))
      found.set(key, { ...finding, ruleId: rule.id, severity: severity ?? finding.severity ?? rule.severity })
  }
  try {
    const check = () => rule.check({ ...world, report })
    if (config.measure) config.measure(rule.id, check)
    else check()
  } catch (error) {
    report({
      place: { start: 0, end: 0 },
      severity: 'error',
      unexpected: `failure inside rule \`${rule.id}\` (${(error as Error)?.message ?? error})`,
      expected: 'a rule that copes with any document',
      help: 'this is a defect of midstride, not of the document; please report it, and switch the rule off meanwhile',
    })
  }
  return [...found.values()]
}

function inOrder(a: Finding, b: Finding): number {
  return a.place.start - b.place.start || a.place.end - b.place.end || (a.ruleId < b.ruleId ? -1 : 1)
}
