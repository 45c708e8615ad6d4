import { count } from '../../core/text.ts'
import { defineVerb, list, text } from '../verb.ts'
import { agreed } from './init.ts'

export default defineVerb({
  name: 'uninstall',
  summary: 'take back what init wrote',
  options: {
    agent: {
      type: 'string',
      value: 'A',
      multiple: true,
      help: 'agent to take back; more than once for several (default: all)',
    },
    scope: {
      type: 'string',
      choices: ['project', 'user'],
      help: 'this project, or your home folder (default: project)',
    },
    'dry-run': { type: 'boolean', help: 'print what would change, write nothing' },
    yes: { type: 'boolean', short: 'y', help: 'do not ask' },
    json: { type: 'boolean', help: 'print the plan as JSON' },
  },
  examples: [['midstride uninstall --dry-run', 'what would be removed from this project']],
  async run(context) {
    const { placeOf, planUninstall, carryOut } = await import('../../app/install.ts')
    const place = placeOf(text(context, 'scope') === 'user' ? 'user' : 'project', context.cwd, context.env)
    const plan = await planUninstall(place, list(context, 'agent'))
    if (!plan) {
      context.err(`nothing is installed in ${place.root}`)
      return 0
    }
    if (!(await agreed(context, plan, 'Uninstall'))) return 0
    await carryOut(plan)
    const kept = plan.changes.filter(({ action }) => action === 'keep' || action === 'refuse')
    context.err(`${count(plan.writes.length, 'file')} taken back in ${plan.root}`)
    if (kept.length > 0)
      context.err(`kept: ${kept.map(({ path }) => path).join(', ')}; ${place.manifestFile} still lists them`)
    return 0
  },
})
