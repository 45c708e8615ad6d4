import { styleText } from 'node:util'
import { defineReporter, type FileReport, type ReportedFinding, type Severity } from '../core/finding.ts'
import { maskSecrets } from '../core/secrets.ts'
import { cleanText, count } from '../core/text.ts'

/** Width of the excerpt; longer lines are cut around the place. */
const EXCERPT = 110
const COLORS: Record<Severity, 'red' | 'yellow' | 'blue'> = { error: 'red', warning: 'yellow', info: 'blue' }

type Paint = (style: 'red' | 'yellow' | 'blue' | 'dim' | 'bold', text: string) => string

export default defineReporter({
  id: 'text',
  summary: 'for people: findings by file, each with its line and a way out',
  sources: true,
  format(reports, { color, sources }) {
    const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text
    const blocks = reports
      .filter(report => report.findings.length > 0)
      .map(report => {
        const lines = (sources.get(report.file) ?? '').split('\n')
        const findings = report.findings.map(finding => formatFinding(finding, lines[finding.line - 1], paint))
        return [paint('bold', report.file), ...findings, ''].join('\n')
      })
    return `${[...blocks, summary(reports, paint)].join('\n')}\n`
  },
})

function formatFinding(finding: ReportedFinding, source: string | undefined, paint: Paint): string {
  const place = `${finding.line}:${finding.column}`
  const lines = [
    `  ${paint('dim', place)}  ${paint(COLORS[finding.severity], finding.severity)}  ${finding.message}  ${paint('dim', finding.ruleId)}`,
  ]
  if (source !== undefined && source.trim() !== '') lines.push(...excerpt(finding, source, paint))
  if (finding.help) lines.push(`      help: ${finding.help}`)
  return lines.join('\n')
}

function excerpt(finding: ReportedFinding, source: string, paint: Paint): string[] {
  const column = Math.min(finding.column - 1, source.length)
  const end = finding.endLine === finding.line ? Math.max(finding.endColumn - 1, column + 1) : source.length
  const from = source.length <= EXCERPT ? 0 : Math.max(0, Math.min(column - 20, source.length - EXCERPT))
  const visible = (text: string) => maskSecrets(cleanText(text.replace(/\t/g, ' ')).text)
  const before = visible(source.slice(from, column))
  const marked = visible(source.slice(column, Math.min(end, from + EXCERPT)))
  const shown = `${before}${marked}${visible(source.slice(Math.min(end, from + EXCERPT), from + EXCERPT))}`
  const number = String(finding.line).padStart(6)
  return [
    `${paint('dim', `${number} │ `)}${from > 0 ? '…' : ''}${shown}`,
    `${paint('dim', '       │ ')}${' '.repeat(before.length + (from > 0 ? 1 : 0))}${paint(COLORS[finding.severity], '^'.repeat(Math.max(1, marked.length)))}`,
  ]
}

function summary(reports: readonly FileReport[], paint: Paint): string {
  const all = reports.flatMap(report => report.findings)
  const files = count(reports.length, 'file')
  if (all.length === 0) return `${files} checked, nothing to report`
  const counts = (['error', 'warning', 'info'] as const)
    .map(severity => ({ severity, n: all.filter(finding => finding.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => paint(COLORS[severity], count(n, severity, severity === 'info' ? 'remarks' : undefined)))
  const bad = reports.filter(report => report.findings.length > 0).length
  return `${counts.join(', ')} in ${bad} of ${files}; \`midstride explain RULE\` tells more`
}
