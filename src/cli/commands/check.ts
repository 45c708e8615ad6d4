import { UserError } from '../../core/errors.ts'
import { registry as reporters } from '../../reporters/_registry.ts'
import { defineVerb, text } from '../verb.ts'

export default defineVerb({
  name: 'check',
  summary: 'prove that a pack of prompts holds together',
  args: '[DIR]',
  arity: [0, 1],
  options: {
    format: { type: 'string', value: 'FORMAT', help: 'text, json, sarif, github, junit or agent (default: text)' },
    'max-warnings': { type: 'string', value: 'N', help: 'exit 1 when there are more warnings than that' },
  },
  examples: [
    ['midstride check', 'checks the pack in this folder, or the one that came with midstride'],
    ['midstride check ~/.claude --format json', 'checks the commands and skills of Claude Code, as data'],
  ],
  async run(context) {
    const { checkPack, packFolder } = await import('../../app/check.ts')
    const { gatherWorld } = await import('../world.ts')
    const format = text(context, 'format') ?? 'text'
    const reporter = reporters.find(({ id }) => id === format)
    if (!reporter)
      throw new UserError(
        `unknown value '${format}' for '--format'`,
        `one of: ${reporters.map(({ id }) => id).join(', ')}`,
      )
    const allowed = maxWarnings(text(context, 'max-warnings'))
    const folder = await packFolder(context.args[0], context.cwd)
    const { reports, sources } = await checkPack(folder, await gatherWorld())
    const findings = reports.flatMap(report => report.findings)
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const warnings = findings.filter(({ severity }) => severity === 'warning').length
    context.out(reporter.format(reports, { color: context.color, sources }))
    if (format === 'text') context.err(`pack: ${folder}`)
    return errors > 0 || warnings > allowed ? 1 : 0
  },
})

function maxWarnings(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY
  if (!/^\d+$/.test(value)) throw new UserError(`'--max-warnings' needs a whole number, not '${value}'`)
  return Number(value)
}
