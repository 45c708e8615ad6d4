import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { count } from '../../core/text.ts'
import { confirm } from '../confirm.ts'
import { defineVerb, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'forget',
  summary: 'delete what is kept of a project, of a session, or everything',
  options: {
    project: { type: 'string', value: 'DIR', help: 'states, tasks, memories and log lines of this project' },
    session: { type: 'string', value: 'ID', help: 'states, memories and log lines of this session' },
    all: { type: 'boolean', help: 'everything (on PostgreSQL: everything you wrote)' },
    'dry-run': { type: 'boolean', help: 'print what would go, delete nothing' },
    yes: { type: 'boolean', short: 'y', help: 'do not ask' },
    json: { type: 'boolean', help: 'print the counts as JSON' },
  },
  examples: [['midstride forget --project . --dry-run', 'what is kept of this project']],
  async run(context) {
    const { forget } = await import('../../app/forget.ts')
    const request = requestOf(context)
    const plan = await forget(request, context.env, false)
    if (context.options.json) context.out(`${JSON.stringify(plan, null, 2)}\n`)
    const words = [
      count(plan.revisions, 'revision'),
      count(plan.tasks, 'task'),
      count(plan.memories, 'memory', 'memories'),
      count(plan.log, 'log line'),
    ]
    const aside = request === 'all' ? plan.aside : []
    if (aside.length > 0) words.push(count(aside.length, 'damaged file'))
    const say = (line: string) => (context.options.json ? context.err(line) : context.out(`${line}\n`))
    say(`would delete ${words.join(', ')}`)
    if (request !== 'all' && plan.aside.length > 0)
      context.err(`may hold it too, and stays: ${plan.aside.join(', ')}; delete it yourself, or use --all`)
    if (plan.revisions + plan.tasks + plan.memories + plan.log + aside.length === 0) return 0
    if (!(await confirm(context, 'Delete this for good?'))) return 0
    await forget(request, context.env, true)
    context.err('deleted')
    return 0
  },
})

function requestOf(context: VerbContext) {
  const [project, session] = [text(context, 'project'), text(context, 'session')]
  if ([project, session, context.options.all || undefined].filter(given => given !== undefined).length !== 1)
    throw new UserError('say what to forget', 'one of --project DIR, --session ID, --all')
  if (project !== undefined) return { project: path.resolve(context.cwd, project) }
  return session !== undefined ? { session } : 'all'
}
