import { findPlaceholders } from '../core/lint/placeholders.ts'
import { defineRule, type Place } from '../core/lint/rule.ts'
import { explain } from '../core/lint/schema.ts'
import { stateOf } from '../core/lint/state.ts'
import { isOpen, lineOf } from '../core/lint/text.ts'
import validate from '../generated/validators/workflow-state.js'
import { fenced, fragment } from './_sample.ts'
import { stateYaml } from './_state.ts'

export default defineRule({
  id: 'yaml-schema',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'error',
  summary: 'the state has exactly the keys of the format, each with a value of its type',
  why: 'What the schema refuses cannot be saved, loaded or restored.',
  enforces: ['qc-yaml-populated', 'qc-yaml-subagents', 'fb-relative-paths'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.20', fenced(stateYaml(), 'yaml')) }],
    bad: [
      {
        title: 'a key misspelt',
        text: fragment('1.20', fenced(stateYaml().replace('skill_stack:', 'skills_stack:'), 'yaml')),
      },
      {
        title: 'a status that does not exist',
        text: fragment('1.20', fenced(stateYaml().replace('status: in_progress', 'status: doing'), 'yaml')),
      },
      {
        title: 'a relative path',
        text: fragment('1.20', fenced(stateYaml().replace('project_path: /code/shop', 'project_path: ./shop'), 'yaml')),
      },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state || validate(state.value)) return
    const placeholders = findPlaceholders(document).map(({ place }) => place)
    for (const { pointer, ...words } of explain(validate.errors ?? [], state.value)) {
      const place = state.place(pointer)
      if (isOpen(document, lineOf(document.text, place)) || placeholders.some(other => overlap(other, place))) continue
      report({ place, ...words })
    }
  },
})

function overlap(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end && b.end - b.start < 400
}
