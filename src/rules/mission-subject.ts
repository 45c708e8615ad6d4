import { defineRule } from '../core/lint/rule.ts'
import { handoffSections } from '../core/sections.ts'
import { mission } from './_mission.ts'

const [SUBJECT] = handoffSections.mission.task_subject.split(' - ')
const LINE = new RegExp(`${SUBJECT}\\b[ \\t]*(?:[-–—:][ \\t]*)?([^\\n]{0,120})`)

export default defineRule({
  id: 'mission-subject',
  group: 'mission',
  tier: 'pure',
  severity: 'error',
  summary: 'the task that holds the state is named with its time',
  why: 'The newest one is taken up; without a time nobody knows which that is.',
  enforces: ['mc-subject'],
  kinds: ['mission'],
  examples: {
    ok: [
      { text: `# MISSION STATE - 2026-03-02T16:20:00Z\n\n${mission()}` },
      { title: 'a bare document', text: mission() },
    ],
    bad: [{ text: `# MISSION STATE - later\n\n${mission()}` }],
  },
  check({ document, report }) {
    const match = LINE.exec(document.text)
    if (!match || /\d{4}-\d{2}-\d{2}/.test(match[1]!) || /^["']?\[/.test(match[1]!)) return
    report({
      place: { start: match.index, end: match.index + match[0].trimEnd().length },
      unexpected: `\`${match[0].trim()}\` without a time`,
      expected: `\`${SUBJECT} - 2026-03-02T16:20:00Z\``,
    })
  },
})
