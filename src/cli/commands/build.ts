import path from 'node:path'
import { defineVerb, list, text } from '../verb.ts'

export default defineVerb({
  name: 'build',
  summary: 'compile a pack for each agent',
  args: '[DIR]',
  arity: [0, 1],
  options: {
    output: { type: 'string', value: 'DIR', short: 'o', help: 'folder to write to (default: dist/packs)' },
    agent: {
      type: 'string',
      value: 'A',
      multiple: true,
      help: 'agent to compile for; more than once for several (default: all)',
    },
    tasks: { type: 'string', value: 'B', help: 'where tasks are kept: builtin, aops, beads, claude-tasks or github' },
    memory: {
      type: 'string',
      value: 'B',
      help: 'where memory is kept: builtin, mcp-memory-service, basic-memory or none',
    },
    json: { type: 'boolean', help: 'print what was written as JSON' },
  },
  examples: [
    ['midstride build', 'compiles the pack in this folder, or the one that came with midstride, for every agent'],
    ['midstride build --agent opencode --tasks beads -o packs', 'for OpenCode, with tasks kept in beads'],
  ],
  async run(context) {
    const { buildPack, describeBuild, findBinding, findTarget } = await import('../../app/compile.ts')
    const { packFolder } = await import('../../app/check.ts')
    const { registry: targets } = await import('../../targets/_registry.ts')
    const wanted = list(context, 'agent')
    const agents = wanted.length > 0 ? wanted.map(findTarget) : targets
    const bound = {
      tasks: findBinding('tasks', text(context, 'tasks')),
      memory: findBinding('memory', text(context, 'memory')),
    }
    const folder = await packFolder(context.args[0], context.cwd)
    const out = path.resolve(context.cwd, text(context, 'output') ?? 'dist/packs')
    const built = await buildPack(folder, out, agents, bound)
    context.out(
      context.options.json ? `${JSON.stringify(built, null, 2)}\n` : `${built.map(describeBuild).join('\n')}\n`,
    )
    return 0
  },
})
