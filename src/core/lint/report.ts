import type { HandoffDocument } from '../document.ts'
import type { FileReport, Finding, ReportedFinding } from '../finding.ts'
import { maskSecrets } from '../secrets.ts'
import { cleanText, oneLine } from '../text.ts'

/** Findings in the shape that programs read (schemas/finding.schema.json): words made, places counted, secrets masked. */
export function toReport(file: string, document: HandoffDocument, findings: readonly Finding[]): FileReport {
  return { file, kind: document.kind, findings: findings.map(finding => toReported(document, finding)) }
}

function toReported(document: HandoffDocument, finding: Finding): ReportedFinding {
  const clamp = (offset: number) => Math.min(Math.max(0, offset), document.text.length)
  const start = clamp(finding.place.start)
  const from = document.position(start)
  const to = document.position(Math.max(start, clamp(finding.place.end)))
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: safe(`Unexpected ${finding.unexpected}, expected ${finding.expected}`),
    ...(finding.help && { help: safe(finding.help) }),
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    fixable: Boolean(finding.fix?.length),
  }
}

/** The document is hostile: what is quoted from it must not speak to a terminal or give a secret away. */
function safe(text: string): string {
  return maskSecrets(oneLine(cleanText(text).text))
}
