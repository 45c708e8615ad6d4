import { isAbsolute } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { stateOf, stringAt } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { fragment } from './_sample.ts'

export default defineRule({
  id: 'artifact-path',
  group: 'paths',
  tier: 'pure',
  severity: 'warning',
  summary: 'the artifacts of 1.12 have absolute paths',
  why: 'With several worktrees `src/cart.ts` is several files, and only one of them is the one that was changed.',
  enforces: ['fb-relative-paths'],
  kinds: ['handoff'],
  examples: {
    ok: [
      {
        text: fragment(
          '1.12',
          '| Path | Expected | Actual | Status |\n|---|---|---|---|\n| /code/shop/src/cart.ts | reducer | reducer | Match |',
        ),
      },
    ],
    bad: [
      {
        text: fragment(
          '1.12',
          '| Path | Expected | Actual | Status |\n|---|---|---|---|\n| src/cart.ts | reducer | reducer | Match |',
        ),
      },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const cwd = state && stringAt(state.value, 'x_midstride.cwd')
    if (cwd && !isAbsolute(cwd)) return
    const table = tableWith(document, '1.12', 'Path', 'Status')
    const column = table?.column('Path') ?? -1
    for (const { cells } of table ? filledRows(table) : []) {
      const cell = cells[column]
      if (cell && !isAbsolute(cell.text) && !cell.text.startsWith('[') && !/\s/.test(cell.text))
        report({
          place: cell.place,
          unexpected: `relative path \`${cell.text}\` in 1.12`,
          expected: 'an absolute path',
        })
    }
  },
})
