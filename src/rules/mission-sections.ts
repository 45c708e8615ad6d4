import { missionOf, PARTS } from '../core/lint/mission.ts'
import { defineRule } from '../core/lint/rule.ts'
import { mission } from './_mission.ts'

export default defineRule({
  id: 'mission-sections',
  group: 'mission',
  tier: 'pure',
  severity: 'error',
  summary: 'a mission handoff has its four parts, in order, none of them empty',
  why: 'Mission control rebuilds itself from these four; what is missing is asked of the user again.',
  enforces: ['mc-sections', 'mc-decisions'],
  kinds: ['mission'],
  examples: {
    ok: [
      { text: mission() },
      { title: 'without the top heading', text: mission().replace('## Mission Handoff\n', '') },
    ],
    bad: [
      { title: 'one is missing', text: mission().replace(/### Open Questions\n.*\n/, '') },
      { title: 'one is empty', text: mission().replace('- None currently\n', '') },
      {
        title: 'order',
        text: mission()
          .replace('### Status Summary', '### Next Actions')
          .replace(/### Next Actions\nWhen/, '### Status Summary\nWhen'),
      },
    ],
  },
  check({ document, report }) {
    const { heading, parts, all } = missionOf(document)
    const missing = PARTS.filter(title => !parts.has(title))
    if (missing.length > 0)
      report({
        place: heading ?? all[0]?.heading ?? { start: 0, end: 1 },
        unexpected: `mission handoff without \`${missing.join('`, `')}\``,
        expected: PARTS.map(title => `\`${title}\``).join(', '),
      })
    let last = -1
    for (const [title, section] of [...parts].sort((a, b) => a[1].heading.start - b[1].heading.start)) {
      const rank = PARTS.indexOf(title)
      if (rank < last)
        report({ place: section.heading, unexpected: `part \`${title}\` out of order`, expected: PARTS.join(', ') })
      last = Math.max(last, rank)
      if (section.nodes.every(node => node.type === 'heading' || node.type === 'thematicBreak'))
        report({ place: section.heading, unexpected: `empty part \`${title}\``, expected: 'content, or `None`' })
    }
  },
})
