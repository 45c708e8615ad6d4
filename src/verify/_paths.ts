/** Paths in prose, and what a path is to a test run. */
import type { Evidence } from '../core/lint/rule.ts'
import { codeSpans } from '../core/statements/inline.ts'

const EXTENSION =
  'ts|tsx|mts|cts|js|jsx|mjs|cjs|json|jsonc|json5|md|mdx|py|pyi|go|rs|rb|java|kt|kts|swift|c|h|cc|cpp|hpp|cs|php|sh|bash|zsh|fish|ps1|bat|yml|yaml|toml|ini|cfg|conf|lock|sql|html|htm|css|scss|sass|less|vue|svelte|astro|txt|xml|svg|proto|graphql|gql|ex|exs|erl|hs|ml|lua|dart|scala|clj|r|tf|env|lua|nix|gradle|properties|csv|ipynb|snap|patch|diff|log|mod|sum|plist|prisma|zig|elm|jl'
const BARE_FILE = new RegExp(`^[\\w@.+~()\\[\\]-]+\\.(?:${EXTENSION})$`, 'i')
const KNOWN_NAMES =
  /^(?:Makefile|Dockerfile|LICENSE|Gemfile|Rakefile|Procfile|Justfile|Cargo\.toml|go\.mod|CODEOWNERS|\.gitignore|\.env(?:\.\w+)?|\.npmrc|\.editorconfig|\.dockerignore)$/
const PATH_IN_PROSE = new RegExp(
  `(?<![\\w/.@-])(?:~|\\.{1,2})?/?(?:[\\w@.+-]+/)+[\\w@.+-]*[\\w-]|(?<![\\w/.@-])[\\w@+-][\\w@.+-]*\\.(?:${EXTENSION})(?![\\w/-])`,
  'gi',
)

export interface PathMention {
  /** As it is written, without a trailing `:12-40`. */
  path: string
  /** Line or range that stood behind it. */
  lines: string | null
  /** Offset in the text. */
  at: number
}

/** A text that can only be a path: has a slash or a known extension, and no blanks. */
export function asPath(text: string): { path: string; lines: string | null } | null {
  const match = /^(.*?)(?::(\d+(?:[-:]\d+)?))?$/.exec(text.trim())
  const path = match?.[1] ?? ''
  if (path.length < 3 || path.length > 300 || /[\s<>"'`|*?{}$=,;]/.test(path) || /^[a-z][a-z0-9+.-]*:\/\//i.test(path))
    return null
  if (/^(?:https?|git|ssh|file|npm):/i.test(path) || /^@[\w-]+\/[\w-]+$/.test(path) || path.startsWith('--'))
    return null
  const base = path.slice(path.lastIndexOf('/') + 1)
  if (path.includes(':')) return null
  const isFile = BARE_FILE.test(base) || KNOWN_NAMES.test(base)
  if (!path.includes('/')) return isFile ? { path, lines: match?.[2] ?? null } : null
  if (/^\/[\w:-]+$/.test(path)) return null
  if (isFile || path.endsWith('/') || /^(?:\/|\.{1,2}\/|~\/)/.test(path)) return { path, lines: match?.[2] ?? null }
  return /^(?:src|test|tests|lib|docs|scripts|app|packages|internal|cmd|pkg|bin|spec|config|public|assets|examples|tools)\//.test(
    path,
  )
    ? { path, lines: match?.[2] ?? null }
    : null
}

/** Paths of a statement: in backticks, or bare with an extension. */
export function pathsIn(text: string): PathMention[] {
  const found: PathMention[] = []
  let at = 0
  for (const span of codeSpans(text)) {
    at = text.indexOf(span, at)
    const path = asPath(span)
    if (path) found.push({ ...path, at })
  }
  const bare = text
    .replace(/`[^`\n]{1,300}`/g, code => ' '.repeat(code.length))
    .replace(/\bhttps?:\/\/\S+/g, url => ' '.repeat(url.length))
  for (const match of bare.matchAll(PATH_IN_PROSE)) {
    const tail = /^:(\d+(?:-\d+)?)/.exec(bare.slice(match.index + match[0].length, match.index + match[0].length + 16))
    const path = asPath(match[0].replace(/\.$/, ''))
    if (path && (/\.\w+$|\/$/.test(path.path) || path.path.split('/').length > 3))
      found.push({ path: path.path, lines: tail?.[1] ?? null, at: match.index })
  }
  return found.sort((a, b) => a.at - b.at).slice(0, 20)
}

const DOCUMENT =
  /\.(?:md|mdx|markdown|txt|rst|adoc|org|png|jpe?g|gif|svg|webp|pdf|log|patch|diff)$|(?:^|\/)(?:LICENSE|CHANGELOG|NOTICE|AUTHORS|CODEOWNERS|\.gitignore|\.gitattributes|\.editorconfig)$/i
const STATE_FOLDER =
  /(?:^|\/)(?:\.git|\.claude|\.codex|\.opencode|\.gemini|\.cursor|\.planning|\.beads|\.entire|\.vscode|\.idea|node_modules|dist|coverage|docs?|todos|plans)\//

/** A change of it can change what tests, builds and linters say: source, tests, configuration of this project. */
export function agesResults(path: string, evidence: Evidence): boolean {
  const root = evidence.world?.root ?? evidence.session?.cwd ?? evidence.cwd
  if (path.startsWith('/') && root && !isInside(path, root) && !isInside(path, evidence.session?.cwd ?? root))
    return false
  const local = root && isInside(path, root) ? path.slice(root.length) : path
  if (evidence.documentPath && path === evidence.documentPath) return false
  return !DOCUMENT.test(local) && !STATE_FOLDER.test(local)
}

export const isInside = (path: string, root: string): boolean =>
  path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`)

/** The same file: equal, or one ends with the other at a slash. */
export function samePath(a: string, b: string): boolean {
  const x = tidy(a)
  const y = tidy(b)
  return x === y || x.endsWith(`/${y}`) || y.endsWith(`/${x}`)
}

const tidy = (path: string) =>
  path
    .replace(/\\/g, '/')
    .replace(/^~\//, '')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '')
