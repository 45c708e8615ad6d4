import type { HandoffDocument } from '../document.ts'
import type { Place } from '../finding.ts'
import { handoffSections } from '../sections.ts'
import { lastReflection, linesOutsideFences } from './reflection.ts'

export type HaltKind = keyof typeof handoffSections.halt

export interface Halt {
  kind: HaltKind
  /** First line that is not as it should be; null when the block is exact. */
  wrong: { place: Place; found: string; expected: string } | null
  /** First line of text after the block. */
  after: Place | null
}

/** Words by which a block is recognised even when it is not exact. */
const MARKS: readonly (readonly [HaltKind, RegExp])[] = [
  ['dump', /\bDUMP\s+COMPLETE\b/i],
  ['handover', /\bWork\s+COMPLETE\b/i],
]

/** The halt block after the last reflection, or null when nothing there looks like one. */
export function haltOf(document: HandoffDocument): Halt | null {
  const reflection = lastReflection(document)
  if (!reflection) return null
  const lines = linesOutsideFences(document).filter(line => line.start > reflection.heading.start)
  const marked = lines.findIndex(line => MARKS.some(([, mark]) => mark.test(line.text)))
  if (marked < 0) return null
  const kind = MARKS.find(([, mark]) => mark.test(lines[marked]!.text))![0]
  const wanted = handoffSections.halt[kind]
  const first = marked - 1
  if (lines[first]?.text.trim() !== wanted[0]) {
    const { start, end } = lines[marked]!
    return { kind, wrong: { place: { start, end }, found: '', expected: wanted[0]! }, after: null }
  }
  for (const [index, expected] of wanted.entries()) {
    const line = lines[first + index]
    if (!line || !pattern(expected).test(line.text.trimEnd())) {
      const at = line ?? lines.at(-1)!
      return {
        kind,
        wrong: { place: { start: at.start, end: at.end }, found: line?.text ?? '', expected },
        after: null,
      }
    }
  }
  const after = lines.slice(first + wanted.length).find(line => line.text.trim() !== '')
  return { kind, wrong: null, after: after ? { start: after.start, end: after.end } : null }
}

/** `<task-id>` and `[One line summary]` stand for any words but themselves. */
function pattern(line: string): RegExp {
  const parts = line.split(/<[^>]*>|\[[^\]]*\]/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('\\S(?:.{0,300}\\S)?')}$`)
}
