import type { Finding, Severity } from '../core/finding.ts'
import type { Pack, PackFile } from './pack.ts'

export interface OptionFacts {
  type: 'string' | 'boolean'
  choices?: readonly string[]
}

/** What the prompts speak of and the pack itself does not hold; gathered by the edge from the registries. */
export interface World {
  /** midstride's own MCP tools: argument names, and which are required. */
  tools: ReadonlyMap<string, { args: readonly string[]; required: readonly string[] }>
  /** Verbs of the command line with their options. */
  verbs: ReadonlyMap<string, ReadonlyMap<string, OptionFacts>>
  /** Lint rules, each with the checklist items it enforces. */
  rules: ReadonlyMap<string, readonly string[]>
  /** Agent id → frontmatter keys it reads, and whether it refuses others. */
  agents: readonly { id: string; title: string; keys: readonly string[]; strict: boolean }[]
}

export type CheckReport = Omit<Finding, 'ruleId' | 'severity'> & { severity?: Severity }

export interface CheckContext {
  pack: Pack
  world: World
  /** Files whose front matter could be read; the others have their one finding already. */
  files: readonly PackFile[]
  report(file: PackFile, finding: CheckReport): void
  /** A finding about the pack as a whole, reported under `path`. */
  reportPack(path: string, finding: Omit<CheckReport, 'place'> & { place?: CheckReport['place'] }): void
}

/** Files of a small pack, by path. */
export type PackExample = Readonly<Record<string, string>>

/** One thing a pack must be. Its page and its tests are made of the examples. */
export interface Check {
  id: string
  severity: Severity
  /** One line: what the check wants. */
  summary: string
  /** What goes wrong for the agent or its user otherwise. */
  why: string
  /** Packs it is silent on, and packs it reports. */
  examples: { ok: PackExample[]; bad: PackExample[] }
  check(context: CheckContext): void
}

export const defineCheck = (check: Check): Check => check

export interface PackFinding {
  path: string
  finding: Finding
}

/** Runs checks over a pack, in order of file and place. */
export function runChecks(pack: Pack, world: World, checks: readonly Check[]): PackFinding[] {
  const found: PackFinding[] = []
  const files = pack.files.filter(file => file.front.state === 'read' || file.role !== 'entry')
  for (const check of checks) {
    const add = (path: string, { severity = check.severity, ...rest }: CheckReport) =>
      found.push({ path, finding: { ruleId: check.id, severity, ...rest } })
    check.check({
      pack,
      world,
      files,
      report: (file, finding) => add(file.path, finding),
      reportPack: (path, finding) => add(path, { place: { start: 0, end: 0 }, ...finding }),
    })
  }
  return found.sort(
    (a, b) =>
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
      a.finding.place.start - b.finding.place.start ||
      (a.finding.ruleId < b.finding.ruleId ? -1 : 1),
  )
}
