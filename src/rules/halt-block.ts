import { haltOf } from '../core/lint/halt.ts'
import { defineRule } from '../core/lint/rule.ts'
import { reflection } from './_reflection.ts'

const dump =
  '---\nDUMP COMPLETE. Work paused at checkpoint.\n\nTo resume: `/pull T-17` or claim the follow-up tasks created above.\n---\n'

export default defineRule({
  id: 'halt-block',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'the halt block is word for word that of the format, and nothing follows it',
  why: 'Hooks recognise the end of a session by it; a session that goes on after it overwrites what it has just handed over.',
  enforces: ['dp-halt'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: `${reflection()}\n${dump}` }, { title: 'a file that holds only a reflection', text: reflection() }],
    bad: [
      { title: 'other words', text: `${reflection()}\n${dump.replace('Work paused at checkpoint', 'Work paused')}` },
      { title: 'a rule is missing', text: `${reflection()}\n${dump.replace(/^---\n/, '')}` },
      { title: 'work goes on', text: `${reflection()}\n${dump}\nNow let me fix the tests.\n` },
    ],
  },
  check({ document, report }) {
    const halt = haltOf(document)
    if (halt?.wrong)
      report({
        place: { start: halt.wrong.place.start, end: Math.max(halt.wrong.place.end, halt.wrong.place.start + 1) },
        unexpected:
          halt.wrong.found.trim() === ''
            ? 'line missing in the halt block'
            : `line \`${halt.wrong.found.trim().slice(0, 100)}\` in the halt block`,
        expected: halt.wrong.expected === '' ? 'an empty line' : `\`${halt.wrong.expected}\``,
      })
    if (halt?.after)
      report({ place: halt.after, unexpected: 'text after the halt block', expected: 'the end of the session' })
  },
})
