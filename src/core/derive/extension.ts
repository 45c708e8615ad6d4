import { readCommandLine } from '../session/commands.ts'
import type { CommandRun, Session, State } from '../types.ts'
import type { Check } from './checks.ts'
import { absolutePath, line, lineOrNull, newest, text, time } from './clean.ts'
import { commits } from './commits.ts'
import type { DeriveContext } from './context.ts'
import { openErrors } from './errors.ts'
import type { Superseded } from './goals.ts'
import { scratchFiles, worked } from './scratch.ts'
import { skillsCalled } from './skills.ts'
import { activeForms, cancelledTodos } from './todos.ts'

const COMMANDS = 15

export type Extension = NonNullable<State['x_midstride']>

/** Facts that section 1.20 has no key for; a key without facts is left out. */
export function extension(
  session: Session,
  context: DeriveContext,
  { superseded, plans, checks }: { superseded: Superseded[]; plans: Extension['plans']; checks: readonly Check[] },
): Extension {
  const { git } = context
  const worktree = git && absolutePath(git.root) !== absolutePath(context.project) ? absolutePath(git.root) : null
  const all: Extension = {
    agent: lineOrNull(session.agent, 64),
    agent_version: lineOrNull(session.agentVersion, 64),
    transcript: lineOrNull(context.transcript, 4096),
    worktree,
    cwd: lineOrNull(session.cwd, 4096),
    head: lineOrNull(git?.head, 64),
    ...(git && { dirty: git.dirty.slice(0, 5000).map(path => line(path, 4096)) }),
    plans,
    plan_roots: (context.planRoots ?? []).slice(0, 100).map(root => line(root, 4096)),
    skills_called: skillsCalled(session),
    last_assistant: lastAssistant(session),
    active_forms: activeForms(session),
    cancelled: newest(cancelledTodos(session), 2000),
    superseded: newest(superseded, 1000),
    tests: tests(checks),
    commands: commands(session),
    changes: changes(session, context.project),
    scratch: scratchFiles(session, context.project),
    commits: newest(commits(session), 1000),
    pushed: session.git.pushed,
    prs: newest(
      session.git.prs.map(({ number, url }) => ({ number, url: lineOrNull(url, 4096) })),
      200,
    ),
    open_errors: openErrors(session),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !isEmpty(value)))
}

/** `dirty: []` says that somebody looked; other empty lists say nothing. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)

function lastAssistant(session: Session): Extension['last_assistant'] {
  const last = session.lastAssistant
  const words = text(last?.text ?? '', 4000)
  return last && words.trim() !== '' ? { text: words, at: time(last.at), ref: lineOrNull(last.ref, 256) } : null
}

function tests(checks: readonly Check[]): Extension['tests'] {
  return checks.flatMap(({ command, test, writesSince }) =>
    test === null
      ? []
      : [
          {
            command,
            outcome: test.outcome,
            passed: test.passed,
            failed: test.failed,
            failing: test.failing
              .slice(0, 30)
              .map(name => line(name, 300))
              .filter(Boolean),
            at: time(test.at),
            writes_since: writesSince,
            ref: lineOrNull(test.ref, 256),
          },
        ],
  )
}

/** git and gh calls that only look. */
const LOOKS =
  /^(?:git (?:status|log|diff|show|branch(?: -\S+)*|rev-parse|merge-base|ls-files|ls-remote|blame|remote(?: -v)?|describe|config|grep|shortlog|cat-file|reflog|stash list|worktree list|fetch)|gh \S+ (?:view|list|status|diff|checks|watch)|gh (?:api|auth|search))(?: |$)/

/** The latest commands that changed or checked something. */
function commands(session: Session): Extension['commands'] {
  const last = new Map<string, CommandRun>()
  for (const run of session.commands) {
    const key = line(run.command, 160)
    if (run.kind === 'other' || key === '' || (run.kind === 'git' && onlyLooks(run.command))) continue
    last.delete(key)
    last.set(key, run)
  }
  return [...last].slice(-COMMANDS).map(([command, { kind, ok, at }]) => ({ command, kind, ok, at: time(at) }))
}

function onlyLooks(command: string): boolean {
  const steps = readCommandLine(command).steps.filter(step => step.kind === 'git')
  return steps.every(step => LOOKS.test(step.words.filter(word => !/^-C$|^\//.test(word)).join(' ')))
}

/** Who changed which file; files that were only read are left out. */
function changes(session: Session, project: string | undefined): Extension['changes'] {
  const changed = worked(session, project).flatMap(file => {
    const actions = [...new Set(file.actions.filter(action => action !== 'read'))]
    const path = line(file.path, 4096)
    return actions.length === 0 || path === ''
      ? []
      : [{ path, actor: line(file.actor, 256) || 'main', actions, at: time(file.lastWriteAt ?? file.lastAt) }]
  })
  return newest(changed, 5000)
}
