/** Names and versions that a project's manifests declare. Reads what is said in plain text; never runs a package manager. */
import type { Evidence } from '../core/lint/rule.ts'

export interface Declared {
  name: string
  /** As it is written: `^4.1.0`, `1.2.3`; empty when none is given. */
  version: string
  path: string
  line: number
}

export const MANIFESTS = [
  'package.json',
  'pyproject.toml',
  'requirements.txt',
  'requirements-dev.txt',
  'Cargo.toml',
  'go.mod',
  'Gemfile',
  'composer.json',
  'pubspec.yaml',
  'build.gradle',
  'build.gradle.kts',
  'pom.xml',
  'deno.json',
  'setup.py',
  'setup.cfg',
]

export const norm = (name: string) => name.toLowerCase().replace(/_/g, '-')

const cache = new WeakMap<Evidence, { path: string; text: string }[]>()

/** Every manifest of the project that can be read, workspaces' among them; at most 40. */
export function manifests(evidence: Evidence): { path: string; text: string }[] {
  const known = cache.get(evidence)
  if (known) return known
  const found: { path: string; text: string }[] = []
  for (const name of MANIFESTS)
    for (const path of new Set([name, ...(evidence.world?.matching(name) ?? [])])) {
      if (/node_modules|vendor\/|fixtures?\//.test(path) || found.length >= 40) continue
      const text = evidence.world?.readFile(path)
      if (typeof text === 'string') found.push({ path, text })
    }
  cache.set(evidence, found)
  return found
}

/** The dependency of that name, wherever it is declared. */
export function declared(name: string, evidence: Evidence): Declared[] {
  const wanted = norm(name)
  return manifests(evidence).flatMap(({ path, text }) =>
    /\.json$/.test(path) ? inJson(wanted, path, text) : inLines(wanted, path, text),
  )
}

const SECTION =
  /^(?:dependencies|devDependencies|peerDependencies|optionalDependencies|require|require-dev|imports|bundledDependencies|resolutions|overrides)$/

function inJson(wanted: string, path: string, text: string): Declared[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return []
  }
  if (typeof data !== 'object' || data === null) return []
  const found: Declared[] = []
  for (const [section, entries] of Object.entries(data))
    if (SECTION.test(section) && typeof entries === 'object' && entries !== null)
      for (const [name, version] of Object.entries(entries))
        if (norm(name) === wanted) found.push({ name, version: String(version), path, line: lineOf(text, `"${name}"`) })
  return found
}

function inLines(wanted: string, path: string, text: string): Declared[] {
  const found: Declared[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length > 500) continue
    const match =
      /^\s*["']?([A-Za-z0-9][\w.@/-]*)["']?(?:\[[^\]]*\])?\s*(?:=\s*(?:\{[^}]*version\s*=\s*)?["']([^"']*)["']|([~^=<>!]{1,3}\s*[\d][^\s;,"']*)|:\s*([~^]?\d\S*)|\s+(v\d\S*)|\s*[",]|$)/.exec(
        line,
      ) ??
      /\b(?:gem|implementation|api|testImplementation|compileOnly)\s*\(?\s*["']([^"']+)["'](?:,\s*["']([^"']*)["'])?/.exec(
        line,
      )
    const name = match?.[1]?.replace(/^require\s+/, '')
    const module = /^\s*(?:require\s+)?([\w.-]+\.[\w./-]+)\s+(v\S+)/.exec(line)
    if (module && (norm(module[1]!) === wanted || norm(module[1]!).endsWith(`/${wanted}`)))
      found.push({ name: module[1]!, version: module[2]!, path, line: index + 1 })
    else if (name && (norm(name) === wanted || norm(name).split(':').includes(wanted)))
      found.push({
        name,
        version: (match![2] ?? match![3] ?? match![4] ?? match![5] ?? '').trim(),
        path,
        line: index + 1,
      })
  }
  return found
}

/** The project calls itself that. */
export const isProject = (name: string, evidence: Evidence): boolean =>
  manifests(evidence).some(({ text }) => {
    const own = /^\s{0,4}"name"\s*:\s*"([^"]{1,120})"/m.exec(text) ?? /^name\s*[=:]\s*["']?([^"'\s]{1,120})/m.exec(text)
    return own !== null && norm(own[1]!) === norm(name)
  })

/** Version of the project itself. */
export function projectVersions(evidence: Evidence): Declared[] {
  const found: Declared[] = []
  for (const { path, text } of manifests(evidence)) {
    const match = /\.json$/.test(path)
      ? /^\s{0,4}"version"\s*:\s*"([^"]{1,60})"/m.exec(text)
      : /^version\s*[=:]\s*["']?([^"'\s]{1,60})["']?/m.exec(text)
    if (match)
      found.push({
        name: '',
        version: match[1]!,
        path,
        line: text.slice(0, match.index).split('\n').length + (match[0].startsWith('\n') ? 1 : 0),
      })
  }
  return found
}

function lineOf(text: string, part: string): number {
  const at = text.indexOf(part)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
