import { defineRule } from '../core/lint/rule.ts'
import { plainTitle } from '../core/recognise.ts'
import { section as catalogued, handoffSections, headingText } from '../core/sections.ts'
import { suggest } from '../core/text.ts'
import { fragment } from './_sample.ts'

const byTitle = new Map(handoffSections.sections.map(entry => [plainTitle(entry.title), entry]))

export default defineRule({
  id: 'section-number',
  group: 'structure',
  tier: 'pure',
  severity: 'error',
  summary: 'section numbers and titles are those of the format, and belong together',
  why: 'Everything refers to sections by number: "honour 1.15" must find the decisions there.',
  enforces: ['pw-wrong-content'],
  kinds: ['handoff'],
  fixable: true,
  examples: {
    ok: [
      { text: fragment('1.15', 'No decision on record.') },
      {
        title: 'without the remark in parentheses',
        text: '### 0.1 Workflow Restoration\n\nNO ACTIVE SKILL - proceed to 0.2\n',
      },
    ],
    bad: [
      { title: 'a known title under another number', text: '### 1.14 Decisions - DO NOT REVISIT\n\nNone.\n' },
      { title: 'a known number with another title', text: '### 1.15 Weather\n\nNone.\n' },
      { title: 'a number the format does not have', text: '### 1.27 Appendix\n\nNone.\n' },
    ],
  },
  check({ document, report }) {
    for (const { id, title, depth, heading } of document.sections) {
      if (id === null) continue
      const named = byTitle.get(plainTitle(title))
      const numbered = catalogued(id)
      if (named ? named.id === id : numbered === undefined && !belongs(id)) continue
      const right = named ?? numbered
      const near = right ? undefined : suggest(plainTitle(title), byTitle.keys())
      report({
        place: heading,
        unexpected: numbered ? `title \`${title}\` for section \`${id}\`` : `section number \`${id}\``,
        expected: right ? `\`${headingText(right)}\`` : 'a section of the format',
        ...(near && { help: `did you mean \`${headingText(byTitle.get(near)!)}\`?` }),
        ...(right && { fix: [{ ...heading, text: `${'#'.repeat(depth)} ${headingText(right)}` }] }),
      })
    }
  },
})

/** Numbers of the format's own families; `2.4.1 Changelog` below some heading is the writer's own numbering. */
function belongs(id: string): boolean {
  return /^(?:[01](?:\.\d+){1,2}|[0-9]|Step \d+(?:\.\d+)?)$/.test(id)
}
