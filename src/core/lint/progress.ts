const PARTS = ['Completed', 'In-progress', 'Remaining'] as const

/** The `DOC:` entries of a progress list, each with the parts it lacks; offsets are those of the text. */
export function progressEntries(text: string): { path: string; missing: string[]; start: number; end: number }[] {
  const starts = [...text.matchAll(/^DOC:[ \t]*([^\n]{0,4096})$/gm)]
  return starts.map((match, index) => {
    const body = text.slice(match.index, starts[index + 1]?.index ?? text.length)
    const missing = PARTS.filter(part => !new RegExp(`\\b${part}\\s*:\\s*\\S`, 'i').test(body))
    return { path: match[1]!.trim(), missing: [...missing], start: match.index, end: match.index + match[0].length }
  })
}
