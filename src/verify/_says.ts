/** "subject: state" however it is written: a sentence, a label, an item with the state in parentheses, a mark in front, a table row. */
import type { Statement } from '../core/claim.ts'

export type State = 'done' | 'open' | 'unstarted' | 'unfinished' | 'running' | 'blocked' | 'failed'

export interface Said {
  /** Normal form, without the punctuation and marks around it. */
  subject: string
  state: State
}

const STATES: [State, string][] = [
  ['unstarted', 'not (?:yet )?(?:been )?(?:started|begun)(?: yet)?|unstarted'],
  [
    'unfinished',
    'not (?:yet )?(?:been )?(?:done|completed?|finished|closed|returned|reported back|come back)(?: yet)?|unfinished|incomplete|still to be done',
  ],
  [
    'running',
    'in[ _-]progress|in[ -]flight|running|ongoing|under ?way|going|at work|working|active|started|wip|being worked on',
  ],
  ['blocked', 'blocked'],
  ['failed', '\\(bad\\)|failed|crashed|cancell?ed|killed|aborted|timed out|errored'],
  ['open', 'pending|open|to-?do|outstanding|remaining|left|deferred'],
  [
    'done',
    '\\(ok\\)(?: (?:done|completed?|finished))?|100 ?%|done|completed?|finished|closed|ticked off|checked off|reported back|returned|came back|wrapped up',
  ],
]
const STATE = STATES.map(([, words]) => words).join('|')
const AUX = '(?:is|are|was|were|has|have|been|be|now|still|already|all|both|fully|currently|also|just|since|completely)'

const FORMS: RegExp[] = [
  new RegExp(`^(.{2,200}?)(?: ?:| -{1,2}| ->| =>| →| =)(?: ${AUX})* \\(?(${STATE})\\)?(?=$|[.,;!(]| -| \\()`),
  new RegExp(`^(.{2,200}?) \\((?:${AUX} )*(${STATE})\\)(?=$|[.,;!:])`),
  new RegExp(`^(.{2,200}?)(?: ${AUX})+ (${STATE})(?=$|[.,;!:(]| -| \\(| (?:and|in|at|on|by|since|with|for)\\b)`),
  new RegExp(`^((?:(?!is |are |was |were )[^\\s,;:]+ ){1,9}?)(${STATE})$`),
]

const FRONT = /^(done|completed|finished|closed|in[ _-]progress|ongoing|pending|blocked): (.{4,200})$/

export function saysOf(statement: Statement): Said | null {
  const { norm } = statement
  if (norm.length > 400) return null
  if (statement.cells && statement.label !== null) {
    const value = new RegExp(`^(?:${AUX} )*(${STATE})(?=$|[.,;!:(]| )`).exec(normOf(statement, norm))
    return value ? said(statement.label, value[1]!) : null
  }
  for (const form of FORMS) {
    const match = form.exec(norm)
    if (match && !ENDS_OPEN.test(match[1]!.trimEnd())) return said(match[1]!, match[2]!)
  }
  const front = FRONT.exec(norm)
  if (front) return said(front[2]!, front[1]!)
  const mark = /^\((ok|bad)\) (.{2,200})$/.exec(norm)
  return mark ? said(mark[2]!, `(${mark[1]})`) : null
}

const ENDS_OPEN =
  /(?:^|\s)(?:and|or|not|to|of|the|a|an|be|being|get|gets|getting|when|until|if|no|nothing|what|who|which)$/

/** The value of a row; its subject may hold words of a state itself. */
const normOf = ({ label }: Statement, norm: string) =>
  label !== null && norm.startsWith(`${label}:`) ? norm.slice(label.length + 1).trim() : norm

const said = (subject: string, state: string): Said => ({
  subject: subject
    .replace(/^(?:\((?:ok|bad)\) |[-~•*"'(\s])+|["':)\s-]+$/g, '')
    .replace(/^(?:so |and |also |now )+/, ''),
  state: STATES.find(([, words]) => new RegExp(`^(?:${words})$`).test(state))![0],
})
