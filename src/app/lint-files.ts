import path from 'node:path'
import { parseDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import { loadParser } from '../core/markdown.ts'
import { MAX_DOCUMENT_BYTES, readTextFile } from '../io/files.ts'

/** A document to lint: the name it is reported under, and its text. */
export interface Source {
  /** As the user named it, or relative to where git was asked. */
  name: string
  /** Absolute; null for standard input and for what is only staged. */
  file: string | null
  read(): Promise<string>
}

/** Names and globs → sources, in order and each once. A glob that matches nothing is an error, so that a typing error is seen. */
export async function namedSources(
  names: readonly string[],
  cwd: string,
  stdin: () => Promise<string>,
): Promise<Source[]> {
  const files = new Set<string>()
  for (const name of names)
    for (const file of /[*?[\]{}]/.test(name) ? await expand(name, cwd) : [name]) files.add(file)
  return [...files].map(name => {
    if (name === '-') return { name: '<stdin>', file: null, read: stdin }
    const file = path.resolve(cwd, name)
    return { name, file, read: () => readTextFile(file) }
  })
}

async function expand(pattern: string, cwd: string): Promise<string[]> {
  const { glob } = await import('tinyglobby')
  const found = await glob(pattern, { cwd, onlyFiles: true, dot: true, ignore: ['**/node_modules/**', '**/.git/**'] })
  if (found.length > 0) return found.sort()
  const literal = await readTextFile(path.resolve(cwd, pattern)).then(
    () => true,
    () => false,
  )
  if (!literal) throw new UserError(`no file matches '${pattern}'`, 'check the pattern, and quote it')
  return [pattern]
}

/** Words one of which every recognisable document holds; spares most files the parser. */
const HINT = /SECTION\s+[01]\b|^#{1,6}\s+[01]\.\d|Framework Reflection|Mission Handoff/im

/** Front matter of a prompt: commands and skills hold the headings of the format and are no documents of it. */
const PROMPT = /^---\r?\n(?:[^\n]*\n){0,40}?(?:description|allowed-tools|name)\s*:/

/** Whether a text is worth parsing: it may be a document of the format, and is no prompt. */
export const mayBeHandoff = (text: string): boolean => HINT.test(text) && !PROMPT.test(text)

const MARKDOWN = ['*.md', '*.markdown']

/** Every handoff document among the Markdown files in git's index; with `staged`, as it is staged, and only what differs from HEAD. */
export async function* gitSources(cwd: string, staged: boolean): AsyncGenerator<Source> {
  const { git } = await import('../io/git.ts')
  const list = staged
    ? ['diff', '--cached', '--relative', '--name-only', '--diff-filter=ACMRT', '-z', '--', ...MARKDOWN]
    : ['ls-files', '-z', '--cached', '--', ...MARKDOWN]
  const names = await git(cwd, list)
  if (names === null) throw new UserError(`${cwd} is not in a git repository`, 'name the files to lint')
  const parse = await loadParser()
  for (const name of names.split('\0').filter(Boolean)) {
    const file = path.join(cwd, name)
    const read = staged ? () => stagedText(git, cwd, name) : () => readTextFile(file, { max: MAX_DOCUMENT_BYTES })
    const text = await read().catch(() => '')
    if (!mayBeHandoff(text) || parseDocument(text, parse).kind === 'unknown') continue
    yield { name, file: staged ? null : file, read: async () => text }
  }
}

async function stagedText(
  git: (cwd: string, args: string[]) => Promise<string | null>,
  cwd: string,
  name: string,
): Promise<string> {
  const text = await git(cwd, ['show', `:./${name}`])
  if (text === null) throw new UserError(`${name} is staged but cannot be read`, "see 'git status'")
  return text.replace(/^\ufeff/, '')
}
