import { defineReporter, type ReportedFinding, ruleUrl } from '../core/finding.ts'

export default defineReporter({
  id: 'json',
  summary: 'every file with its findings; the shape is schemas/finding.schema.json',
  describes: true,
  format(reports, { rules = [] }) {
    const known = new Set(rules.map(rule => rule.id))
    const withUrl = (finding: ReportedFinding) =>
      known.has(finding.ruleId) ? { ...finding, url: ruleUrl(finding.ruleId) } : finding
    const full = reports.map(report => ({ ...report, findings: report.findings.map(withUrl) }))
    return `${JSON.stringify(full, null, 2)}\n`
  },
})
