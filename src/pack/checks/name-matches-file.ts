import { defineCheck } from '../check.ts'
import { command, skill } from '../example.ts'

export default defineCheck({
  id: 'name-matches-file',
  severity: 'error',
  summary: 'The name is the file name, and for a skill the folder name',
  why: 'Hosts call a prompt by its file or folder. A different name in the front matter is refused by some and makes others call something that is not there.',
  examples: {
    ok: [command('Cut the release.', { name: 'ship' }), skill('Cut the release.')],
    bad: [
      command('Cut the release.', { name: 'release' }),
      skill('Cut the release.', { name: 'releases' }),
      { 'skills/release/skill.md': '---\nname: release\ndescription: Use when shipping.\n---\n\nCut it.\n' },
    ],
  },
  check({ pack, files, report }) {
    for (const file of files) {
      const { name } = file.front.data
      const expected = file.name.split(/[:/]/).at(-1)!
      if (file.role === 'entry' && typeof name === 'string' && name !== expected)
        report(file, {
          place: file.front.placeOf('/name'),
          unexpected: `name \`${name}\` in ${file.path}`,
          expected: `\`${expected}\``,
          help: 'rename one of the two',
        })
    }
    for (const file of pack.files)
      if (file.role === 'material' && /(^|\/)skill\.md$/i.test(file.path))
        report(file, {
          place: { start: 0, end: Math.min(1, file.text.length) },
          unexpected: `file ${file.path}`,
          expected: '`SKILL.md` in capitals, which is what hosts look for',
        })
  },
})
