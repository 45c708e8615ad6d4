/** Words of a paragraph without case, marks and punctuation, so that a copy is known however it was wrapped. */
export const templateWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
