import { type HandoffDocument, type HandoffKind, parseDocument } from '../core/document.ts'
import type { FileReport, Finding } from '../core/finding.ts'
import { type LintConfig, lint } from '../core/lint/engine.ts'
import { applyFixes } from '../core/lint/fix.ts'
import { toReport } from '../core/lint/report.ts'
import { loadParser, type ParserName } from '../core/markdown.ts'
import { registry as rules } from '../rules/_registry.ts'
import { gatherEvidence } from './evidence.ts'
import { type Measure, readShared } from './lint-timing.ts'

export interface LintOptions {
  /** Read every document as this kind; recognised by its content when absent. */
  kind?: HandoffKind | undefined
  parser?: ParserName | undefined
  /** Project to compare with; grounded rules are silent without it. */
  cwd?: string | undefined
  /** Transcript to compare with; transcript rules are silent without it. */
  transcript?: string | undefined
  config?: LintConfig | undefined
  /** Is given each step's work to run: parsing, what rules share, each rule. */
  measure?: Measure | undefined
}

export interface Linted {
  report: FileReport
  document: HandoffDocument
  findings: Finding[]
}

export type Linter = (name: string, text: string, config?: LintConfig) => Promise<Linted>

/** A linter that is set up once and then takes one text after the other; nothing of a text is kept. */
export async function createLinter(options: LintOptions = {}): Promise<Linter> {
  const [parse, evidenceOf] = await Promise.all([loadParser(options.parser), gatherEvidence(options)])
  const { kind, measure } = options
  return async (name, text, config = options.config) => {
    const read = () => parseDocument(text, parse, { name, ...(kind && { kind }) })
    const document = measure ? measure('(parse)', read) : read()
    measure?.('(shared)', () => readShared(document))
    const findings = lint(document, rules, await evidenceOf(document), measure ? { ...config, measure } : config)
    return { report: toReport(name, document, findings), document, findings }
  }
}

/** One text, for callers that have a document in hand: the MCP tool, the library, `draft`. */
export async function lintText(text: string, options: LintOptions & { name?: string } = {}): Promise<Linted> {
  const run = await createLinter(options)
  return run(options.name ?? 'document', text)
}

/** A fix may uncover another; more rounds than this would be a rule that undoes what another does. */
const ROUNDS = 5

/** Mends what can be mended, until nothing more can be. */
export async function fixText(
  run: Linter,
  name: string,
  text: string,
  config?: LintConfig,
): Promise<{ text: string; fixed: number }> {
  let fixed = 0
  let now = text
  for (let round = 0; round < ROUNDS; round += 1) {
    const { findings } = await run(name, now, config)
    const next = applyFixes(now, findings)
    if (next.fixed === 0 || next.text === now) break
    fixed += next.fixed
    now = next.text
  }
  return { text: now, fixed }
}
