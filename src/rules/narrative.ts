import { textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { sectionOpen } from '../core/lint/text.ts'
import { fragment } from './_sample.ts'

/** Two or three paragraphs are asked for; fewer words than this are a headline. */
const MIN_WORDS = 40

const story =
  'We began with the reader, because everything else rests on it, and wrote it as a stream after the user pointed out that the files exceed memory. Two subagents wrote tests while the main agent watched; the second one failed twice on a missing fixture, which is why it was started anew. The user likes short questions and quick decisions.'

export default defineRule({
  id: 'narrative',
  group: 'context',
  tier: 'pure',
  severity: 'warning',
  summary: '1.11 tells in prose what lists cannot',
  why: 'Tone, unspoken limits and the reason behind the order of things survive in a story only.',
  enforces: ['qc-ctx-concepts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.11', story) }],
    bad: [
      { title: 'a headline', text: fragment('1.11', 'Worked on the reader.') },
      { title: 'a list', text: fragment('1.11', '- reader\n- tests') },
    ],
  },
  check({ document, report }) {
    const section = document.section('1.11')
    if (!section || section.nodes.length === 0 || sectionOpen(document, section)) return
    const prose = section.nodes
      .filter(node => node.type === 'paragraph')
      .map(textOf)
      .join(' ')
    const words = prose.split(/\s+/).filter(Boolean).length
    if (words < MIN_WORDS)
      report({
        place: section.heading,
        unexpected: `narrative of ${words} words`,
        expected: 'two or three paragraphs of prose',
      })
  },
})
