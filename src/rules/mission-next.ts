import type { List } from 'mdast'
import { textOf } from '../core/document.ts'
import { missionOf, statusLines } from '../core/lint/mission.ts'
import { defineRule } from '../core/lint/rule.ts'
import { mission } from './_mission.ts'

export default defineRule({
  id: 'mission-next',
  group: 'mission',
  tier: 'pure',
  severity: 'error',
  summary: 'the next actions are numbered; with work in flight the first of them verify it',
  why: 'What an agent reports is a claim; unblocking others on it spreads the mistake.',
  enforces: ['mc-next'],
  kinds: ['mission'],
  examples: {
    ok: [{ text: mission() }],
    bad: [
      { title: 'prose', text: mission().replace(/1\. Check[\s\S]*$/, 'Go on with T-004.\n') },
      {
        title: 'nothing is verified',
        text: mission().replace(/1\. Check[\s\S]*$/, '1. Unblock T-005 and T-006\n2. Go on\n'),
      },
    ],
  },
  check({ document, report }) {
    const { parts } = missionOf(document)
    const section = parts.get('Next Actions')
    if (!section || section.nodes.length === 0) return
    const steps = section.nodes.filter((node): node is List => node.type === 'list' && node.ordered === true)
    if (steps.length === 0)
      return report({
        place: section.heading,
        unexpected: 'next actions without numbered steps',
        expected: '`1. …`, `2. …`',
      })
    const status = parts.get('Status Summary')
    const flying =
      status && statusLines(document, status).some(line => /^in progress$/i.test(line.status) && (line.count ?? 0) > 0)
    if (flying && !/\b(?:verif|check|confirm|review|inspect|test)/i.test(steps.map(textOf).join(' ')))
      report({
        place: section.heading,
        unexpected: 'next actions that verify nothing, with work in flight',
        expected: 'a step that checks the agents and verifies what they did',
      })
  },
})
