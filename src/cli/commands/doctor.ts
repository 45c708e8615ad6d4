import { UserError } from '../../core/errors.ts'
import { defineVerb, list, text } from '../verb.ts'

export default defineVerb({
  name: 'doctor',
  summary: 'read your newest sessions again, check how agents are wired',
  options: {
    agent: {
      type: 'string',
      value: 'A',
      multiple: true,
      help: 'agent to look at; more than once for several (default: all)',
    },
    sessions: { type: 'string', value: 'N', help: 'transcripts to read per agent (default: 3)' },
    json: { type: 'boolean', help: 'print the report as JSON' },
  },
  examples: [
    [
      'midstride doctor',
      'what midstride can recover from your own sessions, and whether hooks and server are in place',
    ],
    ['midstride doctor --agent claude-code --json', 'for one agent, as data'],
  ],
  async run(context) {
    const { describeDoctor, examine } = await import('../../app/doctor.ts')
    const { findTarget } = await import('../../app/compile.ts')
    const given = text(context, 'sessions') ?? '3'
    if (!/^\d{1,4}$/.test(given)) throw new UserError(`'--sessions' needs a whole number, not '${given}'`)
    const agents = list(context, 'agent').map(id => findTarget(id).id)
    const report = await examine(context.cwd, context.env, { agents, limit: Number(given) })
    context.out(
      context.options.json ? `${JSON.stringify(report, null, 2)}\n` : `${describeDoctor(report).join('\n')}\n`,
    )
    return report.problems.length > 0 ? 1 : 0
  },
})
