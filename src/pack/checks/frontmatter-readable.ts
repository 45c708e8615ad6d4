import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'frontmatter-readable',
  severity: 'error',
  summary: 'Front matter is YAML between two lines of `---`',
  why: 'A host that cannot read the front matter loads the prompt without its description and its tools, or not at all. Front matter in a programming language is code that some tools run.',
  examples: {
    ok: [command('Cut the release.')],
    bad: [
      { 'commands/ship.md': '---js\n{ description: "Use when shipping." }\n---\n\nCut the release.\n' },
      { 'commands/ship.md': '---\ndescription: Use when shipping.\n\nCut the release.\n' },
      { 'commands/ship.md': '---\ndescription: [Use when\n---\n\nCut the release.\n' },
      { 'commands/ship.md': '# Ship\n\nCut the release.\n' },
    ],
  },
  check({ pack, report }) {
    for (const file of pack.files) {
      for (const { unexpected, expected, place } of file.front.issues) report(file, { unexpected, expected, place })
      if (file.front.state === 'none' && file.role === 'entry')
        report(file, {
          place: { start: 0, end: Math.min(1, file.text.length) },
          unexpected: `${file.kind} without front matter`,
          expected: 'a block of YAML between two lines of `---` at the top of the file',
        })
    }
  },
})
