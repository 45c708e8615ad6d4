/** THIRD_PARTY_NOTICES.md: the licence of every package whose code stands inside a bundle. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Metafile } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')

/** Package folders behind the inputs of a bundle. */
function packagesOf(metafiles: Metafile[]): string[] {
  const folders = new Set<string>()
  for (const { inputs } of metafiles)
    for (const input of Object.keys(inputs)) {
      const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)
      if (match) folders.add(match[0].replace(/^.*?node_modules\//, 'node_modules/'))
    }
  return [...folders].sort()
}

async function licenceText(folder: string): Promise<string> {
  const files = await readdir(folder)
  const file = files.find(name => /^(licen[cs]e|copying)(\.|$|-)/i.test(name))
  return file ? (await readFile(path.join(folder, file), 'utf8')).replace(/\r\n/g, '\n').trim() : ''
}

/** Writes the notices; packages with the same licence text share one copy of it. */
export async function writeNotices(metafiles: Metafile[]): Promise<void> {
  const byText = new Map<string, string[]>()
  for (const folder of packagesOf(metafiles)) {
    const { name, license } = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'))
    const text = (await licenceText(path.join(root, folder))) || `Licence: ${license}`
    byText.set(text, [...(byText.get(text) ?? []), `${name} (${license})`])
  }
  const parts = [...byText].map(([text, names]) => `## ${names.join(', ')}\n\n\`\`\`\n${text}\n\`\`\`\n`).sort()
  const head = '# Third-party notices\n\nThe bundles in `dist/` contain code of these packages.\n'
  await writeFile(path.join(root, 'THIRD_PARTY_NOTICES.md'), [head, ...parts].join('\n'))
}
