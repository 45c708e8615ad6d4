import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { filledRows, isBlank, tableWith } from '../core/lint/tables.ts'
import { isOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

const table = (command: string) =>
  fragment(
    '1.13',
    `| Task | Command | Expected | Actual |\n|---|---|---|---|\n| 1: Add tests | ${command} | passes | not run |`,
  )

export default defineRule({
  id: 'check-command',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: 'each row of 1.13 has a command that can be run',
  why: '"Check that it works" is checked by looking, and looking finds what it hopes for.',
  enforces: ['qc-ver-commands', 'fb-missing-verification'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: table('`npm test -- cart`') }],
    bad: [
      { title: 'no command', text: table('-') },
      { title: 'a wish', text: table('check that it works') },
    ],
  },
  check({ document, report }) {
    const table = tableWith(document, '1.13', 'Task', 'Command')
    if (!table) return
    for (const { cells, place } of filledRows(table)) {
      const task = quote(cells[table.column('Task')]?.text ?? '')
      const command = cells[table.column('Command')]
      if (!command || isOpen(document, place)) continue
      const runnable = document.text.slice(command.place.start, command.place.end).includes('`')
      if (isBlank(command.text))
        report({
          place: command.place,
          unexpected: `task ${task} without a command`,
          expected: 'a command that shows when it is done',
        })
      else if (!runnable)
        report({
          place: command.place,
          unexpected: `words in place of a command for task ${task}`,
          expected: 'a command in back-ticks',
        })
    }
  },
})
