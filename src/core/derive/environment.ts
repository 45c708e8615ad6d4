import type { Session, State, Subagent } from '../types.ts'
import { absolutePath, line, lineOrNull } from './clean.ts'
import { commits } from './commits.ts'
import type { DeriveContext, GitFacts } from './context.ts'

/** The repository as it stands; what the transcript says of the branch where nobody could look. */
export function environment(
  session: Session,
  context: DeriveContext,
  agents: readonly Subagent[],
): State['environment'] {
  const git = context.git ?? null
  return {
    git_branch: lineOrNull(git ? git.branch : session.gitBranch, 1000),
    git_status: git ? (git.dirty.length === 0 ? 'clean' : `${git.dirty.length} uncommitted`) : null,
    worktrees: worktrees(git, context.project ?? null, agents),
  }
}

function worktrees(
  git: GitFacts | null,
  project: string | null,
  agents: readonly Subagent[],
): State['environment']['worktrees'] {
  const byPath = new Map<string, State['environment']['worktrees'][number]>()
  for (const { path, branch } of git?.worktrees ?? []) {
    const at = absolutePath(path)
    if (at === null) continue
    const purpose = at === git?.root ? 'this session' : at === project ? 'main worktree' : null
    byPath.set(at, { path: at, branch: lineOrNull(branch, 1000), purpose, assigned_to: null })
  }
  for (const agent of agents) {
    const at = absolutePath(agent.worktree)
    if (at === null || agent.status === 'completed') continue
    byPath.set(at, { path: at, branch: byPath.get(at)?.branch ?? null, purpose: agent.task, assigned_to: agent.id })
  }
  return [...byPath.values()].slice(0, 200)
}

/** One checkpoint per commit of the session, in the order they were made. */
export function recovery(session: Session): State['recovery'] {
  const checkpoints = commits(session).map(({ sha, subject }) => ({
    name: `commit ${sha.slice(0, 10)}`,
    git_ref: sha,
    scope: line(subject, 500) || null,
    command: `git switch --detach ${sha}`,
  }))
  return { checkpoints: checkpoints.slice(-500) }
}
