import { findComments, type HandoffDocument } from '../document.ts'
import type { Finding, Place } from '../finding.ts'

/** `<!-- midstride-disable-next-line rule-id, other-id until=2026-12-31 -- reason -->` as it stands in a document. */
export interface Directive {
  place: Place
  scope: 'next-line' | 'line' | 'file'
  ids: string[]
  reason: string
  /** The word after `until=`, whatever it is. */
  until: string | null
  /** Why it switches nothing off; null when it does. */
  void: 'reason' | 'rule' | 'date' | 'expired' | null
  /** Ids that silenced at least one finding. */
  used: string[]
}

const PREFIX = /^midstride-disable-(next-line|line|file)\b/

/** Inside a fence a directive must stand in a comment line (`# <!-- … -->`), so that quoted samples switch nothing off. */
export function findDirectives(document: HandoffDocument, today: string): Directive[] {
  if (!document.text.includes('midstride-disable-')) return []
  return findComments(document.text)
    .filter(({ text, place }) => PREFIX.test(text) && !isQuoted(document, place))
    .map(({ text, place }) => readDirective(text, place, today))
}

function isQuoted(document: HandoffDocument, place: Place): boolean {
  const fence = document.fences.find(f => f.place.start <= place.start && place.end <= f.place.end)
  if (!fence) return false
  const line = document.text.slice(document.text.lastIndexOf('\n', place.start) + 1, place.start)
  return !/^\s*#\s*$/.test(line)
}

function readDirective(text: string, place: Place, today: string): Directive {
  const scope = PREFIX.exec(text)![1] as Directive['scope']
  const rest = text.slice(text.indexOf(scope) + scope.length)
  const dash = rest.indexOf('--')
  const words = (dash < 0 ? rest : rest.slice(0, dash)).split(/[\s,]+/).filter(Boolean)
  const reason = dash < 0 ? '' : rest.slice(dash + 2).trim()
  const until = words.find(word => word.startsWith('until='))?.slice('until='.length) ?? null
  const ids = words.filter(word => !word.startsWith('until='))
  return { place, scope, ids, reason, until, void: whyVoid(ids, reason, until, today), used: [] }
}

function whyVoid(ids: string[], reason: string, until: string | null, today: string): Directive['void'] {
  if (ids.length === 0) return 'rule'
  if (reason === '') return 'reason'
  if (until !== null && !isDay(until)) return 'date'
  return until !== null && until < today ? 'expired' : null
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}

/** Removes what directives switch off and notes on each directive what it did. `lasting` rules can't be switched off. */
export function suppress(
  findings: readonly Finding[],
  directives: readonly Directive[],
  document: HandoffDocument,
  lasting: ReadonlySet<string>,
): { kept: Finding[]; directives: Directive[] } {
  const active = directives.filter(directive => directive.void === null)
  if (active.length === 0) return { kept: [...findings], directives: [...directives] }
  const used = new Map<Directive, Set<string>>(active.map(directive => [directive, new Set()]))
  const reach = active.map(directive => ({ directive, line: reachOf(directive, document) }))
  const kept = findings.filter(finding => {
    if (lasting.has(finding.ruleId)) return true
    const line = document.position(finding.place.start).line
    const hit = reach.find(r => r.directive.ids.includes(finding.ruleId) && (r.line === null || r.line === line))
    if (hit) used.get(hit.directive)!.add(finding.ruleId)
    return !hit
  })
  return {
    kept,
    directives: directives.map(directive => ({ ...directive, used: [...(used.get(directive) ?? [])] })),
  }
}

/** Line a directive speaks about, blank lines skipped; null for the whole file. */
function reachOf(directive: Directive, document: HandoffDocument): number | null {
  if (directive.scope === 'file') return null
  if (directive.scope === 'line') return document.position(directive.place.start).line
  const newline = document.text.indexOf('\n', directive.place.end)
  const next = newline < 0 ? document.text.length : newline
  const blank = /^\s*/.exec(document.text.slice(next, next + 2000))![0].length
  return document.position(Math.min(next + blank, document.text.length)).line
}
