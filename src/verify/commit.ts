import { type Claim, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { codeSpans, normalise } from '../core/statements/inline.ts'
import { count } from '../core/text.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { agesResults } from './_paths.ts'
import { overlap } from './_similar.ts'
import { isPartial } from './_trace.ts'

interface CommitWords {
  /** Lower case, 7 to 40 digits; null when only the act is claimed. */
  sha: string | null
  /** Subject that stands beside the sha, word for word. */
  subject: string | null
  act: 'made' | 'head' | 'mention' | 'none' | 'some'
  /** "everything", "nothing": said of all changes. */
  whole: boolean
}

const SHA = /(?<![\w/.#@-])[0-9a-f]{7,40}(?![\w/-])/g
const CONTEXT =
  /\b(?:commit(?:s|ted)?|sha|head|tip|hash|git ref|revision|pushed|merged|landed|squash\w*|rebased|cherry-pick\w*|fixup|reverted|amended|checkpoint)\b/
const MADE =
  /\b(?:committed|commit (?:made|created|is|was)|new commit|as commit|in commit|commits?:|landed|squashed|amended)\b|^commit\b|\bcommit §?\s*$/
const NONE =
  /\b(?:nothing|none|no changes?)(?: of (?:it|this|that|these|those|them))?(?: (?:is|was|are|were|has|have|been|yet))* committed\b|\bnot (?:yet )?(?:been )?committed\b|\buncommitted\b(?! (?:changes?|files?|work|edits?|modifications?)(?: \w+)? (?:were|was|got|have been))|\bno (?:new )?commits? (?:yet|made|were|was|have|has|so far|in this)\b|\bcommits?: (?:none|0)\b|\bhave not (?:yet )?committed\b|\bdid not commit\b/

export default defineClaimKind({
  id: 'commit',
  summary: 'commits made, their sha and subject, what HEAD is, work not committed',
  about: /commit|[0-9a-f]{7}/,
  find(statement) {
    if (statement.open) return []
    const found = shaClaims(statement)
    if (found.length > 0) return found
    const newest = NEWEST.exec(statement.text)
    if (newest) return [claimOf(statement, { sha: null, subject: newest[1]!, act: 'head', whole: false })]
    const act = actOf(statement.norm, statement.done)
    return act ? [claimOf(statement, { sha: null, subject: null, ...act })] : []
  },
  lookups: claim => ({ shas: typeof claim.data.sha === 'string' ? [claim.data.sha] : [] }),
  judge(claim, evidence) {
    const words = claim.data as unknown as CommitWords
    if (words.sha === null && words.act === 'head') return judgeNewest(words.subject!, evidence)
    if (words.sha === null)
      return words.act === 'none' ? judgeNone(words, evidence) : judgeMade({ ...words, said: claim.text }, evidence)
    return words.act === 'head' ? judgeHead(words.sha, evidence) : judgeSha(words, evidence)
  },
})

const claimOf = (statement: Statement, words: CommitWords): Claim => ({
  kind: 'commit',
  text: statement.text,
  line: statement.line,
  data: { ...words },
  ...(words.act === 'mention' && { weak: true }),
})

function actOf(norm: string, done: boolean): Pick<CommitWords, 'act' | 'whole'> | null {
  if (norm.length > 400 || OF_THE_TREE.test(norm)) return null
  if (NONE.test(norm)) return { act: 'none', whole: WHOLE_NONE.test(norm) }
  if (/\b(?:not|never|nothing|none|no|without)\b/.test(norm)) return null
  if (/\b(?:\d+|both) (?:\w+ )?commits?\b/.test(norm) || DEVOTED.test(norm)) return null
  if (WHOLE.test(norm)) return { act: 'made', whole: true }
  if (PART.test(norm) || (done && /^commit(?:ted)? /.test(norm))) return { act: 'made', whole: false }
  return /\bcommits? (?:was |were )?(?:made|created)\b|\bmade (?:a|the|1) commit\b/.test(norm)
    ? { act: 'made', whole: false }
    : null
}

/** `Last commit: "…"`. */
const NEWEST = /^(?:the )?(?:last|latest|newest|head) commit(?: is|:)? ["“`]([^"”`]{4,160})["”`]/i

/** Said of the working tree, which has a kind of its own. */
const OF_THE_TREE =
  /\b(?:worktree|working (?:tree|directory|copy)|git status)\b|\b(?:no|0|\d+|with|has|have|any|some|the|remaining|unrelated|pre-?existing) (?:\w+ ){0,2}uncommitted\b|\buncommitted (?:pre-?existing|unrelated|changes|files|work)\b|\b(?:nothing|without) (?:is |left )?uncommitted\b/
/** "Committed to quality". */
const DEVOTED =
  /\bcommitted to (?!(?:git|main|master|develop|the (?:repo|branch|repository|feature)|branch|[\w.-]+\/|§))/
const WHOLE_NONE =
  /\b(?:nothing|none|anything|no (?:new )?commits?|no changes)\b|^(?:all |the |my |our |these )?(?:changes|work|everything|edits)\b/
const WHOLE =
  /^(?:\(ok\) )?(?:all|everything|both|all of it|(?:all |all of )?(?:the |my |our |these )?(?:changes?|work|edits?|files?))(?: (?:is|are|was|were|has|have|been|all|now|already))* committed\b|^(?:i |we )?(?:have )?committed (?:everything|all(?: of it| (?:the |my |our )?(?:changes|work|files))?$)/
const PART =
  /^(?:\(ok\) )?(?:(?:i|we|and|also|then|finally) )*(?:have )?committed\b|\b(?:is|are|was|were|has been|have been) (?:all |both |now |already )?committed\b|\b(?:and|then) committed\b|, committed\b/

function shaClaims(statement: Statement): Claim[] {
  const { text, norm } = statement
  if (text.length > 900 || !/[0-9a-f]{7}/.test(text.toLowerCase())) return []
  const headings = statement.section.map(heading => heading.toLowerCase()).join(' ')
  const context =
    CONTEXT.test(norm) ||
    /\bcommits?\b|git ref|checkpoint/.test(`${headings} ${(statement.cells ?? []).map(cell => cell.header).join(' ')}`)
  const claims: Claim[] = []
  for (const match of text.matchAll(SHA)) {
    const sha = match[0]
    if (claims.some(claim => claim.data.sha === sha)) continue
    if (!isSha(sha, text, norm, context)) continue
    const before = normalise(text.slice(Math.max(0, match.index - 60), match.index))
    const leads = /^[`(*\s]*$/.test(text.slice(0, match.index))
    const label = statement.label ?? ''
    const head =
      /^(?:head|tip|(?:current|latest|last|newest) (?:commit|head)(?: on .{1,60})?)$/.test(label) ||
      /\b(?:head|(?:last|latest|newest|current) commit)(?: on [\w./-]+)? (?:is |now |at |-> |= |\()+$/.test(
        `${before} `.replace(/[`(]+$/, ' '),
      )
    const strong =
      head ||
      (leads && context) ||
      (/\b(?:commit|commits|committed|committed as|as|in|head|amended|squashed into|landed|landed in|landed as|pushed|pushed as)[: (]*$/.test(
        before,
      ) &&
        (MADE.test(norm) || CONTEXT.test(norm)))
    if (!strong && !context && !codeSpans(text).some(span => span.startsWith(sha))) continue
    claims.push(
      claimOf(statement, {
        sha,
        subject: subjectOf(text, match.index + sha.length, sha),
        act: head ? 'head' : strong ? 'made' : 'mention',
        whole: false,
      }),
    )
    if (claims.length >= 20) break
  }
  return claims
}

/** Digits alone are a number and letters alone a word, unless the text says that they name a commit. */
function isSha(sha: string, text: string, norm: string, context: boolean): boolean {
  if (/\d/.test(sha) && /[a-f]/.test(sha)) return true
  const quoted = codeSpans(text).some(span => span === sha || span.startsWith(`${sha} `))
  return /^\d+$/.test(sha)
    ? (quoted && context) || new RegExp(`\\b(?:commit|head|sha):? (?:is |at )?${sha}\\b`).test(norm)
    : quoted && context
}

/** `abc1234 feat: x` in one code span, or "abc1234 - feat: x" at the start of an item. */
function subjectOf(text: string, end: number, sha: string): string | null {
  const span = codeSpans(text).find(code => code.startsWith(`${sha} `))
  if (span) return span.slice(sha.length + 1).trim()
  const rest = /^[`"]?\s*(?:[-–—:]|\|)?\s*["“]([^"”]{4,120})["”]/.exec(text.slice(end))
  return rest ? rest[1]! : null
}

const own = (sha: string, evidence: Evidence) =>
  evidence.session?.git.commits.find(commit => commit.sha.startsWith(sha) || sha.startsWith(commit.sha))

function judgeSha(words: CommitWords, evidence: Evidence): Judgement {
  const sha = words.sha!
  const mine = own(sha, evidence)
  const known = evidence.repository?.commit(sha)
  if (known) {
    const shown = pointer(known.sha, `${known.sha.slice(0, 8)} "${known.subject}"`)
    if (words.subject && overlap(words.subject, known.subject) < 0.25) return contradicted(shown)
    return known.reachable ? verified(shown) : stale(shown, pointer(known.sha, 'no branch reaches it any more'))
  }
  if (known === null) {
    const missing = pointer(sha, 'no such commit in the repository')
    if (mine) return stale(pointer(mine.sha, `made in the session: "${mine.subject}"`), missing)
    return words.act === 'made' && !evidence.repository!.shallow ? contradicted(missing) : unsupported(missing)
  }
  if (!mine) return unsupported()
  const shown = pointer(mine.sha, `made in the session: "${mine.subject}"`)
  return words.subject && overlap(words.subject, mine.subject) < 0.25 ? contradicted(shown) : verified(shown)
}

function judgeHead(sha: string, evidence: Evidence): Judgement {
  const repository = evidence.repository
  if (!repository?.head) return own(sha, evidence) ? verified(pointer(sha, 'made in the session')) : unsupported()
  const head = pointer(repository.head, `HEAD is ${repository.head.slice(0, 8)}`)
  if (repository.head.startsWith(sha)) return verified(head)
  const known = repository.commit(sha)
  if (known === null)
    return own(sha, evidence) ? stale(head) : repository.shallow ? unsupported(head) : contradicted(head)
  return known ? stale(head, pointer(known.sha, `${sha} is an earlier commit: "${known.subject}"`)) : unsupported()
}

const flat = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What the newest commit is called. */
function judgeNewest(subject: string, { repository, session }: Evidence): Judgement {
  const [now] = repository?.commits ?? []
  const then = session?.git.commits.at(-1)
  const isIt = (commit: { subject: string } | undefined) =>
    commit !== undefined && flat(commit.subject).startsWith(flat(subject))
  const shown = now ? pointer(now.sha, `${now.sha.slice(0, 8)} "${now.subject}"`) : null
  if (isIt(now)) return verified(shown)
  if (isIt(then))
    return now
      ? stale(pointer(then!.sha, `the session's last commit: "${then!.subject}"`), shown)
      : verified(pointer(then!.sha, `"${then!.subject}"`))
  return now && overlap(subject, now.subject) < 0.25 && (!then || overlap(subject, then.subject) < 0.25)
    ? contradicted(shown)
    : unsupported(shown)
}

/** Files the session wrote that still differ from HEAD. */
function uncommitted(evidence: Evidence): string[] {
  const { repository, session } = evidence
  if (!repository || !session) return []
  return repository.dirty.filter(file =>
    session.files.some(touched => touched.lastWriteAt && touched.path.endsWith(`/${file}`)),
  )
}

/** What is not committed and was not written in the session. */
function unexplained(evidence: Evidence) {
  const file = evidence.repository?.dirty.find(path => agesResults(`${evidence.repository!.root}/${path}`, evidence))
  return file ? pointer('git status', `${file} is not committed; the session did not write it`) : null
}

/** Work of others that is not committed, which began after the session. */
function foreign(evidence: Evidence) {
  const { repository, session, world } = evidence
  const end = session?.endedAt
  const file = repository?.dirty.find(path => {
    const at = world?.changedAt(path) ?? world?.changedAt(`${repository.root}/${path}`)
    return agesResults(`${repository.root}/${path}`, evidence) && end != null && at !== undefined && at > end
  })
  return file ? pointer(file, `${file} changed after the session and is not committed`) : null
}

function judgeMade(words: CommitWords & { said: string }, evidence: Evidence): Judgement {
  const { session, repository } = evidence
  if (!session) return unsupported()
  const last = session.git.commits.at(-1)
  const open = uncommitted(evidence).filter(file => agesResults(`${repository!.root}/${file}`, evidence))
  if (last) {
    const shown = pointer(last.sha, `"${last.subject}"`)
    const about = (commit: { subject: string }) => overlap(words.said, commit.subject) >= 0.4
    if (!words.whole && open.length > 0 && !session.git.commits.some(about)) return unsupported(shown)
    const since = words.whole && open.length === 0 ? foreign(evidence) : null
    if (since) return stale(shown, since)
    const others = words.whole && open.length === 0 ? unexplained(evidence) : null
    if (others) return unsupported(others, shown)
    if (!words.whole || open.length === 0) return verified(shown)
    return contradicted(pointer('git status', `not committed: ${open.slice(0, 3).join(', ')}`), shown)
  }
  if (isPartial(evidence)) return unsupported()
  if (open.length > 0) return contradicted(pointer('git status', `not committed: ${open.slice(0, 3).join(', ')}`))
  const since = session.startedAt ?? ''
  const theirs = repository?.commits.find(commit => commit.at >= since)
  if (theirs || session.commands.some(run => /\bcommit\b/.test(run.command))) return unsupported()
  const wrote = session.files.filter(file => file.lastWriteAt)
  return wrote.length > 0
    ? contradicted(pointer(session.sessionId ?? 'session', 'no commit in the session'))
    : unsupported()
}

function judgeNone(words: CommitWords, evidence: Evidence): Judgement {
  const { session, repository } = evidence
  const last = session?.git.commits.at(-1)
  const dirty = repository?.dirty.filter(file => `${repository.root}/${file}` !== evidence.documentPath) ?? []
  if (session && !last && !isPartial(evidence)) {
    if (!repository || dirty.length > 0)
      return verified(
        pointer(session.sessionId ?? 'session', 'no commit in the session'),
        dirty.length > 0 ? pointer('git status', `${count(dirty.length, 'file')} not committed`) : null,
      )
    return stale(pointer('git status', 'nothing differs from HEAD now'))
  }
  if (last && words.whole && repository && dirty.length === 0)
    return contradicted(pointer(last.sha, `"${last.subject}"`))
  const open = uncommitted(evidence)
  if (open.length > 0 || (!last && dirty.length > 0))
    return verified(pointer('git status', `${count(dirty.length, 'file')} not committed`))
  return unsupported()
}
