import { type Claim, defineClaimKind } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { contradicted, pointer, unsupported, verified } from './_judge.ts'
import { isPartial, localPath } from './_trace.ts'

interface CountWords {
  n: number
  what: Countable
  /** "about", "over", "~". */
  about: boolean
  /** 71 of "24/71". */
  of: number | null
  /** "tasks", which may be others than the session's todos. */
  tasks: boolean
}

type Countable =
  | 'changed'
  | 'created'
  | 'deleted'
  | 'commits'
  | 'todos'
  | 'todosDone'
  | 'todosOpen'
  | 'agents'
  | 'compactions'
  | 'prs'
  | 'corrections'
  | 'messages'

/** Not the 3 of "Phase 3 files changed" or of "v1.3". */
const ABOUT =
  '(?<!(?:phase|step|task|part|stage|section|version|group|round|batch|wave|day|week|session|pr|issue|item|no|#)[ #]?)(?<![.\\w/-])(~|about |around |roughly |approximately |over |more than |at least |nearly |almost |up to )?'
const TODO = '(?:todos?|to-dos?|todo items?|tasks?)'

/** Group 1: "about"; group 2: the number. */
const PATTERNS: [Countable, RegExp][] = [
  [
    'changed',
    new RegExp(
      `\\b${ABOUT}(\\d{1,5}) (?:source |code |existing )?files? (?:were |was |are |have been |in total )?(?:changed|modified|edited|touched|updated)\\b`,
    ),
  ],
  [
    'changed',
    new RegExp(
      `\\b(?:changed|modified|edited|touched|updated) ${ABOUT}(\\d{1,5}) (?:source |code |existing )?files?\\b`,
    ),
  ],
  ['changed', /\bfiles? (?:changed|modified|touched)()?: (\d{1,5})\b/],
  ['created', new RegExp(`\\b${ABOUT}(\\d{1,5}) (?:new )?files? (?:were |was |are |have been )?(?:created|added)\\b`)],
  ['created', new RegExp(`\\b(?:created|added|wrote) ${ABOUT}(\\d{1,5}) (?:new )?(?:source |code )?files?\\b`)],
  ['created', /\bfiles? created()?: (\d{1,5})\b/],
  [
    'deleted',
    new RegExp(
      `\\b${ABOUT}(\\d{1,5}) files? (?:were |was |have been )?(?:deleted|removed)\\b|\\b(?:deleted|removed) ${ABOUT}(\\d{1,5}) files?\\b`,
    ),
  ],
  [
    'commits',
    new RegExp(
      `\\b(?:made|created|in|as|has|with|are|landed) ${ABOUT}(\\d{1,4}) (?:\\w+ )?commits?\\b(?! (?:ahead|behind))`,
    ),
  ],
  [
    'commits',
    new RegExp(
      `(?:^|[(:,] ?|\\bthe )${ABOUT}(\\d{1,4}) (?:new )?commits?(?:$|[).,:]| (?:made|created|on|in (?:this|the) session|this session|were|have|so far|landed))`,
    ),
  ],
  ['commits', /\bcommits(?: made)?()?: (\d{1,4})\b/],
  [
    'todosDone',
    new RegExp(
      `()(?<![.\\w/-])(\\d{1,4})(?: ?\\/ ?\\d{1,4}| (?:out )?of (?:the )?\\d{1,4})? ${TODO}(?: items)?(?: are| were| is| have been| now| marked)* (?:done|completed?|finished|closed)\\b`,
    ),
  ],
  [
    'todosDone',
    new RegExp(
      `\\b(?:completed|finished|closed) ${ABOUT}(\\d{1,4})(?: ?\\/ ?\\d{1,4}| (?:out )?of (?:the )?\\d{1,4})? ${TODO}\\b`,
    ),
  ],
  [
    'todosOpen',
    new RegExp(
      `()\\b(\\d{1,4}) (?:open |pending |remaining |outstanding |unfinished )${TODO}\\b|()\\b(\\d{1,4}) ${TODO}(?: are| is| still| items)* (?:open|pending|left|remaining|outstanding|not done|unfinished|to go|remain)\\b`,
    ),
  ],
  [
    'todos',
    new RegExp(
      `\\b(?:has|have|with|list of|holds|contains|are|tracks?) ${ABOUT}(\\d{1,4}) (?:todos?|to-dos?|todo items)\\b`,
    ),
  ],
  [
    'agents',
    new RegExp(
      `\\b(?:spawned|launched|started|used|dispatched|ran|delegated to|with) ${ABOUT}(\\d{1,3}) (?:parallel |background |sub-?)?(?:\\w+ )?(?:sub-?)?agents?\\b|${ABOUT}\\b(\\d{1,3}) (?:sub-?)agents? (?:were )?(?:spawned|launched|used|dispatched)\\b`,
    ),
  ],
  [
    'compactions',
    /()\b(\d{1,3}) (?:context )?compactions?\b|\bcompacted()? (\d{1,3}) times\b|\bcompactions?(?: so far)?()?: (\d{1,3})\b/,
  ],
  ['prs', new RegExp(`\\b(?:opened|created|raised) ${ABOUT}(\\d{1,3}) (?:prs|pull requests)\\b`)],
  [
    'corrections',
    new RegExp(
      `\\b(?:user|human) (?:made |gave )?(?:corrected (?:me|us|the agent) )?${ABOUT}(\\d{1,3}) (?:corrections|times)\\b`,
    ),
  ],
]

export default defineClaimKind({
  id: 'count',
  summary: 'how many files, commits, todos, agents, pull requests',
  about:
    /\d.*(?:file|commit|todo|to-do|task|agent|compaction|times|\bprs\b|pull request|correction)|(?:file|commit|todo|task|agent|compact|pull request|\bprs\b).*\d/,
  find(statement) {
    const { norm } = statement
    if (statement.open || norm.length > 400 || !/\d/.test(norm)) return []
    const claims: Claim[] = []
    for (const [what, pattern] of PATTERNS) {
      const match = pattern.exec(norm)
      const number = match?.slice(1).find(group => group !== undefined && /^\d+$/.test(group))
      if (!match || number === undefined || claims.some(claim => claim.data.what === what)) continue
      const about = match.slice(1).some(group => group !== undefined && group !== '' && !/^\d+$/.test(group))
      claims.push({
        kind: 'count',
        text: statement.text,
        line: statement.line,
        data: { n: Number(number), what, about, of: ofTotal(match[0]), tasks: /\btasks?\b/.test(match[0]) },
      })
    }
    return claims
  },
  judge(claim, evidence) {
    const { n, what, about, of, tasks } = claim.data as unknown as CountWords
    const listed = evidence.session?.todos.length ?? 0
    // "24/71 tasks" of a plan are not the todos of the session.
    if (what.startsWith('todos') && ((of !== null && of !== listed) || (tasks && n > listed))) return unsupported()
    const counts = countsOf(what, evidence)
    if (counts.values.length === 0) return unsupported()
    const slack = about ? Math.max(1, n * 0.25) : 0
    const told = pointer(counts.ref, counts.detail)
    if (counts.values.some(value => Math.abs(value - n) <= slack)) return verified(told)
    const outside = n > Math.max(...counts.values) || n < Math.min(...counts.values)
    return outside && counts.certain && !about ? contradicted(told) : unsupported()
  },
})

const ofTotal = (words: string) => {
  const match = /\d ?(?:\/|(?:out )?of(?: the)?) ?(\d{1,4})\b/.exec(words)
  return match ? Number(match[1]) : null
}

interface Counts {
  /** Every sensible way to count; the claim may mean any. */
  values: number[]
  detail: string
  ref: string
  /** The record is whole, so that a number outside all of them is wrong. */
  certain: boolean
}

const NONE: Counts = { values: [], detail: '', ref: '', certain: false }

function countsOf(what: Countable, evidence: Evidence): Counts {
  const { session } = evidence
  if (!session) return NONE
  const ref = session.sessionId ?? 'session'
  const certain = !isPartial(evidence)
  const done = session.todos.filter(todo => todo.status === 'completed').length
  const open = session.todos.filter(todo => todo.status !== 'completed' && todo.status !== 'cancelled')
  const simple = (values: number[], noun: string): Counts => ({
    values: [...new Set(values)],
    detail: `${[...new Set(values)].join(' or ')} ${noun}`,
    ref,
    certain,
  })
  switch (what) {
    case 'changed':
    case 'created':
    case 'deleted':
      return fileCounts(what, evidence, certain)
    case 'commits': {
      const ahead = evidence.repository?.ahead
      return simple([session.git.commits.length, ...(ahead != null ? [ahead] : []), ...inWindow(evidence)], 'commits')
    }
    case 'todos':
      return session.todos.length === 0 ? NONE : { ...simple([session.todos.length], 'todos'), certain: true }
    case 'todosDone':
      return session.todos.length === 0
        ? NONE
        : { ...simple([done], `of ${session.todos.length} todos completed`), certain: true }
    case 'todosOpen':
      return session.todos.length === 0
        ? NONE
        : {
            ...simple([open.length, open.filter(todo => todo.status === 'pending').length], 'todos open'),
            certain: true,
          }
    case 'agents':
      return { ...simple([session.subagents.length], 'agents'), certain: true }
    case 'compactions':
      return { ...simple([session.compactions.length], 'compactions'), certain: true }
    case 'prs':
      return simple([session.git.prs.length], 'pull requests')
    case 'corrections':
      return {
        ...simple([session.messages.filter(message => message.correction).length], 'corrections'),
        certain: false,
      }
    case 'messages':
      return { ...simple([session.messages.length], 'messages'), certain: false }
  }
}

/** Commits of the repository that fall into the session's time. */
function inWindow({ repository, session }: Evidence): number[] {
  const [from, to] = [session?.startedAt, session?.endedAt]
  if (!repository || !from || !to) return []
  return [repository.commits.filter(commit => commit.at >= from && commit.at <= to).length]
}

function fileCounts(what: 'changed' | 'created' | 'deleted', evidence: Evidence, certain: boolean): Counts {
  const session = evidence.session!
  const inside = session.files.filter(
    file => !localPath(file.path, evidence).startsWith('/') && !localPath(file.path, evidence).startsWith('..'),
  )
  const paths = (files: typeof session.files) => new Set(files.map(file => file.path)).size
  const wrote = inside.filter(file => file.actions.includes('write') || file.actions.includes('edit'))
  const code = wrote.filter(file => !/\.(?:md|mdx|txt)$/i.test(file.path))
  const tests = code.filter(file => !/(?:^|\/)(?:tests?|__tests__|spec)\/|[._-](?:test|spec)\./i.test(file.path))
  const made = wrote.filter(file => file.actions.includes('write'))
  const edited = wrote.filter(file => file.actions.includes('edit'))
  const gone = inside.filter(file => file.actions.includes('delete'))
  const sets =
    what === 'changed'
      ? [wrote, code, tests, edited, wrote.filter(file => !file.actions.includes('write')), [...wrote, ...gone]]
      : what === 'created'
        ? [made, made.filter(file => !file.actions.includes('read')), made.filter(file => code.includes(file))]
        : [gone]
  const values = [...new Set(sets.map(paths))]
  const dirty = what === 'changed' ? evidence.repository?.dirty.length : undefined
  if (dirty !== undefined && dirty > 0) values.push(dirty)
  return {
    values,
    detail: `${paths(sets[0]!)} files ${what === 'changed' ? 'written' : what} in the session`,
    ref: session.sessionId ?? 'session',
    certain:
      certain &&
      session.commands.every(run => !/\b(?:cp|mv|sed -i|tee|codegen|generate|scaffold|create-)\b/.test(run.command)),
  }
}
