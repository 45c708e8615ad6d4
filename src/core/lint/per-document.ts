import type { HandoffDocument } from '../document.ts'

/** What several rules ask of a document is worked out at the first question, and kept as long as the document is. */
export function perDocument<T>(read: (document: HandoffDocument) => T): (document: HandoffDocument) => T {
  const known = new WeakMap<HandoffDocument, { value: T }>()
  return document => {
    let found = known.get(document)
    if (!found) {
      found = { value: read(document) }
      known.set(document, found)
    }
    return found.value
  }
}
