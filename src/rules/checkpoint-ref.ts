import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, isBlank, tableWith } from '../core/lint/tables.ts'
import { isOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

const table = (ref: string) =>
  fragment(
    '1.22',
    `| Checkpoint | Git Ref | Scope | Recovery |\n|---|---|---|---|\n| before phase 3 | ${ref} | reader | \`git switch --detach 8f3a2c1\` |`,
  )

export default defineRule({
  id: 'checkpoint-ref',
  group: 'verification',
  tier: 'pure',
  severity: 'warning',
  summary: 'a checkpoint has a commit and a command that goes back to it',
  why: 'HEAD and branch names move; a hash stays.',
  enforces: ['qc-ver-checkpoints'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: table('`8f3a2c1`') }],
    bad: [{ title: 'a name that moves', text: table('HEAD') }],
  },
  check({ document, report }) {
    const table = tableWith(document, '1.22', 'Checkpoint', 'Git Ref')
    if (!table) return
    for (const { cells } of filledRows(table)) {
      const name = quote(cells[table.column('Checkpoint')]?.text ?? '')
      const ref = cells[table.column('Git Ref')]
      const recovery = cells[table.column('Recovery')]
      if (ref && !isOpen(document, ref.place) && !/^[0-9a-f]{7,64}$/i.test(ref.text) && !ref.text.startsWith('['))
        report({
          place: ref.place,
          unexpected: `git ref ${quote(ref.text)} of checkpoint ${name}`,
          expected: 'a commit hash of 7 characters or more',
        })
      if (recovery && isBlank(recovery.text) && !isOpen(document, recovery.place))
        report({
          place: recovery.place,
          unexpected: `checkpoint ${name} without a recovery command`,
          expected: 'the command that goes back to it',
        })
    }
  },
})
