import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { HandoffDocument } from '../../core/document.ts'
import { type Finding, type ReportedFinding, ruleUrl, type Severity } from '../../core/finding.ts'
import type { Rule } from '../../core/lint/rule.ts'

/** One finding as an editor sees it. */
export interface Shown {
  finding: Finding
  diagnostic: Diagnostic
}

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}

export function toShown(finding: Finding, reported: ReportedFinding): Shown {
  const { ruleId, severity, message, help, line, column, endLine, endColumn } = reported
  return {
    finding,
    diagnostic: {
      range: {
        start: { line: line - 1, character: column - 1 },
        end: { line: endLine - 1, character: endColumn - 1 },
      },
      severity: SEVERITIES[severity],
      source: 'midstride',
      code: ruleId,
      codeDescription: { href: ruleUrl(ruleId) },
      message: help ? `${message}.\n${help}` : message,
    },
  }
}

/** What an editor offers where the caret stands: the rule's own fix, and a comment that switches it off there. */
export function actionsFor(
  text: TextDocument,
  parsed: HandoffDocument,
  shown: readonly Shown[],
  rules: ReadonlyMap<string, Rule>,
): CodeAction[] {
  return shown.flatMap(({ finding, diagnostic }) => {
    const rule = rules.get(finding.ruleId)
    const action = (title: string, edits: TextEdit[], preferred: boolean): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: preferred,
      edit: { changes: { [text.uri]: edits } },
    })
    const fixes = (finding.fix ?? []).map(({ start, end, text: newText }) => ({
      range: { start: text.positionAt(start), end: text.positionAt(end) },
      newText,
    }))
    const off = rule && rule.group !== 'safety' && !rule.last ? disable(parsed, finding) : null
    return [
      ...(fixes.length > 0 ? [action(`Mend: ${finding.expected}`, fixes, true)] : []),
      ...(off ? [action(`Switch ${finding.ruleId} off for this line, with a reason`, [insert(text, off)], false)] : []),
    ]
  })
}

const REASON = 'say why'

/** Where a comment can stand without breaking what is around it: in the cell of a table, in a comment of a code block, or in a line above. */
function disable(parsed: HandoffDocument, { ruleId, place }: Finding): { at: number; text: string } {
  const { text } = parsed
  const start = text.lastIndexOf('\n', place.start - 1) + 1
  const newline = text.indexOf('\n', place.start)
  const line = text.slice(start, newline < 0 ? text.length : newline)
  const fence = parsed.fences.find(fence => fence.place.start < start && place.start < fence.place.end)
  const comment = (scope: string) => `<!-- midstride-disable-${scope} ${ruleId} -- ${REASON} -->`
  if (fence) return { at: start, text: `# ${comment('next-line')}\n` }
  const bar = /\|[ \t\r]*$/.exec(line)
  if (/^\s*\|/.test(line) && bar) return { at: start + bar.index, text: `${comment('line')} ` }
  return { at: start, text: `${comment('next-line')}\n` }
}

function insert(text: TextDocument, { at, text: newText }: { at: number; text: string }): TextEdit {
  const position = text.positionAt(at)
  return { range: { start: position, end: position }, newText }
}

/** Why the rules that speak here exist, and how to do what they want. */
export function hoverFor(shown: readonly Shown[], rules: ReadonlyMap<string, Rule>): Hover | null {
  const parts = shown.flatMap(({ finding, diagnostic }) => {
    const rule = rules.get(finding.ruleId)
    if (!rule) return []
    const wants = `${rule.summary[0]!.toUpperCase()}${rule.summary.slice(1)}.`
    const how = finding.help ? `\n\nHow: ${finding.help}.` : ''
    return [`**${rule.id}** · ${wants}\n\n${rule.why}${how}\n\n[More](${diagnostic.codeDescription!.href})`]
  })
  if (parts.length === 0) return null
  return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: shown[0]!.diagnostic.range }
}

export function touches(range: Range, other: Range): boolean {
  return !before(range.end, other.start) && !before(other.end, range.start)
}

const before = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character)
