import type { HandoffDocument } from '../core/document.ts'
import { defineRule, type Place } from '../core/lint/rule.ts'
import { stateOf, valueAt } from '../core/lint/state.ts'
import { filledRows, tableWith } from '../core/lint/tables.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { count } from '../core/text.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = (n: number) =>
  fragment(
    '1.20',
    fenced(
      `conversation:\n  user_messages:\n${Array.from({ length: n }, (_, i) => `    - content: message ${i}\n      type: request`).join('\n')}`,
      'yaml',
    ),
  )

export default defineRule({
  id: 'messages-agree',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: '1.7, 1.25 and the YAML hold the same number of user messages',
  why: 'The message that is missing in one of them is usually the one that changed the goal.',
  enforces: ['qc-ctx-messages', 'qc-ctx-1.25'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${fragment('1.7', '1. Build the cart\n2. Use cents')}\n${yaml(2)}` }],
    bad: [{ text: `${fragment('1.7', '1. Build the cart')}\n${yaml(3)}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const messages = state && valueAt(state.value, 'conversation.user_messages')
    if (!Array.isArray(messages)) return
    const seen = [listed(document), tabled(document)]
    for (const found of seen)
      if (found && found.count !== messages.length)
        report({
          place: found.place,
          unexpected: `${count(found.count, 'message')} in ${found.section} for ${messages.length} in 1.20`,
          expected: 'every message of the user in both',
        })
  },
})

function listed(document: HandoffDocument): { count: number; place: Place; section: string } | null {
  const section = document.section('1.7')
  if (!section || sectionOpen(document, section)) return null
  const lists = section.nodes.filter(node => node.type === 'list')
  const items = lists.reduce((sum, list) => sum + list.children.length, 0)
  return lists.length === 0 ? null : { count: items, place: section.heading, section: '1.7' }
}

function tabled(document: HandoffDocument): { count: number; place: Place; section: string } | null {
  const table = tableWith(document, '1.25', 'Type', 'Message')
  return table ? { count: filledRows(table).length, place: table.header[0]!.place, section: '1.25' } : null
}
