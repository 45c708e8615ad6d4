import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import type { ModelRequest } from '../../scripts/record/model.ts'
import { createSandbox, type Sandbox } from '../../scripts/record/sandbox.ts'
import type { Call, Reply } from '../../scripts/record/wires/wire.ts'

export const root = path.resolve(import.meta.dirname, '../..')
export const CLI = path.join(root, 'dist/cli.js')

/** The small project of the recordings, committed, with a store of its own for midstride. */
export function projectSandbox(name: string): Sandbox {
  const box = createSandbox(name, path.join(root, 'test/fixtures/recordings/project'))
  box.env.MIDSTRIDE_DB = path.join(box.dir, 'midstride.db')
  box.env.MIDSTRIDE_SWEEP = 'off'
  box.git('init', '-q', '-b', 'main')
  box.git('add', '-A')
  box.git('commit', '-qm', 'Serve exports as CSV')
  return box
}

/** How a client starts midstride's server, in words common to all of them. */
export const serverOf = (box: Sandbox): { command: string; args: string[]; env: Record<string, string> } => ({
  command: process.execPath,
  args: [CLI, 'mcp'],
  env: { MIDSTRIDE_DB: box.env.MIDSTRIDE_DB! },
})

export interface PackFile {
  name: string
  text: string
  /** Without front matter. */
  body: string
  /** `allowed-tools` of the front matter. */
  tools: string[]
}

export const commands: PackFile[] = readdirSync(path.join(root, 'commands'))
  .filter(file => file.endsWith('.md'))
  .map(file => {
    const text = readFileSync(path.join(root, 'commands', file), 'utf8')
    const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
    const tools = /^allowed-tools: (.*)$/m.exec(front)?.[1] ?? ''
    return { name: path.basename(file, '.md'), text, body: body.trim(), tools: tools.split(/,\s*/).filter(Boolean) }
  })

/** Copies a folder of the pack, as a person would. */
export function copy(box: Sandbox, from: string, to: string): void {
  const source = path.join(root, from)
  const target = path.resolve(box.project, to)
  if (!existsSync(source)) throw new Error(`${source} does not exist`)
  mkdirSync(path.dirname(target), { recursive: true })
  cpSync(source, target, { recursive: true })
}

/** A model that makes the calls and says the words one after the other, and then that it is done; other requests get `side`. */
export function scripted(
  steps: (Call | string)[],
  side: (request: ModelRequest) => Reply | null = request => (request.tools.length === 0 ? { text: 'Title' } : null),
) {
  const left = [...steps]
  return (request: ModelRequest): Reply => {
    const aside = side(request)
    if (aside) return aside
    const step = left.shift() ?? 'Done.'
    if (typeof step === 'string') return { text: step }
    return { calls: [typeof step.input === 'function' ? { ...step, input: step.input(request) } : step] }
  }
}

/** Words as a host may have wrapped or indented them. */
export const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A tool is guarded where the text names an action and the tool only as a hint, or says what to do without it. */
export function isGuarded(body: string, tool: string): boolean {
  return body
    .split(/\n\s*\n|\n(?=\|)|\n(?=\d+\. |- )/)
    .filter(paragraph => new RegExp(`\\b${tool}\\b`).test(paragraph))
    .some(paragraph =>
      new RegExp(`\\(${tool}\\)|${tool}, or |or whatever the host|[Oo]therwise|[Nn]o \\w+ tool|by hand`).test(
        paragraph,
      ),
    )
}

/** The package as npm would lay it below a folder, without asking a registry for it. Returns its command line. */
export function installPackage(folder: string): string {
  const modules = path.join(folder, 'node_modules')
  const home = path.join(modules, 'midstride')
  mkdirSync(home, { recursive: true })
  for (const part of ['package.json', 'dist', 'commands', 'workflows', 'skills', 'schemas'])
    cpSync(path.join(root, part), path.join(home, part), { recursive: true })
  for (const native of ['satteri', '@bruits', '@photostructure'])
    if (existsSync(path.join(root, 'node_modules', native)))
      symlinkSync(path.join(root, 'node_modules', native), path.join(modules, native))
  return path.join(home, 'dist/cli.js')
}

/** Requests for a summary get one; everything else gets the scripted answers. */
export const aside = (request: ModelRequest): Reply | null =>
  isSummary(request) || request.tools.length === 0 ? { text: '<summary>The user works on the README.</summary>' } : null

export const isSummary = ({ lastUser }: ModelRequest): boolean =>
  /detailed summary|CONTEXT CHECKPOINT|anchored summar|state_snapshot/i.test(lastUser)
