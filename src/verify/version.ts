import { type Claim, defineClaimKind, type Statement } from '../core/claim.ts'
import { committedLater } from './_aging.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { declared, isProject, MANIFESTS, projectVersions } from './_manifests.ts'
import { fits } from './dependency.ts'

interface VersionWords {
  /** Dependency; null: the project itself. */
  name: string | null
  version: string
  /** "bumped to": something the session did. */
  tag: boolean
}

const NUMBER = '`?v?(\\d{1,5}(?:\\.\\d{1,5}){1,3}(?:-[\\w.]{1,30})?)`?'
const RANGE = '`?([~^]?v?\\d{1,5}(?:\\.(?:\\d{1,5}|x|\\*)){0,3}(?:-[\\w.]{1,30})?)`?'
const OWN: RegExp[] = [
  new RegExp(
    `\\b(?:bumped|raised|set|updated|changed|moved|incremented) (?:the )?(?:project |package |app |crate |release )*version(?: number)?(?: in \`?[\\w./-]{1,60}\`?)?(?: from ${NUMBER})? to ${NUMBER}`,
    'i',
  ),
  new RegExp(
    `\\b(?:project |package |current |new |app |crate |our |latest )*version(?: number)?(?: in (?:the )?\`?[\\w./-]{1,60}\`?)? (?:is|now is|now|stands at|remains|(?:(?:was|is|has been|now|is now) )*(?:bumped|raised|set|updated|changed|left|kept|incremented|went|goes|moved)(?: from ${NUMBER})? (?:to|at)) (?:now |at |still )?${NUMBER}`,
    'i',
  ),
  new RegExp(`\\bbumped to ${NUMBER}(?=[\\s.,;)]|$)`, 'i'),
  new RegExp(
    `^\`?(?:package\\.json|Cargo\\.toml|pyproject\\.toml)\`? (?:(?:is|now|still|says|stands|carries|has|shows|reads) ?)+(?:at |on )?(?:the )?(?:version )?${NUMBER}`,
    'i',
  ),
  new RegExp(`^(?:released|shipped|published|tagged) (?:as|version) ${NUMBER}(?=[\\s.,;)]|$)`, 'i'),
]
const LABEL = /^(?:(?:current|project|package|package\.json|app|release|new|crate) )?version$/
const NAME = '`?(@?[A-Za-z0-9][\\w./-]{1,80}?)`?'
const DEPENDENCY: RegExp[] = [
  new RegExp(
    `\\b(?:upgraded|updated|bumped|downgraded|pinned|migrated|moved|locked|raised) (?:the )?(?:dependency |package )?${NAME}(?: package| dependency)?(?: from ${RANGE})? (?:to|at|->|→) (?:version )?${RANGE}`,
    'i',
  ),
  new RegExp(
    `^${NAME} (?:is|was|has been)(?: now)? (?:upgraded|updated|bumped|downgraded|pinned|locked) (?:from ${RANGE} )?(?:to|at) ${RANGE}`,
    'i',
  ),
  new RegExp(
    `^${NAME} (?:(?:is|now|still|stays|stands|remains|is required|is pinned) )+(?:at|on|as|to)(?: version)? ${RANGE}(?=[.,;) ]|$)`,
    'i',
  ),
]
const NO_NAME =
  /^(?:the|it|this|that|version|package|project|app|all|both|them|timeout|limit|default|coverage|from|to|node|count|minimum|maximum|we|i|now|dependencies|deps|everything|score|threshold|memory|size|ttl|retries|width|port|heap|budget)$/i

export default defineClaimKind({
  id: 'version',
  summary: 'versions of the project and of its dependencies',
  about: /\d/,
  find(statement) {
    const words = statement.open || statement.text.length > 400 ? null : readVersion(statement)
    return words
      ? [{ kind: 'version', text: statement.text, line: statement.line, data: { ...words } } satisfies Claim]
      : []
  },
  lookups: () => ({ paths: MANIFESTS, contents: MANIFESTS }),
  judge(claim, evidence) {
    const words = claim.data as unknown as VersionWords
    const named = words.name === null ? [] : declared(words.name, evidence)
    const own = words.name === null || (named.length === 0 && isProject(words.name, evidence))
    const found = own ? projectVersions(evidence) : named
    if (found.length === 0) return unsupported()
    const match = found.find(entry => (own ? entry.version === words.version : fits(words.version, entry.version)))
    if (match) return verified(pointer(`${match.path}:${match.line}`, `${words.name ?? 'version'} ${match.version}`))
    const shown = found
      .slice(0, 3)
      .map(entry => pointer(`${entry.path}:${entry.line}`, `${words.name ?? 'version'} ${entry.version}`))
    const later = committedLater(found[0]!.path, evidence)
    return later ? stale(...shown, later) : contradicted(...shown)
  },
})

function readVersion(statement: Statement): VersionWords | null {
  const { text, label, norm } = statement
  if (!/\d\.\d|\d/.test(text) || /\bnot\b|\bcodex cli\b|\bnode(?:\.js)? v?\d/.test(norm)) return null
  if (label !== null && LABEL.test(label)) {
    const match = new RegExp(`^${NUMBER}(?=[\\s.,;)(]|$)`).exec(statement.value.trim())
    return match ? { name: null, version: match[1]!, tag: false } : null
  }
  for (const pattern of DEPENDENCY) {
    const match = pattern.exec(text)
    const name = match?.[1]
    if (match && name && /^(?:package\.json|Cargo\.toml|pyproject\.toml)$/.test(name))
      return { name: null, version: match.at(-1)!, tag: false }
    if (!match || !name || NO_NAME.test(name) || !/[a-z]/i.test(name)) continue
    return { name, version: match.at(-1)!, tag: false }
  }
  for (const pattern of OWN) {
    const match = pattern.exec(text)
    if (match) return { name: null, version: match.at(-1)!.replace(/\.$/, ''), tag: false }
  }
  return null
}
