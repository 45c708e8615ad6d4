import { suggest } from '../../core/text.ts'
import { defineCheck } from '../check.ts'
import { command, skill } from '../example.ts'
import { anchorsOf } from '../headings.ts'
import { folderOf, joinPath, type Pack, type PackFile } from '../pack.ts'

const SCHEME = /^[a-z][a-z0-9+.-]*:|^\/\//i

export default defineCheck({
  id: 'links-resolve',
  severity: 'error',
  summary: 'Every relative link leads to a file of the pack, every anchor to a heading',
  why: 'Material that is loaded on demand is lost when its link is broken: the agent goes on without it.',
  examples: {
    ok: [
      {
        ...skill('Read [the rules](references/rules.md#order).'),
        'skills/release/references/rules.md': '# Rules\n\n## Order\n',
      },
      command('See [below](#undo).\n\n## Undo\n\nDelete the tag.'),
    ],
    bad: [
      skill('Read [the rules](references/rules.md).'),
      {
        ...skill('Read [the rules](references/rules.md#odrer).'),
        'skills/release/references/rules.md': '# Rules\n\n## Order\n',
      },
      command('See [below](#undo).'),
      command('See [the secrets](../../../etc/passwd).'),
    ],
  },
  check({ pack, files, report }) {
    for (const file of files)
      for (const link of file.view.links) {
        const problem = SCHEME.test(link.url) ? null : broken(pack, file, link.url)
        if (problem) report(file, { place: { start: link.start, end: link.end }, ...problem })
      }
  },
})

function broken(pack: Pack, file: PackFile, url: string): { unexpected: string; expected: string } | null {
  const [rawPath = '', anchor] = url.split('#', 2)
  const path = decode(rawPath.split('?')[0]!)
  const target = path === '' ? file.path : joinPath(path.startsWith('/') ? '' : folderOf(file.path), path)
  if (target === null) return { unexpected: `link to \`${url}\``, expected: 'a file inside the pack' }
  if (target !== '' && !pack.exists(target))
    return {
      unexpected: `link to missing \`${path}\``,
      expected: nearest(target, pack.source.paths) ?? 'a file of the pack',
    }
  const page = pack.at(target)
  if (anchor === undefined || anchor === '' || !page) return null
  const anchors = anchorsOf(page)
  if (anchors.has(decode(anchor))) return null
  return {
    unexpected: `anchor \`#${anchor}\` that no heading of ${target} has`,
    expected: nearest(anchor, anchors, '#') ?? 'the anchor of a heading',
  }
}

const nearest = (name: string, known: Iterable<string>, mark = ''): string | undefined => {
  const near = suggest(name, known)
  return near === undefined ? undefined : `\`${mark}${near}\``
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
