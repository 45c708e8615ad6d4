/** What changed after a moment of the session: the difference between "verified" and "stale". */
import type { EvidencePointer } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { count } from '../core/text.ts'
import { pointer } from './_judge.ts'
import { agesResults, samePath } from './_paths.ts'

/** Commands that change files without a file tool. */
const CHANGES_FILES =
  /(?:^|[;&|]\s*)(?:sed\s+(?:-\w+\s+)*-i|git\s+(?:-C\s+\S+\s+)?(?:merge|rebase|pull|reset|stash\s+(?:pop|apply)|apply|cherry-pick|revert|restore|am)\b|git\s+checkout\s+(?!-b)(?:\S+\s+)?--\s|patch\s|(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|remove|uninstall|update|upgrade)\b\s*\S|(?:npx\s+)?(?:prettier|biome)\b.*--write|(?:npx\s+)?eslint\b.*--fix|gofmt\s+-w|cargo\s+(?:fmt|add|remove|update)\b)/

/**
 * The first thing that changed source, tests or configuration after `moment`: files the session wrote, commands that change files, commits
 * that came after the session's own, and files changed on disk since. Documentation and the document itself do not count.
 */
export function changedAfter(moment: string | null, evidence: Evidence): EvidencePointer | null {
  if (!moment) return null
  return (
    writtenAfter(moment, evidence) ??
    commandAfter(moment, evidence) ??
    committedAfter(evidence) ??
    onDiskAfter(moment, evidence)
  )
}

function writtenAfter(moment: string, evidence: Evidence): EvidencePointer | null {
  const later = (evidence.session?.files ?? [])
    .filter(file => {
      const at = file.actions.includes('delete') ? (file.lastWriteAt ?? file.lastAt) : file.lastWriteAt
      return at !== null && at > moment && agesResults(file.path, evidence)
    })
    .sort((a, b) => (a.lastWriteAt ?? '').localeCompare(b.lastWriteAt ?? ''))
  if (later.length === 0) return null
  const [first] = later
  const more = later.length > 1 ? ` and ${count(later.length - 1, 'other file')}` : ''
  return pointer(first!.path, `${first!.path}${more} changed afterwards (${first!.lastWriteAt})`)
}

function commandAfter(moment: string, evidence: Evidence): EvidencePointer | null {
  const command = evidence.session?.commands.find(
    run => run.ok !== false && run.at !== null && run.at > moment && CHANGES_FILES.test(run.command),
  )
  return command ? pointer(command.ref, `${command.command} ran afterwards`) : null
}

/** A commit on top of the session's last one that changed this file, by its path in the project. */
export function committedLater(path: string, evidence: Evidence): EvidencePointer | null {
  const own = evidence.session?.git.commits ?? []
  const history = evidence.repository?.commits ?? []
  const tip = history.findIndex(commit => own.some(mine => commit.sha.startsWith(mine.sha)))
  if (tip <= 0) return null
  const later = history.slice(0, tip).find(commit => commit.files?.some(file => samePath(file.path, path)))
  return later
    ? pointer(
        later.sha,
        `${path} changed in ${later.sha.slice(0, 8)} "${later.subject}", after the session's last commit`,
      )
    : null
}

/** Commits on top of the session's last one. Dates alone prove nothing: a fresh clone or a rebase rewrites them. */
function committedAfter(evidence: Evidence): EvidencePointer | null {
  const own = evidence.session?.git.commits ?? []
  const history = evidence.repository?.commits ?? []
  if (own.length === 0) return null
  const tip = history.findIndex(commit => own.some(mine => commit.sha.startsWith(mine.sha)))
  if (tip <= 0) return null
  const later = history
    .slice(0, tip)
    .find(commit => commit.files?.some(file => agesResults(file.path, evidence)) ?? false)
  return later
    ? pointer(later.sha, `commit ${later.sha.slice(0, 8)} "${later.subject}" came after the session's last one`)
    : null
}

function onDiskAfter(moment: string, evidence: Evidence): EvidencePointer | null {
  const { world, repository, session } = evidence
  if (!world) return null
  const end = session?.endedAt ?? moment
  const paths = new Set(repository?.dirty.map(path => `${repository.root}/${path}`) ?? [])
  for (const path of paths) {
    if (!agesResults(path, evidence)) continue
    const at = world.changedAt(path)
    if (at && at > end) return pointer(path, `${path} changed on disk at ${at}, after the session`)
  }
  return null
}
