import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'
import { session } from './_session.ts'

const evidence = {
  session: session({
    subagents: [
      {
        id: 'agent-7f',
        type: 'tester',
        description: 'cart tests',
        prompt: 'write tests',
        status: 'running',
        result: null,
        worktree: null,
        ref: 'a1',
      },
    ],
  }),
}

export default defineRule({
  id: 'subagents-missing',
  group: 'subagents',
  tier: 'transcript',
  severity: 'error',
  summary: 'every subagent of the transcript that has not ended is listed',
  why: 'An agent in flight that nobody mentions goes on alone, and its work is done a second time.',
  enforces: ['qc-org-subagents', 'qc-org-ownership'],
  kinds: ['handoff', 'mission'],
  examples: {
    ok: [{ text: fragment('1.1', 'Running: `agent-7f`.'), evidence }],
    bad: [{ text: fragment('1.1', 'Nothing is in flight.'), evidence }],
  },
  check({ document, evidence, report }) {
    const section = document.section('1.1') ?? document.sections[0]
    for (const { id, description, status } of evidence.session?.subagents ?? [])
      if (section && (status === 'running' || status === 'unknown') && !document.text.includes(id))
        report({
          place: section.heading,
          unexpected: `document without subagent ${quote(id)} (${description ?? 'no description'}), which is still running`,
          expected: 'every agent in flight',
        })
  },
})
