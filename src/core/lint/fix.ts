import type { Edit, Finding } from '../finding.ts'

/** Applies edits in order; of those that touch the same text only the first is made. Returns the text and how many findings were mended. */
export function applyFixes(text: string, findings: readonly Finding[]): { text: string; fixed: number } {
  const fixes = findings
    .flatMap(finding => (finding.fix?.length ? [[...finding.fix].sort((a, b) => a.start - b.start)] : []))
    .sort((a, b) => a[0]!.start - b[0]!.start)
  const edits: Edit[] = []
  let reached = -1
  let fixed = 0
  for (const fix of fixes) {
    if (fix[0]!.start < reached || fix.some(edit => edit.start < 0 || edit.end > text.length)) continue
    edits.push(...fix)
    reached = Math.max(...fix.map(edit => edit.end), reached)
    fixed += 1
  }
  let at = 0
  const parts: string[] = []
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return { text: `${parts.join('')}${text.slice(at)}`, fixed }
}
