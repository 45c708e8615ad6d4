import path from 'node:path'
import { type HandoffDocument, type HandoffKind, parseDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import type { FileReport, Finding } from '../core/finding.ts'
import { type LintConfig, lint } from '../core/lint/engine.ts'
import { toReport } from '../core/lint/report.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { loadParser, type ParseMarkdown, type ParserName } from '../core/markdown.ts'
import { readTextFile } from '../io/files.ts'
import { registry as rules } from '../rules/_registry.ts'
import { gatherEvidence } from './evidence.ts'

export interface LintOptions {
  /** Read every document as this kind; recognised by its content when absent. */
  kind?: HandoffKind | undefined
  parser?: ParserName | undefined
  /** Project to compare with; grounded rules are silent without it. */
  cwd?: string | undefined
  /** Transcript to compare with; transcript rules are silent without it. */
  transcript?: string | undefined
  config?: LintConfig | undefined
}

export interface Linted {
  report: FileReport
  document: HandoffDocument
  findings: Finding[]
}

/** A linter that is set up once and then takes one text after the other; nothing of a text is kept. */
export async function createLinter(
  options: LintOptions = {},
): Promise<(name: string, text: string) => Promise<Linted>> {
  const parse: ParseMarkdown = await loadParser(options.parser)
  const evidenceOf = await gatherEvidence(options)
  return async (name, text) => {
    const document = parseDocument(text, parse, { name, ...(options.kind && { kind: options.kind }) })
    const evidence: Evidence = await evidenceOf(document)
    const findings = lint(document, rules, evidence, options.config)
    return { report: toReport(name, document, findings), document, findings }
  }
}

/** One text, for callers that have a document in hand: the MCP tool, the library, `draft`. */
export async function lintText(text: string, options: LintOptions & { name?: string } = {}): Promise<Linted> {
  const run = await createLinter(options)
  return run(options.name ?? 'document', text)
}

/** Names and globs → files, in order and each once. A glob that matches nothing is an error, so that a typing error is seen. */
export async function expandFiles(names: readonly string[], cwd: string): Promise<string[]> {
  const files = new Set<string>()
  for (const name of names) {
    if (name === '-' || !/[*?[\]{}]/.test(name)) {
      files.add(name)
      continue
    }
    const { glob } = await import('tinyglobby')
    const found = await glob(name, { cwd, onlyFiles: true, dot: true, ignore: ['**/node_modules/**', '**/.git/**'] })
    const literal =
      found.length === 0
        ? await readTextFile(path.resolve(cwd, name)).then(
            () => [name],
            () => [],
          )
        : found
    if (literal.length === 0) throw new UserError(`no file matches '${name}'`, 'check the pattern, and quote it')
    for (const file of literal.sort()) files.add(file)
  }
  return [...files]
}
