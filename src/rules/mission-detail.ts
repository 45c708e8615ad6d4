import { missionOf, statusLines } from '../core/lint/mission.ts'
import { defineRule } from '../core/lint/rule.ts'
import { count as counted } from '../core/text.ts'
import { mission } from './_mission.ts'

const TASK = /\b[A-Z][A-Z0-9]{0,9}-\d+\b|#\d+\b/g

export default defineRule({
  id: 'mission-detail',
  group: 'mission',
  tier: 'pure',
  severity: 'warning',
  summary: 'tasks in progress or blocked are named, as many as are counted',
  why: 'A number alone does not tell the next controller which agent to ask.',
  enforces: ['mc-status'],
  kinds: ['mission'],
  examples: {
    ok: [{ text: mission() }],
    bad: [
      { title: 'in progress, but which', text: mission().replace('1 task (T-004, agent abc123)', '1 task') },
      {
        title: 'more named than counted',
        text: mission().replace('1 task (T-004, agent abc123)', '1 task (T-004, T-009)'),
      },
    ],
  },
  check({ document, report }) {
    const section = missionOf(document).parts.get('Status Summary')
    for (const { status, count, detail, place } of section ? statusLines(document, section) : []) {
      const known = /^(?:in progress|blocked)$/i.test(status)
      if (!known || !count) continue
      const named = new Set((detail.split(/\bwaiting\b|\bon\b|\bafter\b/i)[0] ?? '').match(TASK) ?? [])
      if (detail.replace(/^tasks?\b/i, '').replace(/[\s().]/g, '') === '')
        report({
          place,
          unexpected: `${counted(count, 'task')} under \`${status}\` without a name`,
          expected: 'their ids, and the agents that work on them',
        })
      else if (named.size > count)
        report({
          place,
          unexpected: `${counted(named.size, 'task')} named for a count of ${count}`,
          expected: 'the count to be that of the tasks named',
        })
    }
  },
})
