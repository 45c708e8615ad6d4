import { type Claim, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { count } from '../core/text.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { isPartial } from './_trace.ts'

interface PushWords {
  act: 'pushed' | 'unpushed' | 'pr' | 'nopr'
  /** Branch it is said of; null: the current one. */
  branch: string | null
  number: number | null
  /** Commits that are not pushed, when counted. */
  ahead: number | null
  /** "opened", "created": the session did it. */
  opened: boolean
}

const NOT_PUSHED =
  /\b(?:not|never|nothing|none|n't)(?: (?:yet|been|is|was|has been|of (?:it|this|them) (?:is|was)))* ?pushed\b|(?<!\b(?:no|0|any|without|nothing|nothing is|none is|none are) )\bunpushed\b(?!(?: \w+){0,2}: (?:0|none|no)\b)|\bnot (?:yet )?on (?:the )?(?:remote|origin)\b|\blocal only\b|\b(?:still|only) (?:exists? )?local(?:ly)?\b|\bdid not push\b|\bno push\b|\bpushed: (?:no|not yet|false|\(bad\))|\b(?:only|just) (?:exists? )?(?:locally|on this machine|on my machine)\b|\b(?:\d+ commits? )?ahead of (?:origin|upstream|the remote)\b/
const PUSHED =
  /^(?:\(ok\) )?(?:(?:i|we|and|also|then|finally|now) )*(?:have )?(?:force-?)?pushed\b|\b(?:is|are|was|were|has been|have been|got|and|all|already|then|it|branch|commits?|changes|work|everything|main|both|now),? (?:all |both |now |already |also )*(?:force-?)?pushed\b|\((?:force-?)?pushed (?:to|through)|\bpushed (?:to|as|through|up to|via) |, pushed\b|\bpushed: (?:yes|true|\(ok\))|\b(?:up[ -]to[ -]date|in sync|level) with (?:origin|the remote|upstream|remote)\b|\b(?:on|at) (?:the )?remote\b|\bon origin\b|\blocal and (?:the )?(?:remote|origin)(?: branch(?:es)?)? (?:are|is) (?:in sync|identical|equal)\b|\bno unpushed\b|\bunpushed (?:commits?|changes|work): (?:0|none|no)\b|\bnothing (?:is )?(?:left )?to push\b|\bnothing (?:is )?unpushed\b|\b(?:the )?remote (?:is|has) (?:up[ -]to[ -]date|current|everything|all)\b|\bpush (?:succeeded|went through|is done|done|complete)\b/
const AHEAD =
  /\b(\d{1,4}) (?:local |unpushed )?commits? ahead (?:of (?:origin|upstream|the remote|remote))|\bahead of (?:origin\S*|upstream|the remote) by (\d{1,4})\b|\b(\d{1,4}) unpushed commits?\b|\b(\d{1,4}) commits? (?:(?:is|are) )?not (?:yet )?pushed\b/
const PR =
  /\b(?:pr|pull request|merge request|mr)(?: is)?(?::| at| number| no\.?)? ?(?:#|!)?(\d{1,7})\b|\/(?:pull|pulls|merge_requests)\/(\d{1,7})\b|\b(?:pr|pull request|mr)\b[^#]{0,20}#(\d{1,7})\b/
const PR_ACT = /\b(?:opened|created|raised|filed|submitted|put up|published)\b/
const PR_NOUN = /\b(?:pr|pull request|merge request)\b/
const NO_PR =
  /\bno (?:pr|pull request|merge request)(?:s)?\b|\b(?:pr|pull request|merge request) (?:is |was |has )?not (?:yet )?(?:been )?(?:opened|created|raised|filed|open)\b|\b(?:pr|pull request): (?:none|not yet|not opened|no)\b|\b(?:did not|not yet|not|never) (?:open|create|opened|created) (?:a|the|any) (?:pr|pull request)\b/
const IMAGE =
  /\b(?:image|package|release|tag|tags|docker|npm|registry|artifact|notification|update|event|item|job|message|value|data|button|limits?|back(?! to (?:origin|remote))|through the|user|hard|envelope)s?\b/

export default defineClaimKind({
  id: 'push',
  summary: 'work pushed or not, commits ahead, pull requests opened',
  about: /push|ahead|locally|machine|origin|remote|local|sync|up to date|\bprs?\b|\bmr\b|pull|merge request/,
  find(statement) {
    if (statement.open || statement.norm.length > 500) return []
    const claims: Claim[] = []
    for (const words of readPush(statement))
      claims.push({ kind: 'push', text: statement.text, line: statement.line, data: { ...words } })
    return claims
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as PushWords
    if (words.act === 'pr') return judgePr(words, evidence)
    if (words.act === 'nopr') return judgeNoPr(evidence)
    return words.act === 'pushed' ? judgePushed(words, evidence) : judgeUnpushed(words, evidence)
  },
})

function readPush({ norm, text, cells, done }: Statement): PushWords[] {
  const none: PushWords = { act: 'pushed', branch: null, number: null, ahead: null, opened: false }
  const found: PushWords[] = []
  if (NO_PR.test(norm)) found.push({ ...none, act: 'nopr' })
  else if (PR_NOUN.test(norm) || /\/pull\/\d/.test(norm)) {
    const match = PR.exec(norm)
    const opened = PR_ACT.test(norm) && !/\bnot\b/.test(norm)
    const state =
      /\b(?:pr|pull request) is at\b|^(?:pr|pull request): #?\d|\b(?:is|now|still)(?: \w+)? (?:open|up|merged|in review|draft|ready)\b|\bopen\b|\bdraft\b|^(?:pr|pull request|open pr)(?: url| link)?:/.test(
        norm,
      )
    if (opened || (match && state && (!cells || cells.length === 2)))
      found.push({ ...none, act: 'pr', number: match ? Number(match[1] ?? match[2] ?? match[3]) : null, opened })
  }
  const ahead = AHEAD.exec(norm)
  const branch = (/`([\w./-]{2,100})`/.exec(text) ?? /\b([\w.-]+\/[\w./-]+)$/.exec(text))?.[1] ?? null
  if (ahead) found.push({ ...none, act: 'unpushed', ahead: Number(ahead[1] ?? ahead[2] ?? ahead[3] ?? ahead[4]) })
  else if (NOT_PUSHED.test(norm)) {
    if (!/\bforce\b/.test(norm)) found.push({ ...none, act: 'unpushed' })
  } else if ((PUSHED.test(norm) || (done && /^push\b/.test(norm))) && !IMAGE.test(norm.replace(/\S*\/\S*/g, '')))
    found.push({
      ...none,
      branch: branch && /[/-]|^(?:main|master|develop)$/.test(branch) && !/\.\w{1,4}$/.test(branch) ? branch : null,
    })
  return found
}

/** Where the branch stands against its remote, as far as git knows without asking it. */
function standing(
  name: string | null,
  evidence: Evidence,
): { state: 'pushed' | 'ahead' | 'none'; detail: string; ref: string } | null {
  const { repository, session } = evidence
  if (!repository) return null
  const spoken =
    session?.gitBranch && repository.branches.has(session.gitBranch) ? session.gitBranch : repository.branch
  const branch = name?.replace(/^origin\//, '') ?? spoken
  if (branch === null) return null
  const tip = branch === repository.branch ? repository.head : (repository.branches.get(branch) ?? null)
  const remote = [...repository.remoteBranches].find(([full]) => full.slice(full.indexOf('/') + 1) === branch)
  if (remote && (tip === null || remote[1] === tip))
    return { state: 'pushed', ref: remote[1], detail: `${remote[0]} is at ${remote[1].slice(0, 8)}, as ${branch}` }
  if (branch === repository.branch && repository.ahead === 0)
    return {
      state: 'pushed',
      ref: repository.upstream!,
      detail: `${repository.upstream} has every commit of ${branch}`,
    }
  if (branch === repository.branch && repository.ahead !== null)
    return {
      state: 'ahead',
      ref: repository.upstream!,
      detail: `${branch} has ${count(repository.ahead, 'commit')} that ${repository.upstream} lacks`,
    }
  if (remote) {
    const contained = repository.commits.findIndex(commit => commit.sha === remote[1])
    return {
      state: 'ahead',
      ref: remote[1],
      detail:
        contained > 0
          ? `${branch} has ${count(contained, 'commit')} that ${remote[0]} lacks`
          : `${remote[0]} is not where ${branch} is`,
    }
  }
  if (repository.head && [...repository.remoteBranches.values()].includes(tip ?? ''))
    return { state: 'pushed', ref: tip!, detail: 'a remote branch is at the same commit' }
  return tip === null ? null : { state: 'none', ref: 'git branch -r', detail: `no remote branch ${branch}` }
}

const pushes = (evidence: Evidence) =>
  evidence.session?.commands.filter(run => run.ok !== false && /\bgit\b[^|;&]*\bpush\b/.test(run.command)) ?? []

function judgePushed(words: PushWords, evidence: Evidence): Judgement {
  const session = evidence.session
  const now = standing(words.branch, evidence)
  const shown = now ? pointer(now.ref, now.detail) : null
  const push = pushes(evidence).at(-1)
  if (now?.state === 'pushed') return verified(shown)
  if (session?.git.pushed)
    return now?.state === 'ahead'
      ? stale(
          pointer(push?.ref ?? session.sessionId ?? 'session', 'pushed after the last commit of the session'),
          shown,
        )
      : verified(pointer(push?.ref ?? session.sessionId ?? 'session', push?.command ?? 'pushed after the last commit'))
  if (push)
    return session!.git.commits.length > 0
      ? stale(pointer(push.ref, `${push.command}; commits came after it`), shown)
      : unsupported()
  if (now?.state === 'ahead') return contradicted(shown)
  if (!session) return unsupported()
  if (session.git.prs.length > 0 || (isPartial(evidence) && now?.state !== 'none')) return unsupported()
  if (now?.state === 'none')
    return contradicted(shown, pointer(session.sessionId ?? 'session', 'no push in the session'))
  return session.git.commits.length > 0
    ? contradicted(pointer(session.sessionId ?? 'session', 'no push in the session'))
    : unsupported()
}

function judgeUnpushed(words: PushWords, evidence: Evidence): Judgement {
  const now = standing(words.branch, evidence)
  const shown = now ? pointer(now.ref, now.detail) : null
  const push = pushes(evidence).at(-1)
  if (words.ahead !== null) {
    const ahead = evidence.repository?.ahead ?? null
    if (ahead === null) return unsupported()
    if (ahead === words.ahead) return verified(shown)
    return evidence.session && pushes(evidence).length === 0 && ahead > words.ahead ? stale(shown) : contradicted(shown)
  }
  if (evidence.session?.git.pushed)
    return contradicted(
      pointer(push?.ref ?? evidence.session.sessionId ?? 'session', push?.command ?? 'pushed after the last commit'),
    )
  if (now?.state === 'ahead' || now?.state === 'none') return verified(shown)
  if (now?.state === 'pushed') return stale(shown)
  return evidence.session && !push && !isPartial(evidence)
    ? verified(pointer(evidence.session.sessionId ?? 'session', 'no push in the session'))
    : unsupported()
}

function judgePr(words: PushWords, evidence: Evidence): Judgement {
  const session = evidence.session
  const prs = session?.git.prs ?? []
  const found = words.number === null ? prs[0] : prs.find(pr => pr.number === words.number)
  if (found)
    return verified(
      pointer(found.url ?? `PR ${found.number}`, `pull request ${found.number ?? ''} opened in the session`),
    )
  if (!session || !words.opened) return unsupported()
  if (prs.length > 0)
    return contradicted(
      ...prs
        .slice(0, 3)
        .map(pr => pointer(pr.url ?? `PR ${pr.number}`, `the session opened pull request ${pr.number}`)),
    )
  const asked = session.commands.some(run => /\b(?:gh|glab|hub)\b|pull-request|api\.github/.test(run.command))
  const now = standing(null, evidence)
  if (asked || pushes(evidence).length > 0 || isPartial(evidence) || now?.state === 'pushed') return unsupported()
  return contradicted(
    pointer(session.sessionId ?? 'session', 'no pull request and no push in the session'),
    now ? pointer(now.ref, now.detail) : null,
  )
}

function judgeNoPr(evidence: Evidence): Judgement {
  const session = evidence.session
  const [pr] = session?.git.prs ?? []
  if (pr)
    return contradicted(pointer(pr.url ?? `PR ${pr.number}`, `pull request ${pr.number ?? ''} opened in the session`))
  return session && !isPartial(evidence)
    ? verified(pointer(session.sessionId ?? 'session', 'no pull request in the session'))
    : unsupported()
}
