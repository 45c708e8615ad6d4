import { oneLine } from '../text.ts'
import type { Message } from '../types.ts'
import type { Standing } from './decisions.ts'
import { sentences } from './sentences.ts'

const UNDOES =
  "(?:instead of|rather than|no longer|not|drop(?:ping)?|forget(?: about)?|remov(?:e|ing)|scrap|abandon|stop using|don'?t use|do not use|(?:switch|mov)(?:e|ing)? (?:away )?from|replac(?:e|ing)|get rid of)"
const ANY_UNDOES = new RegExp(`\\b${UNDOES}\\s`, 'i')
/** Words by which a sentence changes course; "actually" only at its start, elsewhere it stresses. */
const CHANGES =
  /\binstead\b|\bchanged? my mind\b|\bon second thoughts?\b|\bscratch that\b|\bi was wrong\b|^(?:(?:ok(?:ay)?|no|hm+|wait|so|but|sorry)[,.!]*\s+){0,2}actually\b/i
const CHOOSES = /\b(?:use|go with|switch to|let'?s do|make it|prefer|choose|pick|take)\s+\S/i
const STOP = new Set(
  'actually about after again also always another because before being could does doing done from have here instead into just keep like make more need never only other please prefer really should some switch than that their them then there these they thing this those through using want what when where which while will with without would your'.split(
    ' ',
  ),
)

/** Taking back one's own word, rather than what the agent did. */
const OWN = /\b(?:actually|changed? my mind|on second thoughts?|scratch that|i was wrong)\b/i
/** Answers that name nothing. */
const GENERIC = /^(?:yes|no|ok(?:ay)?|both|none|all|it|that|this|these|those|now|later|neither|either|(?:option )?\w)$/i
/** How many messages after a decision such words still mean it, when they name no topic. */
const NEAR = 2

/**
 * The decisions a message takes back. It either names the choice with a word that undoes it ("instead of SQLite", "drop SQLite"), or it
 * changes course ("use Postgres as database instead") and shares a topic word with the decision, or it takes back the user's own last
 * word ("actually, use Postgres") within two messages of the latest decision.
 */
export function replaces(message: Message, turn: number, standing: readonly Standing[]): Standing[] {
  if (message.kind === 'answer' || message.kind === 'shell' || standing.length === 0) return []
  const said = sentences(message.text)
  const undoing = said.filter(sentence => ANY_UNDOES.test(sentence)).map(sentence => sentence.toLowerCase())
  const named = standing.filter(entry => undoing.some(sentence => names(sentence, entry)))
  if (named.length > 0) return named
  const change = said.find(sentence => CHANGES.test(sentence) && CHOOSES.test(sentence))
  if (change === undefined) return []
  const topics = topicWords(change)
  const related = standing
    .filter(entry => entry.binding === 'SESSION')
    .map(entry => ({ entry, shared: shared(topics, knownBy(entry).topics) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || b.entry.turn - a.entry.turn)
  if (related[0]) return [related[0].entry]
  const latest = standing.at(-1)!
  return OWN.test(change) && latest.binding === 'SESSION' && turn - latest.turn <= NEAR ? [latest] : []
}

interface KnownBy {
  /** Words that name the choice, with the pattern that undoes it. */
  keys: { words: string; undone: RegExp }[]
  topics: ReadonlySet<string>
}

/** Worked out once for a decision, since every later message is held against it. */
const known = new WeakMap<Standing, KnownBy>()

function knownBy(entry: Standing): KnownBy {
  const before = known.get(entry)
  if (before) return before
  const keys = keysOf(entry.choice.toLowerCase()).map(words => ({
    words,
    undone: new RegExp(`\\b${UNDOES}\\s+(?:the |a |an |any |using |with )?${literal(words)}(?![\\w-])`, 'i'),
  }))
  const found = { keys, topics: topicWords(`${entry.question ?? ''} ${entry.choice}`) }
  known.set(entry, found)
  return found
}

/** `sentence` in lower case. */
const names = (sentence: string, entry: Standing): boolean =>
  knownBy(entry).keys.some(({ words, undone }) => sentence.includes(words) && undone.test(sentence))

/** The choice as a whole and its head: `SQLite (Recommended)` and `SQLite, one file` are both known as `SQLite`. */
function keysOf(choice: string): string[] {
  const plain = oneLine(choice.slice(0, 400)).replace(/[.!]+$/, '')
  const object =
    /\b(?:use|go with|stick (?:with|to)|switch to|keep using|prefer)\s+(?:the |a |an )?(.+)$/i.exec(plain)?.[1] ?? plain
  const head = object
    .split(/\s*(?:[,;:([–—]|\s-\s|\b(?:for|as|instead|rather|over|because|since|in|on|to|with)\b)/i, 1)[0]!
    .trim()
  return [...new Set([plain, object, head])].filter(key => key.length >= 2 && key.length <= 80 && !GENERIC.test(key))
}

const literal = (key: string): string => key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function topicWords(words: string): Set<string> {
  const found = words.toLowerCase().match(/[\p{L}][\p{L}\d-]{3,40}/gu) ?? []
  return new Set(found.filter(word => !STOP.has(word)).map(word => word.replace(/s$/, '')))
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter(word => b.has(word)).length
