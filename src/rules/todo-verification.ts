import { quote, sameText } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, isBlank, tableWith } from '../core/lint/tables.ts'
import { isOpen, lineOf, sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (verification: string) =>
  fragment(
    '1.20',
    fenced(
      `todos:\n  explicit:\n    - id: "1"\n      content: Add tests\n      status: pending\n      verification: ${verification}`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'todo-verification',
  group: 'verification',
  tier: 'pure',
  severity: 'error',
  summary: 'every unfinished todo has a command that shows when it is done',
  why: 'Work without a check is called done when it looks done.',
  enforces: ['qc-ver-commands', 'fb-missing-verification'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: yaml('npm test -- cart') },
      {
        title: 'named in 1.13',
        text: `${fragment('1.13', '| Task | Command | Expected | Actual |\n|---|---|---|---|\n| 1: Add tests | `npm test` | passes | not run |')}\n${yaml('null')}`,
      },
    ],
    bad: [{ text: yaml('null') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    const checks = document.section('1.13')
    const table = tableWith(document, '1.13', 'Task', 'Command')
    const rows = table
      ? filledRows(table).filter(({ cells }) => !isBlank(cells[table.column('Command')]?.text ?? ''))
      : []
    const tasks = rows.map(({ cells }) => cells[table!.column('Task')]?.text ?? '')
    for (const { value, pointer } of records(state, 'todos.explicit')) {
      const content = stringAt(value, 'content')
      const id = stringAt(value, 'id')
      if (!content || value.status === 'completed' || stringAt(value, 'verification')) continue
      const place = state.place(`${pointer}/verification`)
      if (isOpen(document, lineOf(document.text, place)) || (checks && sectionOpen(document, checks))) continue
      if (tasks.some(task => names(task, id, content))) continue
      report({
        place,
        unexpected: `todo ${quote(content)} without a verification`,
        expected: 'a command in `verification`, or a row in 1.13 that names the todo',
      })
    }
  },
})

/** `3`, `3: Add tests`, `Add tests`, `Add t…` */
function names(task: string, id: string | null, content: string): boolean {
  const own = id !== null && task.startsWith(`${id}:`) ? task.slice(id.length + 1) : task
  return task === id || sameText(own, content)
}
