import { callsIn } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { saysNone, saysNothing, sectionOpen, vagueOrders } from '../core/lint/text.ts'
import { section as catalogued } from '../core/sections.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'skill-call',
  group: 'section-0',
  tier: 'pure',
  severity: 'error',
  summary: '0.1 restores the workflow with a `Skill()` call, or says that no skill is active',
  why: 'Without the skill the successor works ad hoc: the workflow, its gates and its delegation are gone.',
  enforces: ['qc-0.1', 'rf-executable', 'fb-skill-placement'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('0.1', fenced('Skill("develop", "--resume Phase3.Task7")')) },
      { title: 'nothing to restore', text: fragment('0.1', 'NO ACTIVE SKILL - proceed to 0.2') },
    ],
    bad: [
      { title: 'a skill named in prose', text: fragment('0.1', 'Use the develop skill again.') },
      {
        title: 'the call in 1.14 only',
        text: `${fragment('0.1', 'See 1.14.')}\n${fragment('1.14', fenced('Skill("develop", "--resume Phase3")'))}`,
      },
    ],
  },
  check({ document, report }) {
    const section = document.section('0.1')
    if (!section || section.nodes.length === 0 || sectionOpen(document, section)) return
    if (callsIn(document, '0.1', 'Skill').length > 0 || saysNone(document, section)) return
    if (saysNothing(document, section) || vagueOrders(document).length > 0) return
    const backup = callsIn(document, '1.14', 'Skill')[0]
    report({
      place: section.heading,
      unexpected: backup
        ? 'section `0.1` without the `Skill()` call that stands in 1.14'
        : 'section `0.1` without a `Skill()` call',
      expected: `\`Skill("name", "arguments")\` in a code block, or \`${catalogued('0.1')!.none}\``,
      help: backup ? '1.14 is the backup; Section 0 is what is executed' : undefined,
    })
  },
})
