import type { Plan } from '../../app/install.ts'
import { count } from '../../core/text.ts'
import { confirm } from '../confirm.ts'
import { defineVerb, list, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'init',
  summary: 'install prompts, MCP server and hooks for the agents in use',
  options: {
    agent: {
      type: 'string',
      value: 'A',
      multiple: true,
      help: 'agent to install for; more than once for several (default: those in use here)',
    },
    scope: {
      type: 'string',
      choices: ['project', 'user'],
      help: 'this project, or every project of yours (default: project)',
    },
    tasks: { type: 'string', value: 'B', help: 'where tasks are kept: builtin, aops, beads, claude-tasks or github' },
    memory: {
      type: 'string',
      value: 'B',
      help: 'where memory is kept: builtin, mcp-memory-service, basic-memory or none',
    },
    skip: { type: 'string', choices: ['prompts', 'mcp', 'hooks'], multiple: true, help: 'leave a part out' },
    unconfirmed: { type: 'boolean', help: 'install hooks for agents they were not tested with, too' },
    'dry-run': { type: 'boolean', help: 'print what would change, write nothing' },
    yes: { type: 'boolean', short: 'y', help: 'do not ask' },
    json: { type: 'boolean', help: 'print the plan as JSON' },
  },
  examples: [
    ['midstride init --dry-run --agent claude-code', 'what would change in this project'],
    ['midstride init --agent claude-code --agent codex --scope user --yes', 'installs for both, in your home folder'],
  ],
  async run(context) {
    const { placeOf, planInit, carryOut } = await import('../../app/install.ts')
    const place = placeOf(text(context, 'scope') === 'user' ? 'user' : 'project', context.cwd, context.env)
    const plan = await planInit(place, {
      agents: list(context, 'agent'),
      tasks: text(context, 'tasks'),
      memory: text(context, 'memory'),
      skip: list(context, 'skip') as ('prompts' | 'mcp' | 'hooks')[],
      unconfirmed: Boolean(context.options.unconfirmed),
    })
    if (!(await agreed(context, plan, 'Install'))) return 0
    await carryOut(plan)
    await closing(context, plan)
    return 0
  },
})

/** Prints the plan and asks. False: nothing is to be done. Without a terminal and `--yes` it is an error, so that no script waits. */
export async function agreed(context: VerbContext, plan: Plan, what: string): Promise<boolean> {
  const { describePlan, changesAnything } = await import('../../app/install.ts')
  if (context.options.json)
    context.out(`${JSON.stringify({ root: plan.root, changes: plan.changes, notes: plan.notes }, null, 2)}\n`)
  else
    context.out(
      describePlan(plan)
        .map(line => `${line}\n`)
        .join(''),
    )
  if (!changesAnything(plan)) {
    context.err('nothing to change')
    return false
  }
  return confirm(context, `${what} in ${plan.root}?`)
}

async function closing(context: VerbContext, plan: Plan): Promise<void> {
  const { registry } = await import('../../targets/_registry.ts')
  context.err(`${count(plan.writes.length, 'file')} written in ${plan.root}; 'midstride uninstall' takes them back`)
  for (const { id, title, commands, skills, afterwards = [] } of registry) {
    if (!plan.after.agents.includes(id)) continue
    const call = (commands ?? skills)?.call.replace('name', 'handoff')
    context.err(`${title}: call it as ${call}${afterwards.map(step => `; ${step}`).join('')}`)
  }
}
