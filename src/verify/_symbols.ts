/** Where a name is defined. */
import type { WordHit } from '../core/evidence.ts'
import { escapeRegExp } from './_runs.ts'

const KEYWORDS =
  'function\\*?|async function|class|interface|type|enum|const|let|var|def|fn|func(?: \\([^)]*\\))?|struct|trait|impl|module|record|object|macro_rules!|mod|namespace|protocol|extension|sub|proc|val|static|abstract class|data class|public|private|protected|export default|create table|table|resource|component'

/** The line defines the name rather than uses it. */
export function defines(hit: WordHit, name: string): boolean {
  const word = escapeRegExp(name)
  if (
    new RegExp(`(?:^|[\\s;({,])(?:${KEYWORDS})\\s+(?:[\\w<>[\\],.*&]+\\s+){0,3}?${word}(?![\\w$])`, 'i').test(hit.text)
  )
    return true
  if (
    new RegExp(
      `^(?:(?:export|public|private|protected|static|async|override|readonly|get|set|virtual|inline|final|default|declare|abstract)\\s+)*${word}\\s*(?:<[^>]{0,80}>)?\\([^;]{0,200}\\)\\s*(?::\\s*[^{;]{1,80})?\\s*(?:\\{|=>)`,
    ).test(hit.text)
  )
    return true
  return new RegExp(
    `^(?:(?:export|const|let|var|static|readonly|self\\.|this\\.|module\\.|exports\\.)\\s*)*["'\`]?${word}["'\`]?\\s*(?::(?!:)|=(?!=)|:=)`,
  ).test(hit.text)
}

export const isCode = (path: string) =>
  !/\.(?:md|mdx|markdown|txt|rst|adoc|lock|log|patch|diff|jsonl|svg|csv)$/i.test(path)
