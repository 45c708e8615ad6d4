import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { WordHit, World } from '../core/evidence.ts'
import { git } from './git.ts'

export interface WorldRequest {
  /** Absolute root of the project. */
  root: string
  inRepository: boolean
  paths: readonly string[]
  contents: readonly string[]
  words: readonly string[]
  /** Files whose times witness whether times can be believed, and the moment they have to be older than. */
  witnesses?: { paths: readonly string[]; before: string | null }
}

/** More than a document can sensibly name; the rest counts as not asked. */
const MAX_PATHS = 20_000
const MAX_WORDS = 400
const MAX_HITS = 50
const MAX_CONTENT = 1024 * 1024
const MAX_LISTED = 100_000

/** Looks up, in batches, what pure code will ask. Only regular files and folders inside the root are looked at; links out of it are not followed. */
export async function lookAround(request: WorldRequest): Promise<World> {
  const root = real(request.root) ?? request.root
  const listing = await listFiles(root, request)
  const index = indexOf(listing)
  const kinds = new Map<string, 'file' | 'directory' | 'missing'>()
  for (const name of request.paths.slice(0, MAX_PATHS)) {
    const file = inside(root, name)
    if (file) kinds.set(name, kindOf(file, root))
  }
  const hits = await findWords(root, request, listing)
  const texts = new Map<string, string | null>()
  const believed = timesAreBelievable(root, request)
  const readText = (name: string): string | null => {
    const file = inside(root, name)
    if (!file) return null
    if (!texts.has(file)) texts.set(file, readSmall(file, root))
    return texts.get(file)!
  }
  return {
    root,
    exists: name => kinds.get(name) ?? undefined,
    readFile: name => readText(name),
    changedAt: name => {
      const file = believed ? inside(root, name) : null
      if (!file) return undefined
      try {
        return lstatSync(file).mtime.toISOString()
      } catch {
        return undefined
      }
    },
    matching: name => matching(name, index),
    find: word => hits.get(word),
  }
}

function real(file: string): string | null {
  try {
    return realpathSync(file)
  } catch {
    return null
  }
}

/** Absolute path when the name lies inside the root, null otherwise. */
function inside(root: string, name: string): string | null {
  if (name.includes('\0') || name.startsWith('~')) return null
  const file = path.resolve(root, name)
  return file === root || file.startsWith(root + path.sep) ? file : null
}

function kindOf(file: string, root: string): 'file' | 'directory' | 'missing' {
  try {
    const info = lstatSync(file)
    if (info.isDirectory()) return 'directory'
    if (info.isFile()) return 'file'
    const target = info.isSymbolicLink() ? real(file) : null
    if (!target?.startsWith(root + path.sep)) return 'missing'
    return statSync(target).isDirectory() ? 'directory' : 'file'
  } catch {
    return 'missing'
  }
}

function readSmall(file: string, root: string): string | null {
  try {
    const target = real(file)
    if (!target?.startsWith(root + path.sep)) return null
    const info = statSync(target)
    if (!info.isFile() || info.size > MAX_CONTENT) return null
    const bytes = readFileSync(target)
    return bytes.subarray(0, 4096).includes(0) ? null : bytes.toString('utf8')
  } catch {
    return null
  }
}

const SKIPPED = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'target',
  '.venv',
  'venv',
  '__pycache__',
  '.next',
  'coverage',
  'vendor',
])

/** Files of the project, relative: what git tracks or would track, or a walk where there is no repository. */
async function listFiles(root: string, request: WorldRequest): Promise<string[]> {
  if (request.paths.length === 0 && request.words.length === 0) return []
  if (request.inRepository) {
    const list = await git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
    if (list !== null) return list.split('\0', MAX_LISTED).filter(Boolean)
  }
  const files: string[] = []
  const queue = ['']
  for (let folder = queue.shift(); folder !== undefined && files.length < MAX_LISTED; folder = queue.shift())
    for (const entry of entriesOf(path.join(root, folder))) {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) queue.push(relative)
      else if (entry.isFile()) files.push(relative)
    }
  return files
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Files and folders of the project under their last name. */
function indexOf(listing: readonly string[]): Map<string, string[]> {
  const index = new Map<string, string[]>()
  const folders = new Set<string>()
  const add = (path: string) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const known = index.get(name)
    if (known) known.push(path)
    else index.set(name, [path])
  }
  for (const file of listing) {
    add(file)
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const folder = file.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
      add(folder)
    }
  }
  return index
}

function matching(name: string, index: ReadonlyMap<string, string[]>): string[] {
  const wanted = name
    .replace(/\\/g, '/')
    .replace(/^(?:\.{1,2}\/)+/, '')
    .replace(/\/+$/, '')
  if (wanted === '' || wanted.startsWith('/') || wanted.startsWith('~')) return []
  const named = index.get(wanted.slice(wanted.lastIndexOf('/') + 1)) ?? []
  return named.filter(path => path === wanted || path.endsWith(`/${wanted}`)).slice(0, 20)
}

/** One search for all words. Documentation is left out by those who ask, not here. */
async function findWords(
  root: string,
  request: WorldRequest,
  listing: readonly string[],
): Promise<Map<string, WordHit[]>> {
  const words = [...new Set(request.words)].filter(word => word.length >= 3 && word.length <= 120).slice(0, MAX_WORDS)
  const hits = new Map<string, WordHit[]>(words.map(word => [word, []]))
  if (words.length === 0) return hits
  const add = (file: string, line: number, text: string) => {
    for (const word of words) {
      const found = hits.get(word)!
      if (found.length < MAX_HITS && holdsWord(text, word))
        found.push({ path: file, line, text: text.trim().slice(0, 300) })
    }
  }
  const grep = request.inRepository
    ? await git(root, [
        'grep',
        '-n',
        '-I',
        '-F',
        '-w',
        '-z',
        '--untracked',
        '--max-count=200',
        ...words.flatMap(word => ['-e', word]),
      ])
    : null
  if (request.inRepository) {
    for (const line of (grep ?? '').split('\n')) {
      const [file = '', number = '', ...text] = line.split('\0')
      if (file && number) add(file, Number(number), text.join('\0'))
    }
    return hits
  }
  for (const file of listing.slice(0, 5000)) {
    const text = readSmall(path.join(root, file), root)
    if (text === null || !words.some(word => text.includes(word))) continue
    for (const [index, line] of text.split('\n').entries())
      if (words.some(word => line.includes(word))) add(file, index + 1, line)
  }
  return hits
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w$]/.test(text[at - 1] ?? '') && !/[\w$]/.test(text[at + word.length] ?? '')) return true
  return false
}

/** After a clone, a copy or an unpacking every file is new: then times say nothing of when a text was changed. */
function timesAreBelievable(root: string, { witnesses }: WorldRequest): boolean {
  if (!witnesses?.before) return false
  return witnesses.paths.some(name => {
    const file = inside(root, name)
    if (!file) return false
    try {
      return lstatSync(file).mtime.toISOString() < witnesses.before!
    } catch {
      return false
    }
  })
}
