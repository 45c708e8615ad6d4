import { quote } from '../core/lint/agree.ts'
import { callsIn } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { plainLines, saysNone, sectionOpen } from '../core/lint/text.ts'
import { section as catalogued } from '../core/sections.ts'
import { fenced, fragment } from './_sample.ts'

const none = catalogued('0.1')!.none!

export default defineRule({
  id: 'resume-commands',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: '1.14 and 1.23 hold real `Skill()` calls for the skills of 0.1',
  why: 'They are the way back when Section 0 was skipped, and the only help when a skill refuses its arguments.',
  enforces: ['qc-ver-resume', 'qc-ver-reentry'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: `${fragment('0.1', fenced('Skill("develop", "--resume Phase3")'))}\n${fragment('1.14', fenced('Skill("develop", "--resume Phase3")'))}`,
      },
      { title: 'no skill was active', text: `${fragment('0.1', none)}\n${fragment('1.14', none)}` },
    ],
    bad: [
      {
        title: 'prose',
        text: `${fragment('0.1', fenced('Skill("develop", "--resume Phase3")'))}\n${fragment('1.14', 'Call develop again.')}`,
      },
      {
        title: 'another position',
        text: `${fragment('0.1', fenced('Skill("develop", "--resume Phase3")'))}\n${fragment('1.14', fenced('Skill("develop", "--resume Phase2")'))}`,
      },
    ],
  },
  check({ document, report }) {
    const boot = document.section('0.1')
    const first = callsIn(document, '0.1', 'Skill').filter(call => !call.problem)
    if (!boot || (first.length === 0 && !saysNone(document, boot))) return
    for (const id of ['1.14', '1.23']) {
      const section = document.section(id)
      if (!section || section.nodes.length === 0 || sectionOpen(document, section)) continue
      const calls = callsIn(document, id, 'Skill')
      if (calls.length === 0 && first.length > 0)
        report({
          place: section.heading,
          unexpected: `section \`${id}\` without a \`Skill()\` call`,
          expected: 'the calls of 0.1',
        })
      if (calls.length > 0 && first.length === 0 && !plainLines(document.bodyOf(section)).includes(none))
        report({
          place: calls[0]!.place,
          unexpected: `\`Skill()\` call in \`${id}\`, though 0.1 says that no skill is active`,
          expected: `\`${none}\``,
        })
      if (id !== '1.14') continue
      const args = new Map(first.map(call => [call.args[0]?.value, call.args[1]?.value ?? '']))
      for (const call of calls) {
        const [name, arg] = call.args
        const wanted = args.get(name?.value)
        if (name && wanted !== undefined && !call.problem && (arg?.value ?? '') !== wanted)
          report({
            place: (arg ?? name).place,
            unexpected: `arguments ${quote(arg?.value ?? '')} for ${quote(name.value)}`,
            expected: `${quote(wanted)}, as in 0.1`,
          })
      }
    }
  },
})
