import { findPlaceholders } from '../core/lint/placeholders.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'placeholder',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'no placeholder of the template is left',
  why: 'A successor that reads `[current task]` knows that something was there to say, and not what.',
  enforces: ['qc-yaml-populated'],
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [
      {
        title: 'checkboxes, links, lists and tags are content',
        text: fragment('1.21', '- [x] [docs](docs/index.md) built\n- [ ] pages [1] and [2] reviewed'),
      },
      {
        title: 'brackets in code',
        text: fragment('1.19', fenced('if [ -f dist/cli.js ]; then echo $(ls [a-z]*.js); fi', 'bash')),
      },
      {
        title: 'a list in YAML',
        text: fragment('1.20', fenced('goals:\n  ultimate: ship\ntodos: []\nwaiting_for: [agent-1, agent-2]', 'yaml')),
      },
    ],
    bad: [
      { title: 'words in brackets', text: fragment('1.2', '- **Ultimate Goal:** [big picture]') },
      { title: 'words in angle brackets', text: fragment('1.14', 'To resume: `/pull <task-id>`') },
      {
        title: 'a choice that was not made',
        text: fragment('1.20', fenced('mode: "[manual|auto|checkpoint]"', 'yaml')),
      },
      { title: 'a path of the template', text: fragment('0.2', fenced('Read("/absolute/path/to/impl.md")')) },
    ],
  },
  check({ document, report }) {
    for (const { text, place } of findPlaceholders(document))
      report({
        place,
        unexpected: `placeholder \`${text}\``,
        expected: 'the real value',
        help: 'when there is none, write `none` or null',
      })
  },
})
