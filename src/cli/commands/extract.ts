import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { defineVerb, type ExitCode, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'extract',
  summary: 'read a transcript into the facts of its session',
  args: '[transcript]',
  arity: [0, 1],
  options: {
    agent: { type: 'string', value: 'A', help: 'agent that wrote it; recognised from the content by default' },
    cwd: {
      type: 'string',
      value: 'DIR',
      help: 'the project: what its repository says now is added, and relative paths of records that name no folder begin here',
    },
    since: {
      type: 'string',
      value: 'OFFSET',
      help: 'report only what came at or after this byte (nextOffset of an earlier read)',
    },
    session: { type: 'string', value: 'ID', help: 'session to read, of a database or of the project' },
    list: { type: 'boolean', help: 'the sessions of this project, of every agent, the newest first' },
    json: { type: 'boolean', help: 'JSON even on a terminal; a pipe always gets JSON' },
  },
  examples: [
    [
      'midstride extract ~/.claude/projects/-code-app/3f1c….jsonl --json',
      'everything the transcript proves, as one JSON object',
    ],
    ['midstride extract --list', 'the sessions of this project; without --list the newest is read'],
    ['midstride extract rollout.jsonl --since 52133 --json', 'what came after an earlier read'],
  ],
  async run(context) {
    const asJson = context.options.json === true || !process.stdout.isTTY
    if (context.options.list) return list(context, asJson)
    const { readSession } = await import('../../app/read-session.ts')
    const since = text(context, 'since')
    if (since !== undefined && !/^\d{1,15}$/.test(since))
      throw new UserError(`'${since}' is no byte offset`, 'give --since a whole number of bytes, 0 or more')
    const agent = text(context, 'agent')
    const { transcript, cwd, session } = await source(context)
    const read = await readSession(transcript, {
      ...(agent && { agent }),
      ...(cwd && { cwd }),
      ...(since !== undefined && { since: Number(since) }),
      ...(session && { session }),
      allowEmpty: true,
    })
    const project = text(context, 'cwd')
    if (project !== undefined) {
      const { repositoryFacts } = await import('../../app/repository-facts.ts')
      const repository = await repositoryFacts(path.resolve(context.cwd, project))
      if (repository) read.repository = repository
    }
    for (const warning of read.warnings) context.err(`midstride: warning: ${warning}`)
    if (asJson) context.out(`${JSON.stringify(read, null, 2)}\n`)
    else context.out((await import('../../app/session-summary.ts')).summarise(read))
    return 0
  },
})

interface Source {
  transcript: string
  cwd: string | undefined
  session: string | undefined
}

/** The transcript that was named, or the session of the project. */
async function source(context: VerbContext): Promise<Source> {
  const [cwd, session] = [text(context, 'cwd'), text(context, 'session')]
  if (context.args[0] !== undefined) return { transcript: context.args[0], cwd, session }
  const { chooseSession } = await import('../../app/session-list.ts')
  const found = await chooseSession(await folder(context), context.env, session)
  return { transcript: found.transcript, cwd: undefined, session: found.sessionId }
}

async function folder(context: VerbContext): Promise<string> {
  const { existingFolder } = await import('../../app/folder.ts')
  return existingFolder(text(context, 'cwd') ?? '.', context.cwd)
}

async function list(context: VerbContext, asJson: boolean): Promise<ExitCode> {
  const { listSessions, sessionTable } = await import('../../app/session-list.ts')
  if (context.args[0] !== undefined)
    throw new UserError('--list takes no transcript', 'name a project with --cwd, or leave --list out')
  const where = await folder(context)
  const sessions = await listSessions(where, context.env)
  if (asJson) context.out(`${JSON.stringify(sessions, null, 2)}\n`)
  else context.out(sessionTable(sessions))
  if (sessions.length > 0) return 0
  const { locators } = await import('../../app/newest-session.ts')
  const looked = locators.map(locator => locator.home(context.env)).join(', ')
  context.err(`midstride: no session of the project at ${where} in ${looked}`)
  return 1
}
