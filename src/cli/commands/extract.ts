import { UserError } from '../../core/errors.ts'
import { defineVerb, text } from '../verb.ts'

export default defineVerb({
  name: 'extract',
  summary: 'read a transcript into the facts of its session',
  args: '<transcript>',
  arity: [1, 1],
  options: {
    agent: { type: 'string', value: 'A', help: 'agent that wrote it; recognised from the content by default' },
    cwd: { type: 'string', value: 'DIR', help: 'directory for relative paths of records that name none' },
    since: {
      type: 'string',
      value: 'OFFSET',
      help: 'report only what came at or after this byte (nextOffset of an earlier read)',
    },
    session: { type: 'string', value: 'ID', help: 'session to read from a database that holds several' },
    json: { type: 'boolean', help: 'JSON even on a terminal; a pipe always gets JSON' },
  },
  examples: [
    [
      'midstride extract ~/.claude/projects/-code-app/3f1c….jsonl --json',
      'everything the transcript proves, as one JSON object',
    ],
    ['midstride extract rollout.jsonl --since 52133 --json', 'what came after an earlier read'],
  ],
  async run(context) {
    const { readSession } = await import('../../app/read-session.ts')
    const since = text(context, 'since')
    if (since !== undefined && !/^\d{1,15}$/.test(since))
      throw new UserError(`'${since}' is no byte offset`, 'give --since a whole number of bytes, 0 or more')
    const [agent, cwd, session] = [text(context, 'agent'), text(context, 'cwd'), text(context, 'session')]
    const read = await readSession(context.args[0]!, {
      ...(agent && { agent }),
      ...(cwd && { cwd }),
      ...(since !== undefined && { since: Number(since) }),
      ...(session && { session }),
      allowEmpty: true,
    })
    for (const warning of read.warnings) context.err(`midstride: warning: ${warning}`)
    if (context.options.json || !process.stdout.isTTY) context.out(`${JSON.stringify(read, null, 2)}\n`)
    else context.out((await import('../../app/session-summary.ts')).summarise(read))
    return 0
  },
})
