import { findCalls } from '../core/lint/calls.ts'
import { defineRule, type Place } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'wrong-content',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'the todo call, the state and the reflection stand in their own sections',
  why: 'Content under the wrong heading is a mark of a corrupted document: it is executed at the wrong time or never.',
  enforces: ['pw-wrong-content', 'fb-skill-placement'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.3', fenced('TodoWrite([])')) }],
    bad: [
      { title: 'the todo call in 0.1', text: fragment('0.1', fenced('TodoWrite([])')) },
      { title: 'the state in 1.19', text: fragment('1.19', fenced('format_version: "3.0"\nmode: auto', 'yaml')) },
    ],
  },
  check({ document, report }) {
    const say = (place: Place, what: string, here: string | null, home: string) =>
      report({ place, unexpected: `${what} in section \`${here ?? 'without number'}\``, expected: `it in \`${home}\`` })
    for (const { name, args, section, place } of findCalls(document))
      if (
        name === 'TodoWrite' &&
        args[0]?.kind === 'list' &&
        section !== '0.3' &&
        section !== '1.8' &&
        section !== 'Step 2'
      )
        say(place, '`TodoWrite()` call', section, '0.3')
    for (const { section, value, place, lang } of document.fences)
      if (section !== '1.20' && /^format_version\s*:/m.test(value) && (lang === 'yaml' || lang === 'yml'))
        say(place, 'machine-readable state', section, '1.20')
  },
})
