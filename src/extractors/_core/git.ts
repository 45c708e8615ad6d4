import { readCommandLine, type Step } from '../../core/session/commands.ts'
import type { Commit } from '../../core/types.ts'

/** What one successful or partly successful command line did to the repository, read from its text and its output. */
export interface GitEffect {
  /** Made by this command, oldest first. */
  commits: Commit[]
  /** The first of them replaces the newest one known. */
  amends: boolean
  /** A push to a remote went through. */
  pushed: boolean
  prs: { number: number | null; url: string | null }[]
  /** Branch switched to or created, when the command says so. */
  branch: string | null
  /** The branch was moved to another commit. */
  reset: Reset | null
  /** The commits were made anew on another base, with shas that only a later log shows. */
  rebased: boolean
  /** What a log listed. */
  shown: Commit[]
}

export interface Reset {
  /** Where the branch is: a sha, null when the output does not tell. */
  to: string | null
  /** How many commits it went back (`HEAD~2`), null for any other place. */
  back: number | null
}

const COMMIT_VERBS = /^(?:commit|merge|cherry-pick|revert|am|rebase|pull)$/
const PR_URL = /https:\/\/[^\s"'<>)\]]{1,200}\/(?:pull|pulls|merge_requests|pull-requests)\/(\d{1,9})/

const NOTHING: GitEffect = {
  commits: [],
  amends: false,
  pushed: false,
  prs: [],
  branch: null,
  reset: null,
  rebased: false,
  shown: [],
}

/** true when the output of a command line may tell of a commit, a push or a pull request. */
export function needsOutput(command: string): boolean {
  if (!/\bg(?:it|h|lab)\b/.test(command)) return false
  const verbs = readCommandLine(command)
    .steps.filter(step => step.kind === 'git')
    .map(verbOf)
  return verbs.some(
    ({ name }) => COMMIT_VERBS.test(name) || /^(?:push|reset|log|reflog|pr create|mr create)$/.test(name),
  )
}

/** `ok` is that of the whole line; null when unknown. */
export function readGitEffect(command: string, output: string, ok: boolean | null): GitEffect {
  if (!/\bg(?:it|h|lab)\b/.test(command)) return NOTHING
  const steps = readCommandLine(command).steps.filter(step => step.kind === 'git')
  if (steps.length === 0) return NOTHING
  const verbs = steps.map(verbOf)
  const commits = verbs.some(verb => COMMIT_VERBS.test(verb.name)) ? readCommits(output) : []
  const quiet = commits.length === 0 && ok !== false ? quietCommit(verbs, output) : null
  return {
    commits: quiet ? [quiet] : commits,
    amends: verbs.some(verb => verb.name === 'commit' && verb.rest.includes('--amend')),
    pushed: verbs.some(isPush) && pushWent(output, ok),
    prs:
      verbs.some(verb => verb.name === 'pr create' || verb.name === 'mr create') && ok !== false ? readPrs(output) : [],
    branch: ok === false ? null : branchOf(verbs),
    reset: ok === false ? null : resetOf(verbs, output),
    rebased: verbs.some(rebases) && wasRebased(verbs, output, ok),
    shown: verbs.some(({ name }) => /^(?:log|show|reflog)$/.test(name)) ? readLog(output) : [],
  }
}

/** `git reset --hard HEAD~1` moves the branch; `git reset HEAD file` and `git reset` only change the index. */
function resetOf(verbs: readonly Verb[], output: string): Reset | null {
  const reset = verbs.findLast(({ name }) => name === 'reset')
  if (!reset) return null
  const words = reset.rest.filter(word => !word.startsWith('-'))
  const [target = 'HEAD', ...paths] = words
  if (paths.length > 0 || reset.rest.includes('--') || reset.rest.some(word => /^-p$|^--patch$/.test(word))) return null
  const to = /^HEAD is now at ([0-9a-f]{7,40})\b/m.exec(output)?.[1] ?? /^[0-9a-f]{7,40}$/.exec(target)?.[0] ?? null
  const back = stepsBack(target)
  const moves = reset.rest.some(word => /^--(?:hard|soft|mixed|keep|merge)$/.test(word))
  return back === 0 || (to === null && back === null && !moves) ? null : { to, back }
}

/** `HEAD~2`, `@^^` → 2; `HEAD` → 0; anything else null. */
function stepsBack(target: string): number | null {
  const steps = /^(?:HEAD|@)((?:~\d*|\^)*)$/.exec(target)?.[1]
  if (steps === undefined) return null
  return [...steps.matchAll(/~(\d*)|\^/g)].reduce((sum, [, count]) => sum + (count ? Number(count) : 1), 0)
}

const rebases = ({ name, rest }: Verb): boolean =>
  (name === 'rebase' && !rest.some(word => /^--(?:abort|quit|edit-todo|show-current-patch)$/.test(word))) ||
  (name === 'pull' && rest.some(word => /^-r$|^--rebase(?:=(?!false).*)?$/.test(word)))

/** It says so where it is not told to be quiet. */
function wasRebased(verbs: readonly Verb[], output: string, ok: boolean | null): boolean {
  if (/Successfully rebased and updated/.test(output)) return true
  if (/is up to date|Already up to date/.test(output)) return false
  const quiet = verbs.some(verb => rebases(verb) && verb.rest.some(word => /^-\w*q|^--quiet$/.test(word)))
  return (
    ok === true &&
    (quiet || verbs.some(({ name }) => name === 'rebase')) &&
    !/^(?:CONFLICT|error:|fatal:)/m.test(output)
  )
}

/** `abc1234 (HEAD -> main) subject`, or whole entries; at most a hundred. */
function readLog(output: string): Commit[] {
  const found: Commit[] = []
  const line = /^(?:[*|/\\ ]{0,20}\* )?([0-9a-f]{7,40})(?: \([^)\n]*\))? (?!commit \()(\S.*)$/gm
  const entry = /^commit ([0-9a-f]{40})(?: \([^)\n]*\))?\n(?:[A-Z]\w+:[^\n]*\n){1,6}\n {4}(\S.*)$/gm
  for (const pattern of [line, entry])
    for (const match of output.matchAll(pattern)) {
      if (found.length >= 100) return found
      found.push({ sha: match[1]!, subject: match[2]!.trim() })
    }
  return found
}

interface Verb {
  name: string
  rest: string[]
}

/** `git -C x commit -m y` → commit; `gh pr create` → pr create. */
function verbOf(step: Step): Verb {
  const words = step.words.slice(1)
  let at = 0
  while (at < words.length && words[at]!.startsWith('-'))
    at += /^-(?:C|c|R)$|^--(?:git-dir|work-tree|repo)$/.test(words[at]!) ? 2 : 1
  if (step.words[0] !== 'git') return { name: words.slice(at, at + 2).join(' '), rest: words.slice(at + 2) }
  return { name: words[at] ?? '', rest: words.slice(at + 1) }
}

/** `[main abc1234] subject`, `[detached HEAD abc1234] …`, `[main (root-commit) abc1234] …`. */
function readCommits(output: string): Commit[] {
  const found: Commit[] = []
  for (const match of output.matchAll(/^\[[^\]\n]{1,200}? ([0-9a-f]{7,40})\] (.*)$/gm))
    if (!found.some(commit => commit.sha === match[1])) found.push({ sha: match[1]!, subject: match[2]!.trim() })
  return found
}

/** `git commit -q … && git log --oneline -1`: the sha stands in what was printed after. */
function quietCommit(verbs: readonly Verb[], output: string): Commit | null {
  const at = verbs.findIndex(verb => verb.name === 'commit')
  if (at < 0 || verbs[at]!.rest.includes('--dry-run')) return null
  const subject = messageOf(verbs[at]!.rest)
  const asks = verbs.slice(at + 1).some(verb => /^(?:log|show|rev-parse|reflog)$/.test(verb.name))
  if (!asks) return null
  const line = /^(?:\* )?([0-9a-f]{7,40})(?: \([^)\n]*\))?(?: (.*))?$/m.exec(output)
  if (!line || (subject && line[2] && !line[2].startsWith(subject.slice(0, 40)))) return null
  return { sha: line[1]!, subject: (line[2] ?? subject ?? '').trim() }
}

/** First line of the message a command line commits with, or null. */
export function commitSubject(command: string): string | null {
  const commit = readCommandLine(command)
    .steps.filter(step => step.kind === 'git')
    .map(verbOf)
    .find(verb => verb.name === 'commit')
  return commit ? messageOf(commit.rest) : null
}

function messageOf(rest: readonly string[]): string | null {
  const at = rest.findIndex(word => /^-\w*m$|^--message$/.test(word))
  const inline = rest.find(word => word.startsWith('--message='))?.slice(10)
  const text = inline ?? (at >= 0 ? rest[at + 1] : undefined)
  return (
    text
      ?.split('\n')
      .find(line => line.trim() && !/^\$\(cat|^EOF/.test(line))
      ?.trim() ?? null
  )
}

function isPush({ name, rest }: Verb): boolean {
  if (name !== 'push') return false
  return !rest.some(word => /^(?:--dry-run|-n|--delete|-d|--tags|--prune|--help)$/.test(word) || /^:./.test(word))
}

function pushWent(output: string, ok: boolean | null): boolean {
  if (
    /^\s*!\s+\[(?:remote )?rejected\]|error: failed to push|^fatal: |Permission denied|Could not read from remote/m.test(
      output,
    )
  )
    return false
  const shown =
    /^\s*(?:[*+=-]\s+)?(?:\[new (?:branch|tag)\]|[0-9a-f]{7,40}\.{2,3}[0-9a-f]{7,40}|\[up to date\])\s.*->|Everything up-to-date/m.test(
      output,
    )
  return shown || ok === true
}

function readPrs(output: string): GitEffect['prs'] {
  const match = PR_URL.exec(output)
  return match ? [{ number: Number(match[1]), url: match[0] }] : []
}

function branchOf(verbs: readonly Verb[]): string | null {
  let branch: string | null = null
  for (const { name, rest } of verbs) {
    const words = rest.filter(word => !word.startsWith('-'))
    const creates = rest.some(word => /^-(?:b|B|c|C)$|^--create$|^--orphan$/.test(word))
    if (name === 'switch' && words[0]) branch = words[0]
    else if (
      name === 'checkout' &&
      words[0] &&
      !rest.includes('--') &&
      (creates || (words.length === 1 && rest.length === 1))
    )
      branch = /^[0-9a-f]{7,40}$|^HEAD\b|[.]\w+$/.test(words[0]) ? branch : words[0]
    else if (name === 'branch' && rest.some(word => /^-[mM]$|^--move$/.test(word))) branch = words.at(-1) ?? branch
  }
  return branch && /^[\w./@+-]{1,200}$/.test(branch) ? branch : null
}
