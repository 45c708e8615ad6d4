import { compare, quote } from '../core/lint/agree.ts'
import { callsIn } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = fragment(
  '1.20',
  fenced(
    'skill_stack:\n  - name: debugging\n    resume_command: Skill("debugging", "step 2")\n  - name: develop\n    resume_command: Skill("develop", "--resume Phase3")',
    'yaml',
  ),
)
const boot = (calls: string) => fragment('0.1', fenced(calls))

export default defineRule({
  id: 'skill-stack-agrees',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: '0.1 calls the skills of the stack, the outermost first; 1.1.1 lists the same',
  why: 'A nested skill that is called first runs without its parent, and the parent never comes.',
  enforces: ['qc-0.1', 'qc-org-skills', 'qc-ver-resume', 'rf-executable'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${boot('Skill("develop", "--resume Phase3")\nSkill("debugging", "step 2")')}\n${yaml}` }],
    bad: [
      {
        title: 'inner skill first',
        text: `${boot('Skill("debugging", "step 2")\nSkill("develop", "--resume Phase3")')}\n${yaml}`,
      },
      { title: 'one is missing', text: `${boot('Skill("develop", "--resume Phase3")')}\n${yaml}` },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    const frames = records(state, 'skill_stack').map(({ value, pointer }) => ({
      key: stringAt(value, 'name') ?? '',
      command: stringAt(value, 'resume_command'),
      place: state.place(`${pointer}/name`),
    }))
    const calls = callsIn(document, '0.1', 'Skill').filter(call => !call.problem && call.args[0]?.kind === 'string')
    const here = calls.map(call => ({ key: call.args[0]!.value, place: call.args[0]!.place }))
    const called = frames.filter(({ command }) => command !== null)
    if (document.section('0.1')) compare(here, called, { thing: 'skill', here: '0.1', there: '1.20' }, report)
    const order = called.map(({ key }) => key).reverse()
    const wrong = sameSet(
      here.map(({ key }) => key),
      order,
    )
      ? here.findIndex(({ key }, index) => key !== order[index])
      : -1
    if (wrong >= 0)
      report({
        place: here[wrong]!.place,
        unexpected: `skill ${quote(here[wrong]!.key)} called in another order than the stack`,
        expected: order.map(quote).join(', then '),
        help: '`skill_stack` begins with the most recent skill; 0.1 begins with the outermost',
      })
    const table = tableWith(document, '1.1.1', 'Skill')
    if (table)
      compare(
        filledRows(table).map(({ cells }) => ({
          key: cells[table.column('Skill')]?.text ?? '',
          place: cells[0]!.place,
        })),
        frames,
        { thing: 'skill', here: '1.1.1', there: '1.20' },
        report,
      )
  },
})

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n')
}
