/** Scripts that write no spaces between words; each character is a word of its own. */
const SEPARATE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const RUN = /[\p{L}\p{M}\p{N}]+/gu

/** The words of a text for searching, lower-case: `src/auth.ts` yields src, auth, ts. The same for storing and for asking. */
export function words(text: string): string[] {
  const runs = text.normalize('NFKC').toLowerCase().match(RUN) ?? []
  return runs.flatMap(run => (SEPARATE.test(run) ? (run.match(/[\p{L}\p{N}]\p{M}*/gu) ?? []) : [run]))
}
