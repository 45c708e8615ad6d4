import { defineCheck } from '../check.ts'
import { command, skill } from '../example.ts'
import { folderOf, joinPath, type Pack, type PackFile } from '../pack.ts'

/** Folders of a pack or a skill; a path that starts with another folder is the user's project, not ours to judge. */
const OWN = 'commands|workflows|skills|agents|hooks|schemas|references|scripts|assets|templates|examples'
const PATH = new RegExp(
  `(?<![\\w./$}~-])(?:\\$\\{?CLAUDE_(?:PLUGIN_ROOT|SKILL_DIR)\\}?/|@|\\./)?((?:${OWN})/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)`,
  'g',
)

export default defineCheck({
  id: 'files-exist',
  severity: 'error',
  summary: 'Every file of the pack that is named exists',
  why: 'An agent that is told to read or run a file that is not there loses a turn, or writes its own.',
  examples: {
    ok: [
      { ...skill('Run `scripts/tag.sh`.'), 'skills/release/scripts/tag.sh': '#!/bin/sh\n' },
      command('Change `src/version.ts`.'),
    ],
    bad: [
      skill('Run `scripts/tag.sh`.'),
      command('Follow `workflows/ending.md`.'),
      command('Read @skills/release/SKILL.md first.'),
    ],
  },
  check({ pack, files, report }) {
    for (const file of files) {
      if (file.role === 'docs') continue
      const views = [{ text: file.view.prose, at: 0 }, ...file.view.code.map(({ value, at }) => ({ text: value, at }))]
      for (const { text, at } of views)
        for (const match of text.matchAll(PATH)) {
          const path = match[1]!.replace(/[.]+$/, '')
          if (!/\.[A-Za-z0-9]{1,8}$/.test(path) || found(pack, file, path)) continue
          const start = at + match.index + match[0].length - match[1]!.length
          report(file, {
            place: { start, end: start + path.length },
            severity: isOurs(pack, file, path, match[0]) ? 'error' : 'warning',
            unexpected: `mention of missing \`${path}\``,
            expected: 'a file of the pack',
          })
        }
    }
  },
})

/** The pack has such a folder, or the path is anchored in it; otherwise a folder of the user's project may be meant. */
const isOurs = (pack: Pack, file: PackFile, path: string, mention: string): boolean =>
  mention !== path || found(pack, file, path.slice(0, path.indexOf('/')))

/** From the root, from the file's own folder, or from any folder above it: `references/x.md` inside a reference means the skill's. */
function found(pack: Pack, file: PackFile, path: string): boolean {
  for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
    const target = joinPath(folder, path)
    if (target !== null && pack.exists(target)) return true
    if (folder === '') return false
  }
}
