import { type HandoffDocument, placeOf } from '../document.ts'
import { perDocument } from './per-document.ts'

/** A node as it stands in the source. */
export interface Piece {
  start: number
  source: string
  /** Number of the section it stands in; empty outside of one. */
  section: string
}

/** Every text node of the document, in order; code, comments and HTML are none. */
export const proseOf = perDocument((document): Piece[] => document.nodes('text').map(node => pieceOf(document, node)))

export function pieceOf(document: HandoffDocument, node: Parameters<typeof placeOf>[0]): Piece {
  const { start, end } = placeOf(node)
  return { start, source: document.text.slice(start, end), section: document.sectionAt(start)?.id ?? '' }
}
