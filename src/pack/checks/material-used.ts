import { defineCheck } from '../check.ts'
import { skill } from '../example.ts'
import { folderOf, joinPath, type PackFile } from '../pack.ts'

/** What hosts and people read without being sent there. */
const KNOWN = /^(?:LICENSE|README|CHANGELOG|NOTICE)(?:\.\w+)?$|^agents\/openai\.yaml$|^\./

export default defineCheck({
  id: 'material-used',
  severity: 'warning',
  summary: 'Every file beside a SKILL.md is named by the skill',
  why: 'An agent opens what it is pointed to. A reference that nothing names is never read, and still travels with every install.',
  examples: {
    ok: [{ ...skill('Read [the rules](references/rules.md).'), 'skills/release/references/rules.md': '# Rules\n' }],
    bad: [{ ...skill('Cut the release.'), 'skills/release/references/rules.md': '# Rules\n' }],
  },
  check({ pack, files, reportPack }) {
    for (const skillFile of files.filter(({ kind, role }) => kind === 'skill' && role === 'entry')) {
      const root = folderOf(skillFile.path)
      const texts = files.filter(({ path }) => path.startsWith(`${root}/`))
      for (const path of pack.source.paths) {
        if (!path.startsWith(`${root}/`) || path === skillFile.path || pack.isFolder(path)) continue
        const relative = path.slice(root.length + 1)
        if (!KNOWN.test(relative) && !texts.some(file => file.path !== path && names(file, path, relative)))
          reportPack(path, {
            unexpected: `file that nothing in ${root} names`,
            expected: 'a link from SKILL.md, or no such file',
          })
      }
    }
  },
})

const names = (file: PackFile, path: string, relative: string): boolean =>
  file.text.includes(relative) ||
  file.view.links.some(({ url }) => joinPath(folderOf(file.path), url.split('#')[0]!) === path)
