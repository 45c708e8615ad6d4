import type { Fence } from '../document.ts'
import { similarTitle } from '../recognise.ts'
import { section as catalogued, parseHeading } from '../sections.ts'
import { perDocument } from './per-document.ts'

/** A code block that runs on over headings of the document, because its end or that of another is missing. */
export interface Swallowing {
  fence: Fence
  /** Numbers of the sections inside. */
  ids: string[]
}

/** Blocks that are never closed, and blocks that the end of a later one closes: they hold headings of the format. */
export const swallowing = perDocument((document): Swallowing[] =>
  document.fences.flatMap(fence => {
    const sample = fence.closed && /^(?:markdown|md)$/i.test(fence.lang ?? '')
    const ids = sample ? [] : headingsIn(fence.value)
    return !fence.closed || ids.length > 0 ? [{ fence, ids }] : []
  }),
)

function headingsIn(value: string): string[] {
  return [...value.matchAll(/^#{1,6} +(\S[^\n]*)$/gm)].flatMap(([, title]) => {
    const heading = parseHeading(title!)
    const entry = heading && catalogued(heading.id)
    return entry && similarTitle(heading.title, entry.title) ? [heading.id] : []
  })
}
