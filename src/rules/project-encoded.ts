import { isAbsolute } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { stateOf, stringAt } from '../core/lint/state.ts'
import { encodeProject } from '../core/project.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (encoded: string) =>
  fragment('1.20', fenced(`project_path: /code/shop\nproject_encoded: ${encoded}`, 'yaml'))

export default defineRule({
  id: 'project-encoded',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'error',
  summary: '`project_encoded` is the project path with dashes',
  why: 'It names the folder the plans are searched in; one dash too many and the search finds nothing.',
  enforces: ['qc-plans-searched', 'qc-yaml-populated'],
  kinds: ['handoff'],
  fixable: true,
  examples: {
    ok: [{ text: yaml('code-shop') }],
    bad: [{ text: yaml('-code-shop') }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const path = state && stringAt(state.value, 'project_path')
    const encoded = state && stringAt(state.value, 'project_encoded')
    if (!state || !path || !encoded || !isAbsolute(path) || encodeProject(path) === encoded) return
    const place = state.place('/project_encoded')
    const start = document.text.indexOf(encoded, place.start)
    report({
      place,
      unexpected: `\`project_encoded\` of \`${encoded}\``,
      expected: `\`${encodeProject(path)}\``,
      ...(start >= 0 &&
        start < place.end && { fix: [{ start, end: start + encoded.length, text: encodeProject(path) }] }),
    })
  },
})
