import { UserError } from '../../core/errors.ts'
import { suggest } from '../../core/text.ts'
import { defineVerb, text } from '../verb.ts'

export default defineVerb({
  name: 'hook',
  summary: 'one event of an agent: its payload on stdin, the answer in its own shape on stdout',
  args: '<event>',
  arity: [1, 1],
  options: {
    host: {
      type: 'string',
      value: 'A',
      help: 'agent that calls: claude-code, codex, gemini, … (default: claude-code)',
    },
  },
  examples: [
    [
      'echo \'{"session_id":"s1","source":"startup"}\' | midstride hook session-start --host claude-code',
      'what Claude Code would put into a new session of this project',
    ],
  ],
  async run(context) {
    const [{ registry }, { HOSTS, runHook }] = await Promise.all([
      import('../../hooks/_registry.ts'),
      import('../../app/hooks/run.ts'),
    ])
    const event = context.args[0]!
    const load = Object.hasOwn(registry, event) ? registry[event] : undefined
    if (!load) {
      const near = suggest(event, Object.keys(registry))
      throw new UserError(
        `unknown event '${event}'`,
        near ? `did you mean '${near}'?` : `one of ${Object.keys(registry).join(', ')}`,
      )
    }
    const host = text(context, 'host') ?? 'claude-code'
    if (!HOSTS.includes(host)) return withoutHooks(host)
    const result = await runHook(await load(), {
      host,
      stdin: await context.stdin(),
      cwd: context.cwd,
      env: context.env,
    })
    if (result.out) context.out(result.out)
    if (result.err) context.err(result.err)
    return 0
  },
})

/** An agent without hooks has none of these events; a name that no agent has is a mistake. */
async function withoutHooks(host: string): Promise<0> {
  const { registry: targets } = await import('../../targets/_registry.ts')
  const names = targets.map(target => target.id)
  if (names.includes(host)) return 0
  const near = suggest(host, names)
  throw new UserError(`unknown host '${host}'`, near ? `did you mean '--host ${near}'?` : `one of ${names.join(', ')}`)
}
