import { progressEntries } from '../core/lint/progress.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

const doc = (rest: string) => fragment('1.9', fenced(`DOC: /code/shop/plan.md\n${rest}`))

export default defineRule({
  id: 'plan-progress',
  group: 'plans',
  tier: 'pure',
  severity: 'warning',
  summary: 'the progress of a document names what is completed, in progress and remaining',
  why: 'Where the todo list and the plan differ, this is what tells which work is left.',
  enforces: ['qc-org-progress'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: doc('Completed: 1-2, In-progress: 3, Remaining: 4-5\nDiscrepancies with todo: none') }],
    bad: [{ title: 'nothing on what remains', text: doc('Completed: 1-2, In-progress: 3') }],
  },
  check({ document, report }) {
    for (const fence of document.fences) {
      if (fence.section !== '1.9' || !/^DOC:/m.test(fence.value)) continue
      for (const { path, missing, start, end } of progressEntries(fence.value))
        if (missing.length > 0)
          report({
            place: { start: fence.at(start), end: fence.at(end) },
            unexpected: `progress of \`${path}\` without \`${missing.join('`, `')}\``,
            expected: '`Completed: …, In-progress: …, Remaining: …`',
          })
    }
  },
})
