import { compare } from '../core/lint/agree.ts'
import { tablePaths } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, type StateView, stateOf } from '../core/lint/state.ts'
import { inside, sectionOpen } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (path: string) =>
  fragment('1.20', fenced(`documents:\n  design: []\n  impl:\n    - path: ${path}\n  must_read: []`, 'yaml'))
const listed = fragment(
  '1.9',
  '| Path | From | Phase/Task | Tracking? |\n|---|---|---|---|\n| /code/shop/plan.md | design | Phase 3 | Yes |',
)

export default defineRule({
  id: 'plans-agree',
  group: 'plans',
  tier: 'pure',
  severity: 'error',
  summary: 'the documents of 1.9 and 1.10 are those of the YAML',
  why: 'The successor reads the tables, the plugin reads the YAML; a plan in one of them only is found by one of them.',
  enforces: ['qc-plans-absolute', 'qc-org-progress', 'qc-final-plans'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${listed}\n${yaml('/code/shop/plan.md')}` }],
    bad: [{ text: `${listed}\n${yaml('/code/shop/other.md')}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const [id, keys] of PLACES) {
      const section = document.section(id)
      if (!section || section.nodes.length === 0 || (sectionOpen(document, section) && section.nodes.length === 1))
        continue
      const here = tablePaths(document)
        .filter(({ place }) => inside(section.body, place))
        .map(({ path, place }) => ({ key: path, place }))
      const there = keys.flatMap(key => entries(state, key))
      if (here.length > 0 || there.length > 0)
        compare(here, there, { thing: 'document', here: id, there: '1.20' }, report)
    }
  },
})

const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['1.9', ['documents.design', 'documents.impl']],
  ['1.10', ['documents.must_read']],
]

function entries(state: StateView, path: string) {
  return records(state, path).flatMap(({ value, pointer }) =>
    typeof value.path === 'string' ? [{ key: value.path, place: state.place(`${pointer}/path`) }] : [],
  )
}
