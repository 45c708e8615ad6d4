import { placeOf, textOf } from '../core/document.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fragment } from './_sample.ts'

const SCHEME = /^\s*(?:javascript|data|vbscript|file):/i
const HOST = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?:[/:?#]|$)/i

export default defineRule({
  id: 'unsafe-link',
  group: 'safety',
  tier: 'pure',
  severity: 'error',
  summary: 'links lead where they say, and images load nothing from elsewhere',
  why: 'A preview that loads a remote image tells its owner that, and what, was read.',
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('1.3', 'See [the docs](https://example.org/docs) and https://example.org.') }],
    bad: [
      { title: 'a script', text: fragment('1.3', '[open](javascript:alert(1))') },
      { title: 'another host than it says', text: fragment('1.3', '[github.com/shop](https://example.net/shop)') },
      { title: 'a remote image', text: fragment('1.3', '![status](https://example.net/pixel.png?q=state)') },
    ],
  },
  check({ document, report }) {
    for (const type of ['link', 'image', 'definition'] as const)
      for (const node of document.nodes(type)) {
        const place = placeOf(node)
        const said = node.type === 'link' ? HOST.exec(textOf(node).trim())?.[1]?.toLowerCase() : undefined
        const real = HOST.exec(node.url)?.[1]?.toLowerCase()
        if (SCHEME.test(node.url))
          report({ place, unexpected: `link with \`${node.url.trim().split(':')[0]}:\``, expected: 'https, or a path' })
        else if (said && real && said !== real && !real.endsWith(`.${said}`) && !said.endsWith(`.${real}`))
          report({ place, unexpected: `link that says \`${said}\` and leads to \`${real}\``, expected: 'one host' })
        else if (type === 'image' && /^(?:https?:)?\/\//i.test(node.url))
          report({
            place,
            unexpected: `image from \`${real ?? 'elsewhere'}\``,
            expected: 'a link to it, or a local file',
            severity: 'warning',
          })
      }
  },
})
