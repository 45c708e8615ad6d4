import { defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { normalise, plainText } from '../core/statements/inline.ts'
import type { SessionTodo } from '../core/types.ts'
import { contradicted, pointer, unsupported, verified } from './_judge.ts'
import { type State, saysOf } from './_says.ts'
import { matchTodo, type TodoMatch } from './_todos.ts'

type Said = 'done' | 'open' | 'in_progress' | 'blocked'

interface TodoWords {
  subject: string
  said: Said
  /** "all todos", "every task". */
  all: boolean
  /** Any "X: done", which may be no todo at all. */
  loose?: boolean
}

const STATUS: [Said, RegExp][] = [
  [
    'open',
    /^(?:\(bad\) )?(?:not (?:yet )?(?:started|done|complete|completed|finished)|pending|open|to-?do|remaining|outstanding|unstarted|incomplete)\b/,
  ],
  ['in_progress', /^(?:in[ _-]progress|wip|ongoing|under ?way|started|active|partial|partly done|half done|doing)\b/],
  ['blocked', /^blocked\b/],
  [
    'done',
    /^(?:\(ok\) ?)?(?:is |are |was |now |all |fully |already )*(?:done|completed?|finished|closed|shipped|fixed|merged|landed|resolved|ticked off|checked off)\b|^\(ok\)$/,
  ],
]
const NOUN = '(?:todos?|to-dos?|todo items?|tasks?|action items?|checklist items?)'
const ALL = new RegExp(
  `\\b(?:all|every one of|every|each of the|all of)(?: \\d+)?(?: the)?(?: of)?(?: the| my| our)?(?: \\w+){0,2} (?:${NOUN}|items)(?: on the list| in the list)? (?:is|are|were|was|have been|has been)?(?: now| all)? ?(done|completed?|finished|closed)\\b`,
)
const NAMED = new RegExp(
  `^(?:\\(ok\\) )?(?:the )?${NOUN} (?:#?(\\d{1,4})\\b|(.{4,160}?))(?: \\([^()]{0,120}\\))?(?:,? (?:is|was|are|were|has been|now|still|already|->|→|-)| ?:)* ((?:not (?:yet )?)?(?:started|done|completed?|finished|closed|pending|open|in[ _-]progress|blocked|ongoing|outstanding|ticked off|checked off))\\b`,
)
const FINISHED = new RegExp(
  `^(?:completed|finished|closed|marked) (?:the )?${NOUN} (?!(?:is|are|was|were|get|gets|stay|remain|have|has|that|which|in)\\b)(?:#?(\\d{1,4})\\b|(.{4,160}))`,
)

export default defineClaimKind({
  id: 'todo',
  summary: 'todos and tasks that are done, in progress, blocked or open',
  about:
    /todo|to-do|task|done|complete|finish|progress|pending|block|start|open|item|\(ok\)|closed|shipped|fixed|merged|landed|resolved|wip|ongoing|tick|check|to do|outstanding|running|\(bad\)/,
  find(statement) {
    const words = statement.open ? null : readTodo(statement)
    return words
      ? [
          {
            kind: 'todo',
            text: statement.text,
            line: statement.line,
            data: { ...words },
            ...(words.loose && { weak: true }),
          },
        ]
      : []
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as TodoWords
    const todos = evidence.session?.todos ?? []
    if (todos.length === 0) return unsupported()
    if (words.all) return judgeAll(todos, evidence)
    const match = matchTodo(words.subject, todos)
    return match ? judgeOne(words, match) : unsupported()
  },
})

function readTodo(statement: Statement): TodoWords | null {
  const { norm, label, cells } = statement
  if (statement.checked === true) return { subject: subjectOf(statement), said: 'done', all: false }
  if (norm.length > 400) return null
  if (ALL.test(norm)) return { subject: '', said: 'done', all: true }
  if (cells && label !== null) {
    const about =
      !cells.some(cell => /\bagent|persona/.test(cell.header)) &&
      cells.some(cell =>
        /^(?:task|todo|item|content|title|step|work item|description|what|#|id|story|feature|subtask)s?$/.test(
          cell.header,
        ),
      )
    const said = STATUS.find(([, pattern]) => pattern.test(normalise(statement.value)))?.[0]
    if (!about || !said || /^\d{1,3}$/.test(label)) return null
    const named = cells.find(cell =>
      /^(?:task|todo|item|content|title|step|work item|description|what|story|feature|subtask)s?$/.test(cell.header),
    )
    return { subject: plainText(named?.text ?? label), said, all: false }
  }
  const named = NAMED.exec(norm) ?? null
  if (named) {
    const said = STATUS.find(([, pattern]) => pattern.test(named[3]!))?.[0]
    return said
      ? { subject: named[1] ? `#${named[1]}` : named[2]!.replace(/^[:"'-]+|[:"'-]+$/g, '').trim(), said, all: false }
      : null
  }
  const finished = FINISHED.exec(norm)
  if (finished) return { subject: finished[1] ? `#${finished[1]}` : finished[2]!, said: 'done', all: false }
  return statusItem(statement)
}

/** "Write the limiter: done", "✅ Write the limiter", "[completed] Write the limiter". */
function statusItem(statement: Statement): TodoWords | null {
  const { text, norm } = statement
  if (/\b(?:agents?|phase|step)\b|^(?:status|state|result)\b/.test(norm)) return null
  const front = text.startsWith('[')
    ? /^\[?(completed|done|in[ _-]progress|pending|blocked)\]?:? (.{6,200})$/.exec(norm)
    : null
  if (front) {
    const said = STATUS.find(([, pattern]) => pattern.test(front[1]!))?.[0]
    return said ? { subject: front[2]!, said, all: false, loose: true } : null
  }
  const says = saysOf(statement)
  const said = says && SAID[says.state]
  return said && says.subject.length >= 6 ? { subject: says.subject, said, all: false, loose: true } : null
}

const SAID: Partial<Record<State, Said>> = {
  done: 'done',
  open: 'open',
  unstarted: 'open',
  unfinished: 'open',
  running: 'in_progress',
  blocked: 'blocked',
}

const subjectOf = ({ text }: Statement) => text.replace(/^\[[^\]]{1,20}\]\s*/, '')

const point = ({ todo }: TodoMatch) =>
  pointer(todo.ref || `todo ${todo.id}`, `todo "${todo.content}" is ${todo.status}`)

function judgeOne(words: TodoWords, match: TodoMatch): Judgement {
  const { status } = match.todo
  const agrees =
    words.said === 'done'
      ? status === 'completed'
      : words.said === 'open'
        ? status === 'pending' || status === 'blocked'
        : status === words.said
  if (agrees) return verified(point(match))
  if (!match.sure) return unsupported(point(match))
  if (words.said === 'open' && status === 'in_progress') return unsupported(point(match))
  if (words.said === 'blocked' && status !== 'completed') return unsupported(point(match))
  return contradicted(point(match))
}

function judgeAll(todos: readonly SessionTodo[], evidence: Evidence): Judgement {
  const open = todos.filter(todo => todo.status !== 'completed' && todo.status !== 'cancelled')
  if (open.length === 0) return verified(pointer(todos.at(-1)!.ref || 'todos', `${todos.length} todos, all completed`))
  return contradicted(
    ...open
      .slice(0, 3)
      .map(todo =>
        pointer(todo.ref || evidence.session!.sessionId || 'session', `todo "${todo.content}" is ${todo.status}`),
      ),
  )
}
