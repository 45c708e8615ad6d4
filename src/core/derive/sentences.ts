import { oneLine } from '../text.ts'

/** Sentences of a message's own prose, list marks taken off; code, quotations and what was pasted from a terminal are left out. */
export function sentences(text: string): string[] {
  const prose: string[] = []
  let fenced = false
  for (const row of text.slice(0, 8000).split('\n')) {
    if (/^\s*(?:```|~~~)/.test(row)) fenced = !fenced
    else if (!fenced && !/^(?:\s{4,}|\t|\s*[>|$#<{❯⏺⎿│])/.test(row))
      prose.push(row.replace(/^\s*(?:[-*+•]|\d{1,3}[.)])\s+/, ''))
  }
  return prose
    .flatMap(row => row.split(/(?<=[.!?])\s+(?=\S)/))
    .map(sentence => oneLine(sentence.replace(/\*\*|__/g, '')))
    .filter(sentence => sentence !== '')
}
