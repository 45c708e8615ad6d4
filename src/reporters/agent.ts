import { defineReporter, type ReportedFinding, type Severity } from '../core/finding.ts'

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }
/** Places of one rule that are named before the rest is only counted. */
const SHOWN = 12

/** Compact, ranked, without decoration: what the model needs that repairs the document, in as few tokens as possible. */
export default defineReporter({
  id: 'agent',
  summary: 'for the model that repairs the document: one line for each finding, the remedy once for each rule',
  format(reports) {
    const blocks = reports
      .filter(report => report.findings.length > 0)
      .map(({ file, findings }) => [`${file}`, ...byRule(findings).map(formatRule)].join('\n'))
    if (blocks.length === 0) return 'clean\n'
    return `${blocks.join('\n\n')}\n\nMend the errors first, then lint again.\n`
  },
})

function byRule(findings: readonly ReportedFinding[]): ReportedFinding[][] {
  const groups = new Map<string, ReportedFinding[]>()
  for (const finding of findings) groups.set(finding.ruleId, [...(groups.get(finding.ruleId) ?? []), finding])
  return [...groups.values()].sort((a, b) => RANK[a[0]!.severity] - RANK[b[0]!.severity] || a[0]!.line - b[0]!.line)
}

/** What every message of the rule begins with is said once, in front. */
function formatRule(findings: ReportedFinding[]): string {
  const { ruleId, severity, help } = findings[0]!
  const shared = sharedBeginning(findings.map(finding => finding.message))
  const head = `${severity} ${ruleId}${shared ? `: ${shared}` : ''}${help ? ` (${help})` : ''}`
  const lines = findings.slice(0, SHOWN).map(({ line, message }) => `  ${line}: ${message.slice(shared.length).trim()}`)
  const rest = findings.slice(SHOWN).map(finding => finding.line)
  if (rest.length > 0) lines.push(`  and ${rest.length} more: ${rest.slice(0, 40).join(', ')}`)
  return [head, ...lines.map(line => line.replace(/: $/, ''))].join('\n')
}

/** Up to and with `, expected`, or the whole message when all are alike. */
function sharedBeginning(messages: readonly string[]): string {
  const [first = '', ...rest] = messages
  if (rest.length === 0) return ''
  if (rest.every(message => message === first)) return first
  const cut = first.indexOf(', expected')
  const beginning = cut < 0 ? '' : first.slice(0, cut + ', expected'.length)
  return beginning && rest.every(message => message.startsWith(beginning)) ? beginning : ''
}
