import { defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'

interface BranchWords {
  name: string
  act: 'current' | 'created' | 'deleted' | 'merged' | 'named'
  into: string | null
  /** Heading that a `Branch: x` stands under. */
  under?: string | undefined
}

const NAME = '`?([A-Za-z0-9][\\w./#@+-]{0,120}[\\w])`?'
const WELL_KNOWN =
  /^(?:main|master|develop|dev|trunk|next|staging|production|release|stable|canary|nightly|edge|beta|alpha|gh-pages)$/
const NOT_A_NAME =
  /^(?:the|a|an|this|that|it|is|are|was|has|name|names|named|called|from|off|for|and|or|not|no|none|new|same|own|with|on|in|at|to|of|protection|out|up|by|exists?|created|pushed|merged|deleted|clean|state|status|tip|point|coverage|current|feature|its|my|our|your|local|remote|origin|origin\/|we|i|you|now|still|already|which|head|instead|policy|strategy|management|workflow)$/i

const PATTERNS: [BranchWords['act'], RegExp][] = [
  [
    'merged',
    new RegExp(`\\bmerged (?:the )?(?:branch )?${NAME}(?: branch)? (?:back )?(?:in)?to (?:the )?${NAME}`, 'i'),
  ],
  [
    'merged',
    new RegExp(
      `(?:\\bbranch |^(?:the )?)${NAME}(?: branch)? (?:is|was|has been)(?: now)? merged (?:back )?(?:in)?to (?:the )?${NAME}`,
      'i',
    ),
  ],
  ['deleted', new RegExp(`\\b(?:deleted|removed) (?:the )?(?:local |remote |feature |old )*branch ${NAME}`, 'i')],
  ['deleted', new RegExp(`\\bbranch ${NAME} (?:is|was|has been) (?:deleted|removed)\\b`, 'i')],
  [
    'created',
    new RegExp(
      `\\b(?:created|cut|started|opened)(?: and (?:checked out|switched to|pushed))? (?:a |the )?(?:new )?(?:git |local |feature |topic |work(?:ing)? |fix |release )*branch:? (?:called |named )?${NAME}`,
      'i',
    ),
  ],
  ['created', new RegExp(`\\bbranch ${NAME} (?:is|was|has been) (?:created|cut)\\b`, 'i')],
  [
    'current',
    new RegExp(
      `\\b(?:on|in|onto) (?:the |a |our |my )?(?:current |git |local |feature |topic |work(?:ing)? |same )*branch:? (?:called |named )?${NAME}`,
      'i',
    ),
  ],
  [
    'current',
    new RegExp(
      `(?:^|\\b(?:is|are|am|currently|still|now|work|working|done|committed|happens|lives|pushed|based|sits|all|was|were) )(?:on|onto|checked out|switched to|out) (?:the |to )?(?:the )?${NAME} branch\\b`,
      'i',
    ),
  ],
  [
    'current',
    new RegExp(
      `\\b(?:checked out|switched (?:over )?to|currently on|still on|working on|we are on|i am on|you are on|now on|head is (?:on|at)|left on|sits on|lives on|work is on|repo(?:sitory)? is on|tree is on|checkout is on) (?:the )?(?:branch )?${NAME}`,
      'i',
    ),
  ],
  [
    'current',
    new RegExp(
      `(?:\\bbranch |^)${NAME} is (?:now |currently )?(?:checked out|current|active|the (?:current|active) branch)\\b`,
      'i',
    ),
  ],
  ['current', new RegExp(`^(?:checked out|switched to|git|on): ${NAME}(?=$|[.,;]| @)`, 'i')],
  ['current', new RegExp(`\\b(?:happened|took place|was done|is|lives|sits) on ${NAME}(?=$|[.,;])`, 'i')],
  ['current', new RegExp(`^the (?:feature |working |work )?branch is (?:called|named) ${NAME}`, 'i')],
  ['current', new RegExp(`\\b(?:current|active|working|git) branch (?:is|:|=) ?${NAME}`, 'i')],
  ['current', new RegExp(`^(?:the )?branch is (?:now |still )?${NAME}`, 'i')],
]
const LABEL = /^(?:\W{1,4})?(?:(?:current|active|git|working|feature|local) )?(?:git )?branch(?: name)?$/

export default defineClaimKind({
  id: 'branch',
  summary: 'which branch is checked out, was created, deleted or merged',
  about: /branch|checked out|switched|merged|\bon |^git:/,
  find(statement) {
    const words = statement.open ? null : readBranch(statement)
    return words ? [{ kind: 'branch', text: statement.text, line: statement.line, data: { ...words } }] : []
  },
  /** A document that labels several headings with a branch each speaks of several pieces of work, not of what is checked out. */
  settle(claims) {
    const current = claims.filter(claim => claim.data.act === 'current' && claim.data.under)
    const under = new Set(current.map(claim => claim.data.under))
    if (under.size < 2 || new Set(current.map(claim => claim.data.name)).size < 2) return claims
    return claims.map(claim => (current.includes(claim) ? { ...claim, data: { ...claim.data, act: 'named' } } : claim))
  },
  lookups(claim) {
    const { act, name, into } = claim.data as unknown as BranchWords
    return act === 'merged' && into ? { merges: [[name, into]] } : {}
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as BranchWords
    if (words.act === 'named') return judgeNamed(words.name, evidence)
    if (words.act === 'current') return judgeCurrent(words.name, evidence)
    if (words.act === 'created') return judgeCreated(words.name, evidence)
    return words.act === 'deleted' ? judgeDeleted(words.name, evidence) : judgeMerged(words, evidence)
  },
})

function readBranch(statement: Statement): BranchWords | null {
  const { text, label, norm } = statement
  if (text.length > 600) return null
  if (label !== null && LABEL.test(label)) {
    const name = new RegExp(`^${NAME}`).exec(statement.value.trim())?.[1]
    return name && isName(name, statement.value)
      ? { name, act: 'current', into: null, under: statement.section.at(-1) }
      : null
  }
  if (
    !/\bbranch|\bon `|\bchecked out|\bswitched|\bmerged|\bon [\w-]+\/|^git:|^\S+ is the current|\bon (?:main|master|develop|dev|trunk|next)\b/i.test(
      text,
    )
  )
    return null
  const negated = /\bnot (?:yet )?(?:been )?(?:merged|created|deleted|on|checked)\b|\bunmerged\b/.test(norm)
  if (negated) return null
  for (const [act, pattern] of PATTERNS) {
    const match = pattern.exec(text)
    if (!match || !isName(match[1]!, match[0])) continue
    if (act === 'merged' && !isName(match[2]!, match[0])) continue
    return { name: tidy(match[1]!), act, into: match[2] ? tidy(match[2]) : null }
  }
  return null
}

const tidy = (name: string) => name.replace(/^refs\/heads\//, '').replace(/[.,;:]+$/, '')

/** In backticks, with a slash or dash, a usual name, or after the word "branch". */
function isName(name: string, around: string): boolean {
  if (
    NOT_A_NAME.test(name) ||
    /^[0-9a-f]{7,40}$|^v?\d+(?:\.\d+)+/.test(name) ||
    /\.(?:[cm]?[jt]sx?|md|json|py|go|rs|ya?ml)$/.test(name)
  )
    return false
  return (
    WELL_KNOWN.test(name) ||
    around.includes(`\`${name}\``) ||
    /[/_-]/.test(name) ||
    new RegExp(`branch:? (?:called |named )?\`?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'i').test(around) ||
    around.trim() === name
  )
}

function judgeCurrent(name: string, evidence: Evidence): Judgement {
  const { repository, session } = evidence
  const plain = name.replace(/^origin\//, '')
  const now = repository?.branch ?? null
  if (!repository) {
    if (!session?.gitBranch) return unsupported()
    const then = pointer(session.sessionId ?? 'session', `branch at the end of the session: ${session.gitBranch}`)
    return session.gitBranch === plain ? verified(then) : contradicted(then)
  }
  const here = pointer('git branch', now ? `${now} is checked out` : 'HEAD is detached')
  if (now === plain) return verified(here)
  const tree = repository.worktrees.find(worktree => worktree.branch === plain)
  if (tree) return verified(pointer(tree.path, `${plain} is checked out in ${tree.path}`))
  if (session?.gitBranch === plain)
    return stale(pointer(session.sessionId ?? 'session', `branch at the end of the session: ${plain}`), here)
  if (now === null && repository.head && repository.branches.get(plain) === repository.head) return stale(here)
  return contradicted(
    here,
    repository.branches.has(plain)
      ? pointer('git branch', `${plain} exists but is not checked out`)
      : pointer('git branch', `no branch ${plain}`),
  )
}

function judgeNamed(name: string, evidence: Evidence): Judgement {
  const judgement = judgeCurrent(name, evidence)
  if (judgement.verdict === 'verified') return judgement
  const tip = evidence.repository?.branches.get(name)
  return tip ? verified(pointer(tip, `${name} is at ${tip.slice(0, 8)}`)) : unsupported()
}

const ran = (evidence: Evidence, name: string, verb: RegExp) =>
  evidence.session?.commands.find(run => run.ok !== false && verb.test(run.command) && run.command.includes(name))

function judgeCreated(name: string, evidence: Evidence): Judgement {
  const { repository } = evidence
  const command = ran(evidence, name, /\bgit\b.*\b(?:checkout|switch|branch|worktree)\b/)
  if (!repository) return command ? verified(pointer(command.ref, command.command)) : unsupported()
  const tip =
    repository.branches.get(name) ?? [...repository.remoteBranches].find(([remote]) => remote.endsWith(`/${name}`))?.[1]
  if (tip) return verified(pointer(tip, `${name} is at ${tip.slice(0, 8)}`))
  const missing = pointer('git branch', `no branch ${name}`)
  return command ? stale(pointer(command.ref, command.command), missing) : contradicted(missing)
}

function judgeDeleted(name: string, evidence: Evidence): Judgement {
  const { repository } = evidence
  const command = ran(evidence, name, /\bgit\b.*\b(?:branch\s+(?:-\w*[dD]|--delete)|push\b.*--delete)/)
  if (!repository) return command ? verified(pointer(command.ref, command.command)) : unsupported()
  const tip = repository.branches.get(name)
  if (tip)
    return command
      ? stale(pointer(tip, `${name} exists again`))
      : contradicted(pointer(tip, `${name} is at ${tip.slice(0, 8)}`))
  return command ? verified(pointer(command.ref, command.command)) : unsupported()
}

function judgeMerged(words: BranchWords, evidence: Evidence): Judgement {
  const { repository } = evidence
  const into = words.into!
  const command = ran(evidence, words.name, /\bgit\b.*\bmerge\b|\bgh pr merge\b/)
  const told = command ? pointer(command.ref, command.command) : null
  const inside = repository?.contains(words.name, into)
  const tip = repository?.branches.get(words.name) ?? words.name
  if (inside) return verified(pointer(tip, `${into} contains ${words.name} (${tip.slice(0, 8)})`))
  if (inside === undefined) return told ? verified(told) : unsupported()
  if (told) return stale(told, pointer(tip, `${words.name} is ahead of ${into} now`))
  // A squash merge leaves no trace in the graph, and the remote may be ahead of what git knows here.
  const squashed = repository!.commits.some(
    commit => commit.subject.includes(words.name) || /\(#\d+\)$/.test(commit.subject),
  )
  return squashed
    ? unsupported()
    : contradicted(pointer(tip, `${into} does not contain ${words.name} (${tip.slice(0, 8)})`))
}
