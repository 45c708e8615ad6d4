import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf } from '../core/lint/state.ts'
import { fenced, fragment } from './_sample.ts'

/** Lists whose entries are merged by this key. */
const KEYS: readonly (readonly [path: string, key: string])[] = [
  ['todos.explicit', 'id'],
  ['subagents', 'id'],
  ['documents.design', 'path'],
  ['documents.impl', 'path'],
  ['documents.must_read', 'path'],
  ['artifacts.files', 'path'],
  ['environment.worktrees', 'path'],
]

const todos = (second: string) =>
  fenced(
    `todos:\n  explicit:\n    - id: "1"\n      content: Add tests\n    - id: "${second}"\n      content: Deploy`,
    'yaml',
  )

export default defineRule({
  id: 'yaml-duplicate-id',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'error',
  summary: 'entries of a list have ids of their own',
  why: 'State is merged by id: two todos of one id become one, and the other is gone.',
  enforces: ['qc-org-todos', 'qc-org-subagents'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.20', todos('2')) }],
    bad: [{ text: fragment('1.20', todos('1')) }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const [path, key] of KEYS) {
      const seen = new Set<unknown>()
      for (const { value, pointer } of records(state, path)) {
        const id = value[key]
        if (typeof id !== 'string') continue
        if (seen.has(id))
          report({
            place: state.place(`${pointer}/${key}`),
            unexpected: `second entry ${quote(id)} in \`${path}\``,
            expected: `each \`${key}\` once`,
          })
        seen.add(id)
      }
    }
  },
})
