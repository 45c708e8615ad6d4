import type { HandoffDocument } from '../core/document.ts'
import { plainText, quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { records, stateOf, stringAt, valueAt } from '../core/lint/state.ts'
import { isOpen, lineOf } from '../core/lint/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (prompt: string, status = 'running') =>
  fragment(
    '1.20',
    fenced(
      `subagents:\n  - id: agent-7f\n    persona: tester\n    prompt_summary: ${prompt}\n    task: cart tests\n    status: ${status}\n    output_summary: null\n    blockers: []`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'subagent-detail',
  group: 'subagents',
  tier: 'pure',
  severity: 'warning',
  summary: 'an unfinished subagent says what it was asked, a blocked or failed one what went wrong',
  why: 'Without the prompt an agent cannot be replaced, only guessed at.',
  enforces: ['qc-org-subagents', 'qc-yaml-subagents'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml('write tests for the cart reducer') }],
    bad: [
      { title: 'no prompt', text: yaml('null') },
      { title: 'failed, and nobody knows why', text: yaml('write tests', 'failed') },
    ],
  },
  check({ document, report }) {
    const state = stateOf(document)
    if (!state) return
    for (const { value, pointer } of records(state, 'subagents')) {
      const status = stringAt(value, 'status')
      if (status === null || status === 'completed') continue
      const who = `subagent ${quote(String(value.id ?? '?'))}`
      const prompt = state.place(`${pointer}/prompt_summary`)
      if (
        !stringAt(value, 'prompt_summary') &&
        !isOpen(document, lineOf(document.text, prompt)) &&
        !told(document, value.id, 'Original Prompt')
      )
        report({ place: prompt, unexpected: `${who} without its prompt`, expected: 'what it was asked to do' })
      const blockers = valueAt(value, 'blockers')
      const explained = (Array.isArray(blockers) && blockers.length > 0) || stringAt(value, 'output_summary')
      if ((status === 'blocked' || status === 'failed') && !explained && !told(document, value.id, 'Output/Blockers'))
        report({
          place: state.place(`${pointer}/status`),
          unexpected: `${who} that is ${status} without a reason`,
          expected: 'the reason in `blockers` or `output_summary`',
        })
    }
  },
})

/** The block of 1.1 on an agent says what is known, if only that nothing is. */
function told(document: HandoffDocument, id: unknown, label: string): boolean {
  const words = plainText(String(id))
  return document.fences.some(({ section, value }) => {
    const [first = ''] = value.split('\n', 1)
    return (
      section?.startsWith('1.1') &&
      plainText(first).startsWith(`AGENT ${words}`) &&
      new RegExp(`^${label}: *\\S`, 'm').test(value)
    )
  })
}
