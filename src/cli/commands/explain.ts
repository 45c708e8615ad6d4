import { UserError } from '../../core/errors.ts'
import { suggest } from '../../core/text.ts'
import { defineVerb } from '../verb.ts'

export default defineVerb({
  name: 'explain',
  summary: 'tell what a rule wants, why, and show documents it accepts and refuses',
  args: '<rule>',
  arity: [1, 1],
  examples: [['midstride explain todos-agree', 'what the rule wants, with examples']],
  async run(context) {
    const [{ registry }, { rulePage }] = await Promise.all([
      import('../../rules/_registry.ts'),
      import('../../core/lint/page.ts'),
    ])
    const [id] = context.args
    const rule = registry.find(rule => rule.id === id)
    if (!rule) {
      const near = suggest(
        id!,
        registry.map(rule => rule.id),
      )
      throw new UserError(`unknown rule '${id}'`, near ? `did you mean '${near}'?` : "see 'midstride rules'")
    }
    context.out(rulePage(rule))
    return 0
  },
})
