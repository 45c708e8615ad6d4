import { textOf } from '../core/document.ts'
import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { isRecord } from '../core/lint/state.ts'
import { todoList } from '../core/lint/todos.ts'
import { oneLine } from '../core/text.ts'
import { fenced, fragment } from './_sample.ts'

const boot = fragment(
  '0.3',
  fenced('TodoWrite([{"content": "Add tests", "status": "pending", "activeForm": "Adding tests"}])'),
)

export default defineRule({
  id: 'todos-listed',
  group: 'todos',
  tier: 'pure',
  severity: 'error',
  summary: 'every unfinished todo of 0.3 stands word for word in 1.8',
  why: '1.8 is where people look; a todo in other words there is another todo.',
  enforces: ['qc-org-todos', 'rf-todos'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${boot}\n${fragment('1.8', '**Main Agent Todos (VERBATIM):**\n\n- [ ] Add tests (pending)')}` }],
    bad: [{ text: `${boot}\n${fragment('1.8', '**Main Agent Todos (VERBATIM):**\n\n- [ ] Testing')}` }],
  },
  check({ document, report }) {
    const section = document.section('1.8')
    const list = todoList(document)
    if (!section || section.nodes.length === 0 || !list) return
    const listed = oneLine(section.nodes.map(textOf).join(' '))
    const said = oneLine(document.bodyOf(section))
    for (const { value, pointer } of list.items) {
      if (!isRecord(value) || typeof value.content !== 'string' || value.status === 'completed') continue
      const words = oneLine(value.content)
      if (words !== '' && !listed.includes(words) && !said.includes(words))
        report({
          place: list.place(`${pointer}/content`),
          unexpected: `todo ${quote(words)} that 1.8 does not list`,
          expected: 'the same words in 1.8',
        })
    }
  },
})
