import { type Cell, type Claim, defineClaimKind, type Statement } from '../core/claim.ts'
import { codeSpans } from '../core/statements/inline.ts'
import { committedLater } from './_aging.ts'
import { contradicted, type Pointers, pointer, stale, unsupported, verified } from './_judge.ts'
import { declared, MANIFESTS, manifests } from './_manifests.ts'
import { asPath } from './_paths.ts'

interface DependencyWords {
  name: string
  act: 'added' | 'removed'
  version: string | null
}

const PACKAGE = '`?(@?[A-Za-z0-9][\\w./-]{0,80}?)(?:@([~^]?v?\\d[\\w.*-]{0,30}))?`?'
const VERSION = '(?: (?:at |version |v|to )?([~^]?v?\\d+(?:\\.[\\dx*]+){0,3}[\\w.-]*))?'
const NOUN =
  '(?:dev |runtime |peer |npm |direct |production |new )*(?:dependency|dependencies|devdependencies|devdependency|dep|deps|package|library)'
const PATTERNS: [DependencyWords['act'], RegExp][] = [
  [
    'added',
    new RegExp(
      `\\b(?:added|installed|introduced|pull in|pulled in|brought in) (?:the |a |new )*(?:${NOUN} )?${PACKAGE}${VERSION}(?: (?:as|to) (?:a |an |the |our |project )*(?:\\w+ )?${NOUN}| to (?:the )?\`?(?:package\\.json|pyproject\\.toml|Cargo\\.toml|go\\.mod|requirements\\.txt|devDependencies|dependencies)\`?)`,
      'i',
    ),
  ],
  [
    'added',
    new RegExp(
      `\\b(?:added|installed|introduced) (?:the |a |new )*(?:dev |runtime |peer |npm |pip )?(?:dependency|package|library|dep):? (?:on )?${PACKAGE}${VERSION}(?=[\\s.,;)]|$)`,
      'i',
    ),
  ],
  [
    'added',
    new RegExp(`\\b(?:added|installed|introduced|pulled in) (?:the |a |new )*${PACKAGE}${VERSION} ${NOUN}\\b`, 'i'),
  ],
  [
    'added',
    new RegExp(`\\b(?:installed|npm installed) ${PACKAGE}${VERSION}(?= (?:with|via|from|using|for)\\b|[.,;)]|$)`, 'i'),
  ],
  [
    'added',
    new RegExp(
      `\\bnew (?:dev |runtime |peer )?(?:dependency|dependencies|package):? ${PACKAGE}${VERSION}(?=[\\s.,;)]|$)`,
      'i',
    ),
  ],
  [
    'added',
    new RegExp(
      `${PACKAGE}${VERSION} (?:(?:is|was|has been|now) )*(?:added|installed|listed|declared)(?: as (?:a |an )?(?:\\w+ )?${NOUN}| (?:to|in) (?:the )?(?:project )?(?:\`?package\\.json\`?|${NOUN}))`,
      'i',
    ),
  ],
  [
    'added',
    new RegExp(
      `(?:\\b(?:we|project|it|package|app|code|module|repo) (?:now |still |only )*|^now )depends? on ${PACKAGE}${VERSION}(?= (?:for|now|as|to)\\b|[.,;)]|$)`,
      'i',
    ),
  ],
  [
    'added',
    new RegExp(
      `^${PACKAGE}${VERSION} (?:(?:is|are|was|remains|stays|still|now|already) )+(?:a (?:\\w+ )?${NOUN}\\b|(?:listed |declared |pinned )?in (?:the |our )?(?:${NOUN}\\b|\`?(?:package\\.json|pyproject\\.toml|Cargo\\.toml|go\\.mod|requirements\\.txt)\`?))`,
      'i',
    ),
  ],
  ['added', new RegExp(`^${PACKAGE}${VERSION} \\((?:\\w+ )?dependency\\)`, 'i')],
  [
    'added',
    new RegExp(
      `\\b(?:package\\.json|pyproject\\.toml|Cargo\\.toml|go\\.mod|requirements\\.txt)\`? (?:now |still |already )?(?:lists|has|declares|contains|names) ${PACKAGE}${VERSION}(?= as (?:a |an )?(?:\\w+ )?${NOUN}| (?:in|under) )`,
      'i',
    ),
  ],
  [
    'added',
    new RegExp(
      `\\b(?:we|project|app|package|code|repo) (?:now |still )?(?:depends on|uses|relies on|requires) ${PACKAGE} (?:at |version )?([~^]?v?\\d+(?:\\.[\\dx*]+){0,3}[\\w.-]*)`,
      'i',
    ),
  ],
  ['added', new RegExp(`^(?:dev ?)?dependencies: ${PACKAGE} ([~^]?v?\\d+(?:\\.[\\dx*]+){0,3}[\\w-]*)`, 'i')],
  [
    'removed',
    new RegExp(
      `^${PACKAGE} (?:is|was) (?:no longer|not) (?:a (?:\\w+ )?${NOUN}\\b|(?:listed |declared )?in (?:the |our )?(?:${NOUN}\\b|\`?(?:package\\.json|pyproject\\.toml|Cargo\\.toml|go\\.mod|requirements\\.txt)\`?))`,
      'i',
    ),
  ],
  [
    'removed',
    new RegExp(
      `\\b(?:removed|dropped|uninstalled|got rid of) (?:the |a |unused |old )*(?:${NOUN} (?:on )?)?${PACKAGE}(?: ${NOUN}\\b| (?:from|as an?) (?:the |our |unused )*(?:\`?(?:package\\.json|pyproject\\.toml|Cargo\\.toml|go\\.mod|requirements\\.txt|devDependencies|dependencies)\`?|${NOUN}))`,
      'i',
    ),
  ],
  [
    'removed',
    new RegExp(
      `\\b(?:removed|dropped|uninstalled) (?:the |a |unused |old )*${NOUN} (?:on )?${PACKAGE}(?=[\\s.,;)]|$)`,
      'i',
    ),
  ],
  ['removed', new RegExp(`\\buninstalled ${PACKAGE}(?=[\\s.,;)]|$)`, 'i')],
  [
    'removed',
    new RegExp(
      `${PACKAGE} (?:is|was|has been) (?:removed|dropped|uninstalled)(?: from (?:the )?(?:\`?package\\.json\`?|${NOUN})| as (?:a )?${NOUN})`,
      'i',
    ),
  ],
  ['removed', new RegExp(`\\bno longer depends? on ${PACKAGE}(?=[\\s.,;)]|$)`, 'i')],
]
const NO_PACKAGE =
  /^(?:the|a|an|it|this|that|them|all|some|new|any|each|one|two|both|missing|following|several|our|its|dev|unused|support|and|or|for|to|from|in|as|on|by|with|at|via|there|nothing else|dependencies|dependency|packages?|package\.json|types?|version|node|npm|pip|tasks?|phase|step|everything|nothing|no|\d.*)$/i

export default defineClaimKind({
  id: 'dependency',
  summary: 'dependencies added, removed, declared',
  about: /depend|\bdeps?\b|install|package|librar|dropped|removed|json|toml|uses|relies|requires|\d/,
  find(statement) {
    const words = statement.open || statement.text.length > 500 ? null : readDependency(statement)
    return words ? [claimOf(statement, words)] : []
  },
  lookups: () => ({ paths: MANIFESTS, contents: MANIFESTS }),
  judge(claim, evidence) {
    const { name, act, version } = claim.data as unknown as DependencyWords
    if (!evidence.world || manifests(evidence).length === 0) return unsupported()
    const found = declared(name, evidence)
    const shown = found
      .slice(0, 3)
      .map(entry => pointer(`${entry.path}:${entry.line}`, `${entry.name} ${entry.version}`.trim()))
    const later = committedLater(found[0]?.path ?? manifests(evidence)[0]!.path, evidence)
    const wrong = (...pointers: Pointers) => (later ? stale(...pointers, later) : contradicted(...pointers))
    if (act === 'removed')
      return found.length === 0
        ? verified(pointer(manifests(evidence)[0]!.path, `${name} is not declared`))
        : wrong(...shown)
    if (found.length === 0) {
      const install = evidence.session?.commands.find(
        run => run.ok !== false && /\b(?:add|install|i)\b/.test(run.command) && run.command.includes(name),
      )
      const missing = pointer(manifests(evidence)[0]!.path, `${name} is not declared`)
      return install ? stale(pointer(install.ref, install.command), missing) : wrong(missing)
    }
    if (version && !found.some(entry => fits(version, entry.version))) return wrong(...shown)
    return verified(...shown)
  },
})

/** "4" fits "^4.1.0"; "4.1.0" does not fit "^4.2.0". */
export function fits(claimed: string, actual: string): boolean {
  const [a, b] = [claimed, actual].map(version => version.replace(/^[~^=<>v\s]+/, '').replace(/(?:\.[x*])+$/, ''))
  return b === a || b!.startsWith(`${a}.`) || b!.startsWith(`${a}-`)
}

const claimOf = (statement: Statement, words: DependencyWords): Claim => ({
  kind: 'dependency',
  text: statement.text,
  line: statement.line,
  data: { ...words },
})

/** A row of packages and their versions. */
function dependencyRow(cells: Cell[]): DependencyWords | null {
  const bare = (text = '') => text.replace(/[`*]/g, '').trim()
  const name = bare(
    cells.find(cell => /^(?:packages?|dependency|dependencies|library|module)$/.test(cell.header))?.text,
  )
  const version = bare(cells.find(cell => /^(?:version|current(?: version)?|pinned|range)$/.test(cell.header))?.text)
  return /^@?[a-z0-9][\w./-]*$/i.test(name) && /^[~^]?v?\d+(?:\.[\dx*]+){0,3}[\w.-]*$/.test(version)
    ? { name, act: 'added', version }
    : null
}

function readDependency({ text, norm, cells }: Statement): DependencyWords | null {
  if (cells) return dependencyRow(cells)
  if (
    !/\b(?:depend|dep\b|deps\b|install|uninstall|package|librar|dropped|removed|uses|relies|requires|json|toml)/.test(
      norm,
    ) ||
    /\bnot (?:yet )?(?:add|install|depend|remove)|\bno new\b|\bwithout\b/.test(norm)
  )
    return null
  const negated = /\bno longer\b|\b(?:is|was) not\b/.test(norm)
  for (const [act, pattern] of PATTERNS) {
    const match = negated && act === 'added' ? null : pattern.exec(text)
    const name = match?.[1]?.replace(/[.,]$/, '')
    if (!match || !name || NO_PACKAGE.test(name)) continue
    const quoted = codeSpans(text).some(span => span === name || span.startsWith(`${name}@`))
    if (asPath(name) && !name.startsWith('@')) continue
    if (!quoted && !/^[@a-z0-9][\w./-]*$/.test(name)) continue
    const tail = /^`? (?:at|as|\()? ?`?([~^]?v?\d+(?:\.[\dx*]+){0,3}[\w.-]*)/.exec(
      text.slice(match.index + match[0].length),
    )
    return { name, act, version: match[2] ?? match[3] ?? tail?.[1] ?? null }
  }
  return null
}
