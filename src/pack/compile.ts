import type { Edit } from '../core/finding.ts'
import type { Target } from '../core/target.ts'
import { stringifyYaml } from '../core/yaml.ts'
import type { Binding } from './binding.ts'
import { folderOf, joinPath, type Pack, type PackFile } from './pack.ts'
import { applyEdits, bindingFor, respell, type Spelling, toolName } from './rewrite.ts'
import { allowedTools } from './tools.ts'

export interface CompileOptions {
  scope: 'project' | 'user'
  /** null: midstride's own. */
  tasks: Binding | null
  memory: Binding | null
  /** Folders that several agents read; their copies are the same for all. */
  sharedFolders: ReadonlySet<string>
}

/** A file of the compiled pack: new text, or a file of a skill copied as it is. */
export type CompiledFile = { path: string; text: string } | { path: string; copyOf: string }

/** Where each prompt goes for one agent, in its spelling. Paths are relative to the project, or to the home folder. */
export function compile(pack: Pack, target: Target, options: CompileOptions): CompiledFile[] {
  const places = new Map(
    pack.files.flatMap(file => placeOf(file, target, options).map(place => [file.path, place] as const)),
  )
  const compiled: CompiledFile[] = []
  for (const file of pack.files) {
    const place = places.get(file.path)
    if (!place) continue
    const spelling: Spelling = {
      target,
      tasks: options.tasks,
      memory: options.memory,
      shared: options.sharedFolders.has(place.folder),
    }
    const edits = [...respell(file, spelling), ...relink(file, place.path, places)]
    const body = applyEdits(file.text, [{ start: 0, end: file.front.bodyStart, text: '' }, ...edits]).replace(
      /^\s+/,
      '',
    )
    compiled.push({ path: place.path, text: place.write(body, spelling) })
  }
  return [...compiled, ...copies(pack, places)].sort((a, b) => (a.path < b.path ? -1 : 1))
}

interface Place {
  path: string
  /** Folder of the agent it lies in. */
  folder: string
  write(body: string, spelling: Spelling): string
}

function placeOf(file: PackFile, target: Target, { scope }: CompileOptions): Place[] {
  const commands = target.commands?.[scope]
  const skills = target.skills?.[scope]
  if (file.kind === 'command' && target.commands && commands !== undefined) {
    const { extension, frontmatter } = target.commands
    return [
      {
        path: `${commands}/${file.name.replaceAll(':', '/')}.${extension}`,
        folder: commands,
        write: (body, spelling) => {
          const keys = pick(file, frontmatter, spelling, ', ')
          return extension === 'toml' ? toml(keys, body) : markdown(keys, body)
        },
      },
    ]
  }
  if (skills === undefined || file.kind === 'pack') return []
  const name = file.name.replaceAll(':', '-').replaceAll('/', '-')
  const inside =
    file.role === 'material' ? file.path.slice(file.path.indexOf(`/${file.name}/`) + file.name.length + 2) : 'SKILL.md'
  return [
    {
      path: `${skills}/${name}/${inside}`,
      folder: skills,
      write: (body, spelling) =>
        file.role === 'material' ? withFront(file, body) : skillText(file, name, body, spelling),
    },
  ]
}

const withFront = (file: PackFile, body: string): string => file.text.slice(0, file.front.bodyStart) + body

function skillText(file: PackFile, name: string, body: string, spelling: Spelling): string {
  const { frontmatter, extra = {} } = spelling.target.skills!
  const { title } = file.front.data
  const keys = { name, description: title, ...pick(file, frontmatter, spelling, ' '), ...extra }
  return markdown({ ...keys, name }, body)
}

/** Keys the agent reads, in its order; tools in its spelling. */
function pick(
  file: PackFile,
  wanted: readonly string[],
  spelling: Spelling,
  separator: string,
): Record<string, unknown> {
  const { data } = file.front
  return Object.fromEntries(
    wanted
      .filter(key => data[key] !== undefined)
      .map(key => [key, key === 'allowed-tools' ? grants(data[key], spelling, separator) : data[key]]),
  )
}

/** `allowed-tools` after rebinding: tools of the other system, or its command line. */
function grants(value: unknown, spelling: Spelling, separator: string): string {
  const names = allowedTools(value).entries.flatMap(({ name, rule }) => {
    const [, server, tool] = /^mcp__(.+?)__(.+)$/.exec(name) ?? []
    if (!server || !tool) return [rule === null ? name : `${name}(${rule})`]
    const binding = server === 'midstride' ? bindingFor(tool, spelling) : null
    if (!binding) return [toolName(server, tool, spelling)]
    return binding.tools[tool]!.flatMap(form => {
      if (form.style === 'prose') return []
      if (form.style === 'shell') return [`Bash(${form.text.split(' ')[0]}:*)`]
      const [, otherServer, otherTool] = /^mcp__(.+?)__(.+)$/.exec(form.text) ?? []
      return [otherServer && otherTool ? toolName(otherServer, otherTool, spelling) : form.text]
    })
  })
  const unique = [...new Set(names)]
  return unique.filter(name => !(name.startsWith('Bash(') && unique.includes('Bash'))).join(separator)
}

function markdown(keys: Record<string, unknown>, body: string): string {
  const filled = Object.entries(keys).filter(([, value]) => value !== undefined)
  return filled.length === 0 ? body : `---\n${stringifyYaml(Object.fromEntries(filled))}---\n\n${body}`
}

/** Gemini CLI's command file: the prompt as a literal string where it can be one. */
function toml(keys: Record<string, unknown>, body: string): string {
  const head = Object.entries(keys).map(([key, value]) => `${key} = ${JSON.stringify(String(value))}`)
  const prompt = body.includes("'''")
    ? `"""\n${body.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}"""`
    : `'''\n${body}'''`
  return `${[...head, `prompt = ${prompt}`].join('\n')}\n`
}

/** Relative links follow their targets to where those now lie; a target that is not installed keeps its text only. */
function relink(file: PackFile, path: string, places: ReadonlyMap<string, Place>): Edit[] {
  const edits: Edit[] = []
  for (const link of file.view.links) {
    if (/^[a-z][a-z0-9+.-]*:|^[#/]/i.test(link.url)) continue
    const [relative = '', anchor] = link.url.split('#', 2)
    const target = joinPath(folderOf(file.path), relative)
    const moved = target === null ? undefined : places.get(target)
    const source = file.text.slice(link.start, link.end)
    const at = source.lastIndexOf(link.url)
    if (!moved || at < 0) continue
    const url = relativePath(folderOf(path), moved.path) + (anchor === undefined ? '' : `#${anchor}`)
    if (url !== link.url) edits.push({ start: link.start + at, end: link.start + at + link.url.length, text: url })
  }
  return edits
}

function relativePath(from: string, to: string): string {
  const a = from === '' ? [] : from.split('/')
  const b = to.split('/')
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/')
}

/** Scripts and other files of a skill go with it. */
function copies(pack: Pack, places: ReadonlyMap<string, Place>): CompiledFile[] {
  return pack.files
    .filter(({ kind, role }) => kind === 'skill' && role === 'entry')
    .flatMap(skill => {
      const root = folderOf(skill.path)
      const place = places.get(skill.path)
      if (!place) return []
      return [...pack.source.paths]
        .filter(path => path.startsWith(`${root}/`) && !places.has(path) && !pack.isFolder(path))
        .map(path => ({ path: `${folderOf(place.path)}/${path.slice(root.length + 1)}`, copyOf: path }))
    })
}
