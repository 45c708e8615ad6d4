/**
 * How many tokens a model will make of a text, estimated without its vocabulary: the larger of a quarter of the characters and a count
 * of pieces as byte-pair tokenizers split them first (words of up to eight letters, three digits, two marks, a run of line breaks).
 * Errs on the high side for English prose and for code, so a budget that holds here holds in the host.
 */
export function estimateTokens(text: string): number {
  let pieces = 0
  for (const match of text.matchAll(/[\p{L}\p{M}]+|\p{N}+|\n\s*|[^\s\p{L}\p{M}\p{N}]+/gu)) {
    const piece = match[0]
    if (piece.startsWith('\n')) pieces += 1
    else if (/^\p{N}/u.test(piece)) pieces += Math.ceil(piece.length / 3)
    else if (/^[\p{L}\p{M}]/u.test(piece)) pieces += Math.ceil(piece.length / 8)
    else pieces += Math.ceil(piece.length / 3)
  }
  return Math.max(Math.ceil(text.length / 4), pieces)
}
