import { defineCheck } from '../check.ts'
import type { Pack } from '../pack.ts'

const page = (text: string): Record<string, string> => ({ 'docs/cli.md': text })

/** Words that stand for the verbs and tools of the small world the examples run in. */
const everything = '`midstride lint`, `midstride draft`; update_task claim_task create_task store_memory'

export default defineCheck({
  id: 'all-documented',
  severity: 'error',
  summary: 'Every verb and every tool of midstride stands in its documentation',
  why: 'What is not written down is not found: not by people, and not by the agents that read the documentation for them.',
  examples: {
    ok: [page(`# Command line\n\n${everything}\n`)],
    bad: [
      page(`# Command line\n\n${everything.replace('`midstride draft`', '')}\n`),
      page(`# Command line\n\n${everything.replace('claim_task', '')}\n`),
    ],
  },
  check({ pack, world, reportPack }) {
    const docs = pack.files.filter(({ role }) => role === 'docs')
    if (!docs.some(({ path }) => path.startsWith('docs/'))) return
    for (const verb of world.verbs.keys())
      if (!mentions(pack, new RegExp(`\\bmidstride ${verb}\\b`)))
        reportPack('docs', {
          unexpected: `verb \`midstride ${verb}\` that no page names`,
          expected: 'a mention in README.md or docs/',
        })
    for (const tool of world.tools.keys())
      if (!mentions(pack, new RegExp(`\\b${tool}\\b`)))
        reportPack('docs', {
          unexpected: `tool \`${tool}\` that no page names`,
          expected: 'a mention in README.md or docs/',
        })
  },
})

const mentions = (pack: Pack, name: RegExp): boolean =>
  pack.files.some(({ role, text }) => role === 'docs' && name.test(text))
