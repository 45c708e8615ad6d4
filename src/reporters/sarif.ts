import {
  defineReporter,
  type FileReport,
  type ReportedFinding,
  type RuleFacts,
  ruleUrl,
  type Severity,
} from '../core/finding.ts'
import { version } from '../generated/version.ts'

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), as code scanning reads it. */
export default defineReporter({
  id: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning',
  describes: true,
  format(reports, { rules = [] }) {
    const used = [...new Set(reports.flatMap(report => report.findings.map(finding => finding.ruleId)))].sort()
    const facts = new Map(rules.map(rule => [rule.id, rule]))
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'midstride',
              version,
              informationUri: 'https://www.npmjs.com/package/midstride',
              rules: used.map(id => descriptor(id, facts.get(id))),
            },
          },
          columnKind: 'utf16CodeUnits',
          artifacts: [...new Set(reports.map(({ file }) => uriOf(file)))].map(uri => ({ location: { uri } })),
          results: reports.flatMap(report => report.findings.map(finding => result(report, finding, used))),
        },
      ],
    }
    return `${JSON.stringify(log, null, 2)}\n`
  },
})

function descriptor(id: string, facts: RuleFacts | undefined) {
  if (!facts) return { id }
  return {
    id,
    shortDescription: { text: `${facts.summary}.` },
    fullDescription: { text: facts.why },
    ...(facts.page !== false && { helpUri: ruleUrl(id) }),
    defaultConfiguration: { level: LEVELS[facts.severity] },
    properties: { tags: [facts.group] },
  }
}

function result(report: FileReport, finding: ReportedFinding, used: readonly string[]) {
  const { ruleId, severity, message, help, line, column, endLine, endColumn } = finding
  return {
    ruleId,
    ruleIndex: used.indexOf(ruleId),
    level: LEVELS[severity],
    message: { text: `${message}.${help ? ` ${help[0]!.toUpperCase()}${help.slice(1)}.` : ''}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(report.file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  }
}

/** A relative reference with forward slashes, or a file URI; the name for standard input stays as it is, encoded. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/\p{Surrogate}/gu, '\ufffd')
  const uri = path.split('/').map(encodeURIComponent).join('/')
  if (/^[A-Za-z]:\//.test(path)) return `file:///${uri.replace('%3A', ':')}`
  return path.startsWith('/') ? `file://${uri}` : uri
}
