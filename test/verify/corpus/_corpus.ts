/** Sentences with the verdict they deserve in a world of `../world.ts`. `[a|b]` spells out alternatives; one sentence per line. */
export interface Corpus {
  kind: string
  /** Everything passed, is committed and pushed. */
  fresh?: { true?: string; false?: string }
  /** Tests, build and lint failed, work is not committed. */
  broken?: { true?: string; false?: string }
  /** As fresh once, and then things changed. */
  aged?: { true?: string; false?: string; stale?: string }
  /** Not claims, in any world. */
  none: string
}

export const defineCorpus = (corpus: Corpus): Corpus => corpus

/** Every spelling of every line. */
export function spell(text = ''): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .flatMap(expand)
}

function expand(line: string): string[] {
  const choice = /\[([^[\]]*\|[^[\]]*)\]/.exec(line)
  if (!choice) return [line.replace(/ {2,}/g, ' ').trim()]
  return choice[1]!
    .split('|')
    .flatMap(word => expand(line.slice(0, choice.index) + word + line.slice(choice.index + choice[0].length)))
}
