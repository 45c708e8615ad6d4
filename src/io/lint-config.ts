import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UserError } from '../core/errors.ts'

const FILES = [
  '.midstriderc.json',
  '.midstriderc.yaml',
  '.midstriderc.yml',
  'midstride.config.json',
  'midstride.config.yaml',
  'midstride.config.yml',
  'midstride.config.js',
  'midstride.config.mjs',
]

/** The nearest configuration, from a folder upwards; null when there is none. A folder with `.git` is the last one looked at. */
export async function findLintConfig(start: string): Promise<{ folder: string; name: string; value: unknown } | null> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    for (const name of FILES) {
      const file = path.join(folder, name)
      const text = await readFile(file, 'utf8').catch(() => null)
      if (text !== null) return { folder, name: file, value: await parse(file, text) }
    }
    const manifest = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => null)
    if (manifest?.includes('"midstride"')) {
      const file = path.join(folder, 'package.json')
      const { midstride } = json(file, manifest) as { midstride?: unknown }
      if (typeof midstride === 'object' && midstride !== null)
        return { folder, name: `${file} (midstride)`, value: midstride }
    }
    const top = await readFile(path.join(folder, '.git', 'HEAD'), 'utf8').catch(() => null)
    if (top !== null || path.dirname(folder) === folder) return null
  }
}

async function parse(file: string, text: string): Promise<unknown> {
  if (/\.m?js$/.test(file)) return load(file)
  if (file.endsWith('.json')) return json(file, text)
  const { parseYaml } = await import('../core/yaml.ts')
  const { value, issues } = parseYaml(text)
  if (issues[0]) throw new UserError(`${file} is no valid YAML: ${issues[0].message}`, 'mend it, or remove it')
  return value ?? {}
}

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(`${file} is no valid JSON: ${(error as Error).message}`, 'mend it, or remove it')
  }
}

/** Settings written as code run with the rights of whoever runs midstride, as those of every linter do. */
async function load(file: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(file).href)).default
  } catch (error) {
    throw new UserError(
      `${file} cannot be loaded: ${(error as Error).message}`,
      'mend it, or write the settings as JSON',
    )
  }
}
