import { findCalls } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

/** Sections whose calls are executed as they stand. */
const EXECUTED = new Set(['0.1', '0.2', '0.3', '1.10', '1.14', '1.23'])

export default defineRule({
  id: 'call-syntax',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: 'calls are complete: name, quoted arguments, closing parenthesis',
  why: 'Section 0 is executed, not interpreted; a call that has to be repaired first is no call.',
  enforces: ['rf-executable', 'qc-ver-resume', 'qc-plans-reads'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.2', fenced('Read("/code/shop/plan.md")  # the plan\nRead(\'/code/shop/design.md\')')) }],
    bad: [
      { title: 'not closed', text: fragment('0.2', fenced('Read("/code/shop/plan.md"')) },
      { title: 'a string that is not closed', text: fragment('0.1', fenced('Skill("develop, "--resume")')) },
      { title: 'an argument without quotes', text: fragment('0.2', fenced('Read(/code/shop/plan.md)')) },
    ],
  },
  check({ document, report }) {
    for (const call of findCalls(document)) {
      if (call.section === null || !EXECUTED.has(call.section)) continue
      const bare = call.args.find(arg => arg.kind === 'other')
      const problem =
        call.problem ??
        (call.args.length === 0 ? { message: 'no argument', place: call.place } : null) ??
        (bare && call.name !== 'TodoWrite' ? { message: 'an argument without quotes', place: bare.place } : null)
      if (problem)
        report({
          place: problem.place,
          unexpected: `\`${call.name}()\` call with ${problem.message}`,
          expected: call.name === 'TodoWrite' ? '`TodoWrite([…])`' : `\`${call.name}("…")\``,
        })
    }
  },
})
