import { textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf } from '../core/lint/state.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'done-checkable',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: '1.21 can be ticked off, and is not ticked off while work is open',
  why: 'A definition of done that is prose is met whenever someone feels done.',
  enforces: ['qc-ver-done'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.21', '- [ ] `npm test` passes\n- [ ] The user approved') }],
    bad: [
      { title: 'prose', text: fragment('1.21', 'When everything works.') },
      {
        title: 'all ticked, with a todo open',
        text: `${fragment('1.21', '- [x] `npm test` passes')}\n${fragment('1.20', fenced('todos:\n  explicit:\n    - id: "1"\n      content: Deploy\n      status: pending', 'yaml'))}`,
      },
    ],
  },
  check({ document, report }) {
    const section = document.section('1.21')
    if (!section || section.nodes.length === 0) return
    const boxes = section.nodes
      .flatMap(node => (node.type === 'list' ? node.children : []))
      .filter(item => typeof item.checked === 'boolean')
    if (boxes.length === 0) {
      if (!sectionOpen(document, section) && !section.nodes.some(node => /\[[ xX]\]/.test(textOf(node))))
        report({
          place: section.heading,
          unexpected: 'section `1.21` without a checkbox',
          expected: '`- [ ] requirement, and the command that shows it`',
        })
      return
    }
    const state = stateOf(document)
    const open = state ? records(state, 'todos.explicit').filter(({ value }) => value.status !== 'completed') : []
    if (open.length > 0 && boxes.every(box => box.checked))
      report({
        place: section.heading,
        unexpected: 'definition of done ticked off while todos are open',
        expected: 'an open box for what is left',
      })
  },
})
