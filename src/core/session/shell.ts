/**
 * Splits a shell command line into its simple commands, well enough to tell what ran and what was written.
 * Reads POSIX shell and the parts of bash agents use; never expands, never executes. Linear in the length of the text.
 */

/** What joins a command to the next one. */
export type Joint = '&&' | '||' | ';' | '|' | '&' | ''

export interface ShellWord {
  text: string
  /** true when the text is what the program receives: no variable, substitution or glob in it. */
  literal: boolean
}

export interface SimpleCommand {
  /** Leading `NAME=value` words are not among them. */
  words: ShellWord[]
  redirects: { operator: string; target: ShellWord }[]
  joint: Joint
  /** Inside `$(…)`, backticks or `<(…)`: its exit code is not the line's. */
  nested: boolean
}

/** Longer commands are cut: what follows is here-document text in practice. */
const MAX_LENGTH = 200_000
const MAX_DEPTH = 12
/** Words and blanks without anything special: most of any command line, taken in one piece. */
const STRETCH = /[^'"\\$`;|&<>(){}#*?[\]~!\n]+/y
/** What may go on with a word that a stretch ends with: it is left for `readWord`. */
const GLUE = /['"\\$`({}#*?[\]~!]/
/** One token at a place: white space, operator, comment, redirection, whole word without anything special. */
const TOKEN =
  /((?:[ \t\r)]|\\\n)+)|(\n|&&|\|\||;;|\|&|;|\||&(?!>))|(#[^\n]*)|((?:\d*|&)(?:>>|>\||>&|<<<|<<-|<<|<>|<&|>|<)(?!\())|([^\s'"\\$`;|&<>(){}#*?[\]~!]+)(?=[\s;|&<>)]|$)/y
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/
const PLAIN = /[^\s'"\\$`;|&<>(){}#*?[\]~!]+/y

export function parseShell(line: string): SimpleCommand[] {
  const state: State = { text: line.slice(0, MAX_LENGTH), at: 0, found: [], heredocs: [] }
  readList(state, '', 0)
  return state.found
}

interface State {
  text: string
  at: number
  found: SimpleCommand[]
  /** Delimiters whose bodies begin after the next newline. */
  heredocs: string[]
}

interface Building extends SimpleCommand {
  started: boolean
}

const fresh = (depth: number): Building => ({ words: [], redirects: [], joint: '', nested: depth > 0, started: false })

/** Reads commands until `close` (`)`, a backtick, or the end). */
function readList(state: State, close: string, depth: number): void {
  let command = fresh(depth)
  const end = (joint: Joint): void => {
    if (command.words.length > 0 || command.redirects.length > 0) {
      const { words, redirects, nested } = command
      state.found.push({ words, redirects, joint, nested })
    }
    command = fresh(depth)
  }
  while (state.at < state.text.length) {
    const char = state.text[state.at]!
    if (close !== '' && char === close) break
    if (readStretch(state, command)) continue
    TOKEN.lastIndex = state.at
    const token = TOKEN.exec(state.text)
    if (token?.[5] !== undefined) {
      state.at += token[5].length
      addWord(command, { text: token[5], literal: true })
    } else if (token?.[1] !== undefined) state.at += blanksUpTo(token[1], close)
    else if (token?.[2] !== undefined) {
      state.at += token[2].length
      end(JOINTS[token[2]] ?? ';')
      if (token[2] === '\n') skipHeredocs(state)
    } else if (token?.[3] !== undefined) state.at += token[3].length
    else if (token?.[4] !== undefined) readRedirect(state, command, token[4], depth)
    else if ((char === '(' || char === '{' || char === '}') && !command.started) state.at += 1
    else readInto(state, command, close, depth)
  }
  end('')
}

/** Takes the whole words of a stretch; false when there is none here. */
function readStretch(state: State, command: Building): boolean {
  STRETCH.lastIndex = state.at
  const stretch = STRETCH.exec(state.text)?.[0]
  if (stretch === undefined) return false
  const next = state.text[state.at + stretch.length] ?? ''
  const last = /\S+$/.exec(stretch)?.[0] ?? ''
  const left = GLUE.test(next) || (/[<>]/.test(next) && /^\d+$/.test(last)) ? last.length : 0
  const whole = left === 0 ? stretch : stretch.slice(0, -left)
  if (whole === '') return false
  state.at += whole.length
  for (const text of whole.split(/\s+/)) if (text !== '') addWord(command, { text, literal: true })
  return true
}

const JOINTS: Readonly<Record<string, Joint>> = { '&&': '&&', '||': '||', '|': '|', '|&': '|', '&': '&' }

/** A closing parenthesis counts as white space, unless it closes the list that is being read. */
function blanksUpTo(blanks: string, close: string): number {
  const end = close === ')' ? blanks.indexOf(')') : -1
  return end < 0 ? blanks.length : end
}

function readRedirect(state: State, command: Building, token: string, depth: number): void {
  state.at += token.length
  const operator = token.replace(/^[\d&]+/, '')
  skipBlanks(state)
  const target = readWord(state, '', depth)
  if (operator === '<<' || operator === '<<-') state.heredocs.push(target.text)
  else command.redirects.push({ operator: token.startsWith('2') ? `2${operator}` : operator, target })
}

function readInto(state: State, command: Building, close: string, depth: number): void {
  const before = state.at
  const word = readWord(state, close, depth)
  if (state.at === before) state.at += 1
  addWord(command, word)
}

function addWord(command: Building, word: ShellWord): void {
  command.started = true
  if (command.words.length > 0 || !ASSIGNMENT.test(word.text)) command.words.push(word)
}

function readWord(state: State, close: string, depth: number): ShellWord {
  const word: ShellWord = { text: '', literal: true }
  while (state.at < state.text.length) {
    const char = state.text[state.at]!
    if (char === close || /[\s;|&<>()]/.test(char)) {
      if (!/[<>]/.test(char) || state.text[state.at + 1] !== '(') break
      substitute(state, word, ')', 2, depth)
    } else if (char === "'") quoteSingle(state, word)
    else if (char === '"') quoteDouble(state, word, depth)
    else if (char === '\\') {
      word.text += state.text[state.at + 1] === '\n' ? '' : (state.text[state.at + 1] ?? '')
      state.at += 2
    } else if (char === '$' || char === '`') expand(state, word, depth)
    else readPlain(state, word, char)
  }
  return word
}

function readPlain(state: State, word: ShellWord, char: string): void {
  PLAIN.lastIndex = state.at
  const plain = PLAIN.exec(state.text)?.[0]
  if (plain === undefined) {
    if ('*?[]{}'.includes(char) || (char === '~' && word.text === '')) word.literal = false
    word.text += char
    state.at += 1
  } else {
    word.text += plain
    state.at += plain.length
  }
}

function quoteSingle(state: State, word: ShellWord): void {
  const end = state.text.indexOf("'", state.at + 1)
  word.text += state.text.slice(state.at + 1, end < 0 ? undefined : end)
  state.at = end < 0 ? state.text.length : end + 1
}

function quoteDouble(state: State, word: ShellWord, depth: number): void {
  state.at += 1
  while (state.at < state.text.length) {
    const char = state.text[state.at]!
    if (char === '"') break
    if (char === '\\') {
      const next = state.text[state.at + 1] ?? ''
      word.text += '"\\$`'.includes(next) ? next : next === '\n' ? '' : `\\${next}`
      state.at += 2
    } else if (char === '$' || char === '`') expand(state, word, depth)
    else {
      const stop = nextOf(state.text, state.at, /["\\$`]/g)
      word.text += state.text.slice(state.at, stop)
      state.at = stop
    }
  }
  state.at += 1
}

/** `$name`, `${…}`, `$(…)`, `$((…))`, backticks: kept as written, the commands inside are collected as nested. */
function expand(state: State, word: ShellWord, depth: number): void {
  const next = state.text[state.at + 1]
  const backtick = state.text[state.at] === '`'
  if (backtick || (next === '(' && state.text[state.at + 2] !== '(')) {
    substitute(state, word, backtick ? '`' : ')', backtick ? 1 : 2, depth)
    return
  }
  const start = state.at
  state.at += 1
  if (next === '{') state.at = skipPast(state.text, state.at, '}')
  else if (next === '(') state.at = skipPast(state.text, state.at, '))')
  else while (/\w/.test(state.text[state.at] ?? '')) state.at += 1
  if (state.at > start + 1 || /[?!#@*$-]/.test(next ?? '')) word.literal = false
  word.text += state.text.slice(start, state.at)
}

function substitute(state: State, word: ShellWord, close: string, opening: number, depth: number): void {
  const start = state.at
  state.at += opening
  const outer = state.heredocs
  state.heredocs = []
  if (depth < MAX_DEPTH) readList(state, close, depth + 1)
  else state.at = state.text.length
  state.heredocs = outer
  state.at += 1
  word.literal = false
  word.text += state.text.slice(start, state.at)
}

function skipHeredocs(state: State): void {
  for (const delimiter of state.heredocs) {
    let line = state.at
    for (;;) {
      const end = state.text.indexOf('\n', line)
      const body = state.text.slice(line, end < 0 ? undefined : end).trim()
      line = end < 0 ? state.text.length : end + 1
      if (end < 0 || body === delimiter) break
    }
    state.at = line
  }
  state.heredocs = []
}

function skipBlanks(state: State): void {
  while (state.text[state.at] === ' ' || state.text[state.at] === '\t') state.at += 1
}

function skipPast(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end + mark.length
}

function nextOf(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}
