/** Inline text in two forms: as it reads, and as patterns are written for. */

/** Emphasis, links, images, struck-out text and tags off; code stays in backticks. Newlines stay where they are. */
export function plainText(raw: string): string {
  if (!/[*_~[<&\\]/.test(raw)) return raw
  return outsideCode(raw, text =>
    text
      .replace(/!\[[^\]\n]{0,300}\]\([^()\n]{0,500}\)/g, '')
      .replace(/\[([^\]\n]{0,500})\]\([^()\n]{0,500}\)/g, '$1')
      .replace(/~~[^~\n]{1,500}~~/g, '')
      .replace(/<\/?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>\n]{0,200})?\/?>/g, ' ')
      .replace(/\*{1,3}/g, (stars, at: number) => (isStray(text, at, stars.length) ? stars : ''))
      .replace(/(^|[\s(])_{1,3}(?=\S)/g, '$1')
      .replace(/(\S)_{1,3}(?=[\s).,;:!?]|$)/g, '$1')
      .replace(/\\([*_`~[\]<>|#-])/g, '$1')
      .replace(/&amp;/g, '&')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&nbsp;/g, ' '),
  )
}

/** A star between blanks multiplies; it emphasises nothing. */
function isStray(text: string, at: number, length: number): boolean {
  return /\s/.test(text[at - 1] ?? 'x') && /\s/.test(text[at + length] ?? 'x')
}

/** Applies `change` to what stands outside backticks. */
function outsideCode(text: string, change: (part: string) => string): string {
  if (!text.includes('`')) return change(text)
  const parts = text.split('`')
  if (parts.length > 2000) return change(text)
  return parts.map((part, index) => (index % 2 === 0 || index === parts.length - 1 ? change(part) : part)).join('`')
}

/** Code spans of a text, in order. */
export function codeSpans(text: string): string[] {
  const spans: string[] = []
  for (const match of text.matchAll(/`([^`\n]{1,300})`/g)) spans.push(match[1]!.trim())
  return spans
}

const NUMBERS: Record<string, string> = {
  zero: '0',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  hundred: '100',
}
const NUMBER = new RegExp(`\\b(${Object.keys(NUMBERS).join('|')})\\b(?!-)`, 'g')

const ONES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const COMPOUND = new RegExp(`\\b(twenty|thirty|forty|fifty)-(${ONES.join('|')})\\b`, 'g')

/** Marks that stand for a word. */
const MARKS: [RegExp, string][] = [
  [/[✅✓✔☑🟢🎉]\ufe0f?/gu, ' (ok) '],
  [/[❌✗✘☒🔴🚫]\ufe0f?/gu, ' (bad) '],
  [/[⚠🔄⏳🚧🟡⏭]\ufe0f?/gu, ' '],
  [/[’‘´]/g, "'"],
  [/[–—]/g, '-'],
  [/\u00a0/g, ' '],
]
const SHORT_FORMS: [RegExp, string][] = [
  [/\bcan't\b/g, 'can not'],
  [/\bcannot\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/\b(it|that|there|what|everything|nothing|here)'s\b/g, '$1 is'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/\bi'm\b/g, 'i am'],
]

/** Lower case, marks as words, short forms written out, number words as digits, quotes and backticks off, blanks single. */
export function normalise(text: string): string {
  let result = text.toLowerCase()
  if (/[^\x20-\x7e]/.test(result)) for (const [pattern, word] of MARKS) result = result.replace(pattern, word)
  if (result.includes("'")) for (const [pattern, words] of SHORT_FORMS) result = result.replace(pattern, words)
  if (/[`"“”]/.test(result)) result = result.replace(/[`"“”]/g, '')
  if (result.includes(',')) result = result.replace(/(\d),(?=\d{3}\b)/g, '$1')
  if (/\s\s|[\t\n]/.test(result)) result = result.replace(/\s+/g, ' ')
  if (/y-[a-z]/.test(result))
    result = result.replace(COMPOUND, (_, tens: string, ones: string) =>
      String(Number(NUMBERS[tens]) + ONES.indexOf(ones) + 1),
    )
  return result.replace(NUMBER, word => NUMBERS[word]!).trim()
}

/** The normal form with code and paths put out of sight, for telling the mood of a sentence from its own words. */
export function withoutCode(text: string): string {
  const spoken = text.includes('`') ? text.replace(/`[^`\n]{1,300}`/g, ' § ') : text
  if (!/[/\\]|\w\.\w/.test(spoken)) return normalise(spoken)
  return normalise(
    spoken
      .split(' ')
      .map(word => (/[/\\]|^[^\s.]{1,80}\.[a-z]{1,4}[),;:.!?]*$/i.test(word) ? hide(word) : word))
      .join(' '),
  )
}

/** The sign for code, with the punctuation that stood at the end of the word. */
const hide = (word: string) => `§${/[),;:.!?]*$/.exec(word.slice(-8))![0]}`
