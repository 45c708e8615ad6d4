import { RULE_GROUPS } from '../../core/lint/rule.ts'
import { count } from '../../core/text.ts'
import { defineVerb, text } from '../verb.ts'

export default defineVerb({
  name: 'rules',
  summary: 'list what the linter checks',
  options: {
    group: { type: 'string', choices: RULE_GROUPS, help: 'only the rules of this group' },
    json: { type: 'boolean', help: 'as data: id, group, tier, severity, summary, why, enforces, kinds, fixable' },
  },
  examples: [
    ['midstride rules', 'every rule, by group'],
    ['midstride rules --group safety --json', 'one group, as data'],
  ],
  async run(context) {
    const { registry } = await import('../../rules/_registry.ts')
    const group = text(context, 'group')
    const rules = registry.filter(rule => group === undefined || rule.group === group)
    if (context.options.json) {
      const facts = rules.map(({ id, group, tier, severity, summary, why, enforces = [], kinds, fixable = false }) => ({
        id,
        group,
        tier,
        severity,
        summary,
        why,
        enforces,
        kinds,
        fixable,
      }))
      context.out(`${JSON.stringify(facts, null, 2)}\n`)
      return 0
    }
    const width = Math.max(...rules.map(rule => rule.id.length))
    for (const name of RULE_GROUPS) {
      const own = rules.filter(rule => rule.group === name)
      if (own.length === 0) continue
      context.out(`${name}\n`)
      for (const { id, severity, tier, summary } of own)
        context.out(
          `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}${tier === 'pure' ? '' : ` (${NEEDS[tier]})`}\n`,
        )
      context.out('\n')
    }
    context.out(`${count(rules.length, 'rule')}; 'midstride explain RULE' tells more\n`)
    return 0
  },
})

const NEEDS = { grounded: 'with --cwd', transcript: 'with --transcript' }
