import { type HandoffDocument, parseDocument } from '../core/document.ts'
import type { ParseMarkdown } from '../core/markdown.ts'
import { type Frontmatter, readFrontmatter } from './frontmatter.ts'
import { type View, viewOf } from './view.ts'

/** A pack as it lies on disk, gathered by the edge. Paths are relative to its root, with forward slashes. */
export interface PackSource {
  /** Text of every Markdown and configuration file that is read. */
  texts: ReadonlyMap<string, string>
  /** Every file and folder. */
  paths: ReadonlySet<string>
  /** Files that are no text, with the reason. */
  unreadable?: ReadonlyMap<string, string>
}

export type PackKind = 'command' | 'workflow' | 'skill' | 'pack'

export interface PackFile {
  path: string
  kind: PackKind
  /** entry: the prompt a host loads · material: what a skill keeps beside its SKILL.md · docs: README and the like. */
  role: 'entry' | 'material' | 'docs'
  /** What it is called by: file name of a command or workflow (`sub:name` in a folder), folder name of a skill. */
  name: string
  text: string
  front: Frontmatter
  document: HandoffDocument
  view: View
}

export interface Pack {
  files: readonly PackFile[]
  source: PackSource
  /** Prompts of one kind. */
  entries(kind: PackKind): PackFile[]
  /** The file at a path relative to the root. */
  at(path: string): PackFile | undefined
  exists(path: string): boolean
  isFolder(path: string): boolean
}

const COMMAND = /^commands\/(.+)\.md$/
const WORKFLOW = /^workflows\/(.+)\.md$/
const SKILL = /^(skills\/(?:.+\/)?([^/]+))\/SKILL\.md$/
const AGENT = /^agents\/(.+)\.md$/
const DOCS = /^(README|AGENTS|CONTRIBUTING)\.md$|^docs\/.+\.md$/

/** Parses every Markdown file of a pack. Never throws: what cannot be read carries its issues. */
export function loadPack(source: PackSource, parse: ParseMarkdown): Pack {
  const skillRoots = [...source.texts.keys()].flatMap(path => SKILL.exec(path)?.[1] ?? [])
  const files = [...source.texts]
    .filter(([path]) => path.endsWith('.md'))
    .flatMap(([path, text]) => {
      const place = classify(path, skillRoots)
      return place ? [toFile(path, text, place, parse)] : []
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const folders = new Set([...source.paths].map(folderOf))
  const byPath = new Map(files.map(file => [file.path, file]))
  return {
    files,
    source,
    entries: kind => files.filter(file => file.kind === kind && file.role === 'entry'),
    at: path => byPath.get(path),
    exists: path => source.paths.has(path) || source.texts.has(path),
    isFolder: path => folders.has(path),
  }
}

type Place = Pick<PackFile, 'kind' | 'role' | 'name'>

function classify(path: string, skillRoots: readonly string[]): Place | null {
  const command = COMMAND.exec(path)?.[1]
  if (command) return { kind: 'command', role: 'entry', name: command.replaceAll('/', ':') }
  const workflow = WORKFLOW.exec(path)?.[1]
  if (workflow) return { kind: 'workflow', role: 'entry', name: workflow }
  const skill = SKILL.exec(path)?.[2]
  if (skill) return { kind: 'skill', role: 'entry', name: skill }
  const root = skillRoots.find(folder => path.startsWith(`${folder}/`))
  if (root || path.startsWith('skills/'))
    return { kind: 'skill', role: 'material', name: (root ?? path).split('/').at(-1)! }
  const agent = AGENT.exec(path)?.[1]
  if (agent) return { kind: 'pack', role: 'entry', name: agent }
  return DOCS.test(path) ? { kind: 'pack', role: 'docs', name: path } : null
}

function toFile(path: string, text: string, place: Place, parse: ParseMarkdown): PackFile {
  const front = readFrontmatter(text)
  const document = parseDocument(text, parse, { name: path, kind: 'unknown' })
  let view: View | undefined
  return {
    path,
    ...place,
    text,
    front,
    document,
    get view() {
      view ??= viewOf(text, document.tree, front.bodyStart)
      return view
    },
  }
}

/** Folder a relative link of this file starts from: `skills/x/references`. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

/** Joins and normalises a relative path; null when it leaves the root. */
export function joinPath(folder: string, relative: string): string | null {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (parts.length === 0) return null
      parts.pop()
    } else parts.push(part)
  }
  return parts.join('/')
}
