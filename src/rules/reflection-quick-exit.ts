import { lastReflection, QUICK_EXIT } from '../core/lint/reflection.ts'
import { defineRule } from '../core/lint/rule.ts'

const quick = (line: string) => `## Framework Reflection\n${line}\n`

export default defineRule({
  id: 'reflection-quick-exit',
  group: 'reflection',
  tier: 'pure',
  severity: 'error',
  summary: 'the one-line form quotes the question, and nothing follows',
  why: 'It says that no work was done; fields behind it say the opposite.',
  enforces: ['dp-quick-exit'],
  kinds: ['reflection', 'handoff', 'mission'],
  examples: {
    ok: [{ text: quick('Answered user\'s question: "Which port does the server use?"') }],
    bad: [
      { title: 'no question', text: quick("Answered user's question.") },
      { title: 'a field behind it', text: quick('Answered user\'s question: "Which port?"\n\n**Outcome**: success') },
    ],
  },
  check({ document, report }) {
    const found = lastReflection(document)
    if (!found?.quickExit) return
    const { line, place } = found.quickExit
    const words = line.replace(/[‘’]/g, "'").replace(/[“”]/g, '"')
    if (!words.startsWith(QUICK_EXIT) || !/^"[^"]{1,2000}"[.]?$/.test(words.slice(QUICK_EXIT.length).trim()))
      report({ place, unexpected: `\`${line.slice(0, 80)}\``, expected: `\`${QUICK_EXIT}"the question"\`` })
    for (const entry of found.entries.slice(0, 1))
      report({
        place: entry.place,
        unexpected: `field \`${entry.label}\` behind the one-line form`,
        expected: 'one of the two forms',
      })
  },
})
