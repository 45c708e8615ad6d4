import { missionOf, STATUSES, statusLines } from '../core/lint/mission.ts'
import { defineRule } from '../core/lint/rule.ts'
import { mission } from './_mission.ts'

const known = new Set(STATUSES.map(status => status.toLowerCase()))

export default defineRule({
  id: 'mission-status',
  group: 'mission',
  tier: 'pure',
  severity: 'error',
  summary: 'the status summary counts the tasks under each of the four statuses',
  why: 'The counts are what a fresh controller compares with its task list; without a number there is nothing to compare.',
  enforces: ['mc-status'],
  kinds: ['mission'],
  examples: {
    ok: [{ text: mission() }],
    bad: [
      { title: 'a line is missing', text: mission().replace('- Pending: 0 tasks\n', '') },
      { title: 'a word in place of a number', text: mission().replace('3 tasks', 'several tasks') },
      {
        title: 'a status twice',
        text: mission().replace('- Pending: 0 tasks', '- Completed: 0 tasks\n- Pending: 0 tasks'),
      },
    ],
  },
  check({ document, report }) {
    const section = missionOf(document).parts.get('Status Summary')
    if (!section || section.nodes.length === 0) return
    const lines = statusLines(document, section)
    const seen = new Set<string>()
    for (const { status, count, place } of lines) {
      const name = status.toLowerCase()
      if (!known.has(name)) continue
      if (seen.has(name)) report({ place, unexpected: `second line \`${status}\``, expected: 'each status once' })
      seen.add(name)
      if (count === null)
        report({ place, unexpected: `status \`${status}\` without a number`, expected: `\`${status}: N tasks\`` })
    }
    const missing = STATUSES.filter(status => !seen.has(status.toLowerCase()))
    if (missing.length > 0)
      report({
        place: section.heading,
        unexpected: `status summary without \`${missing.join('`, `')}\``,
        expected: STATUSES.map(status => `\`${status}: N tasks\``).join(', '),
      })
  },
})
