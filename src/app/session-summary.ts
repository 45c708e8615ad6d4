import { count, oneLine, truncate } from '../core/text.ts'
import type { RepositoryFacts, Session } from '../core/types.ts'

/** A session in a dozen lines, for a person at a terminal. */
export function summarise(session: Session): string {
  const said = session.messages.filter(message => message.kind !== 'interrupt')
  const written = session.files.filter(file => file.lastWriteAt !== null)
  const open = session.todos.filter(todo => todo.status !== 'completed' && todo.status !== 'cancelled')
  const test = session.tests.at(-1)
  const rows: [string, string][] = [
    ['agent', [session.agent, session.agentVersion].filter(Boolean).join(' ')],
    ['session', session.sessionId ?? 'unknown'],
    ['where', [session.cwd, session.gitBranch].filter(Boolean).join(' on ')],
    ['when', [session.startedAt, session.endedAt].filter(Boolean).join(' to ')],
    ['records', `${session.records}, ${session.bytes} bytes`],
    ['messages', `${said.length}, ${count(said.filter(message => message.correction).length, 'correction')}`],
    ['todos', `${session.todos.length}, ${open.length} open`],
    ['files', `${session.files.length}, ${written.length} written`],
    [
      'commands',
      `${session.commands.length}, ${session.commands.filter(command => command.ok === false).length} failed`,
    ],
    ['last test', test ? `${test.outcome}: ${truncate(oneLine(test.command), 80)}` : 'none'],
    [
      'agents',
      `${session.subagents.length}, ${session.subagents.filter(run => run.status === 'running').length} running`,
    ],
    ['commits', `${session.git.commits.length}${session.git.pushed ? ', pushed' : ''}`],
    ...(session.repository ? [['git now', repositoryLine(session.repository)] as [string, string]] : []),
    [
      'unknown',
      Object.entries(session.unknown)
        .map(([type, times]) => `${type} (${times})`)
        .join(', ') || 'nothing',
    ],
  ]
  return `${rows.map(([name, value]) => `${name.padEnd(10)} ${value || '-'}`).join('\n')}\n`
}

function repositoryLine({ branch, head, ahead, behind, dirty, stashes, worktrees }: RepositoryFacts): string {
  return [
    `${branch ?? 'no branch'} at ${head?.slice(0, 9) ?? 'no commit'}`,
    ahead !== null && `${ahead} ahead, ${behind} behind`,
    `${count(dirty.length, 'changed file')}`,
    stashes > 0 && count(stashes, 'stash', 'stashes'),
    worktrees.length > 1 && count(worktrees.length, 'worktree'),
  ]
    .filter(Boolean)
    .join(', ')
}
