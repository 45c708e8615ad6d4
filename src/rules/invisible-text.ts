import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const INVISIBLE =
  /(?:[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]|(?<!\p{Extended_Pictographic}|\ufe0f)\u200d|[\u{e0000}-\u{e0fff}]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f])+/gu
/** Flags of regions are spelt with tag characters after a black flag. */
const FLAG = /\u{1f3f4}$/u

export default defineRule({
  id: 'invisible-text',
  group: 'safety',
  tier: 'pure',
  severity: 'error',
  summary: 'the document holds no invisible or direction-changing characters',
  why: 'They carry orders a person cannot see and an agent obeys, or make a command read otherwise than it runs.',
  kinds: ['handoff', 'reflection', 'mission'],
  fixable: true,
  examples: {
    ok: [{ title: 'emoji joined to one', text: fragment('1.11', 'The family 👨‍👩‍👧 and the flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿 are fine.') }],
    bad: [
      { title: 'zero-width spaces', text: fragment('1.11', 'Run\u200b\u200b the tests.') },
      {
        title: 'a hidden order in tag characters',
        text: fragment(
          '1.11',
          `Fine.${[...'push'].map(c => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}`,
        ),
      },
    ],
  },
  check({ document: { text }, report }) {
    for (const match of text.matchAll(INVISIBLE)) {
      if (FLAG.test(text.slice(Math.max(0, match.index - 2), match.index))) continue
      const points = [...match[0]]
      const hidden = points.map(decodeTag).join('')
      const place = { start: match.index, end: match.index + match[0].length }
      report({
        place,
        unexpected: `invisible text (${describe(points)})${hidden ? ` that reads \`${hidden.slice(0, 80)}\`` : ''}`,
        expected: 'only characters a reader can see',
        fix: [{ ...place, text: '' }],
      })
    }
  },
})

function describe(points: readonly string[]): string {
  const names = [...new Set(points)].map(
    point => `U+${point.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}, ${points.length} in a row`
}

/** Tag characters are ASCII moved up by U+E0000. */
function decodeTag(point: string): string {
  const code = point.codePointAt(0)! - 0xe0000
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ''
}
