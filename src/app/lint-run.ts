import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import type { FileReport } from '../core/finding.ts'
import { applyBaseline, parseBaseline, toBaseline } from '../core/lint/baseline.ts'
import { configFor, NO_CONFIG, type ProjectConfig, readConfig } from '../core/lint/config.ts'
import { readTextFile, writeFileAtomic } from '../io/files.ts'
import { findLintConfig } from '../io/lint-config.ts'
import { registry as rules } from '../rules/_registry.ts'
import { createLinter, fixText, type LintOptions } from './lint.ts'
import type { Source } from './lint-files.ts'

export interface LintRun extends LintOptions {
  sources: AsyncIterable<Source> | Iterable<Source>
  /** Where the user stands; the configuration is looked for from here upwards. */
  here: string
  fix?: boolean
  /** Absolute file of findings to live with. */
  baseline?: string | undefined
  updateBaseline?: boolean
  /** Keep the lines that findings begin in. */
  keepSources?: boolean
}

export interface LintOutcome {
  reports: FileReport[]
  /** Texts of files with findings, in which only the lines that findings begin in are filled. */
  sources: Map<string, string>
  maxWarnings: number | null
  /** Notes for people: what was mended, what of the baseline is out of date. */
  notes: string[]
}

/** Lints one source after the other under the project's configuration. */
export async function runLint(run: LintRun): Promise<LintOutcome> {
  const { config, folder } = await projectConfig(run.here)
  const lintOne = await createLinter(run)
  const outcome: LintOutcome = { reports: [], sources: new Map(), maxWarnings: config.maxWarnings, notes: [] }
  for await (const source of run.sources) {
    const relative = source.file ? path.relative(folder, source.file) : source.name
    if (config.ignores(relative)) continue
    const settings = configFor(config, relative)
    let text = await source.read()
    if (run.fix) text = await mend(source, text, name => fixText(lintOne, name, text, settings), outcome.notes)
    const { report } = await lintOne(source.name, text, settings)
    outcome.reports.push(detached(report))
    if (run.keepSources && report.findings.length > 0) outcome.sources.set(source.name, foundLines(text, report))
  }
  const baseline = run.baseline ?? (config.baseline === null ? undefined : path.resolve(folder, config.baseline))
  if (baseline) await throughBaseline(outcome, baseline, run.updateBaseline ?? false)
  return outcome
}

/** A text cut out of a document keeps the whole document in memory; a copy lets it go. */
const detached = (report: FileReport): FileReport =>
  report.findings.length === 0 ? report : JSON.parse(JSON.stringify(report))

function foundLines(text: string, { findings }: FileReport): string {
  const found = new Set(findings.map(finding => finding.line))
  return text
    .split('\n')
    .map((line, index) => (found.has(index + 1) ? line : ''))
    .join('\n')
}

async function projectConfig(here: string): Promise<{ config: ProjectConfig; folder: string }> {
  const found = await findLintConfig(here)
  if (!found) return { config: NO_CONFIG, folder: here }
  return { config: readConfig(found.value, found.name, rules), folder: found.folder }
}

type Fixed = { text: string; fixed: number }

async function mend(
  source: Source,
  text: string,
  fix: (name: string) => Promise<Fixed>,
  notes: string[],
): Promise<string> {
  if (source.file === null)
    throw new UserError(`${source.name} cannot be mended in place`, 'name a file, without --staged')
  const { text: mended, fixed } = await fix(source.name)
  if (mended === text) return text
  await writeFileAtomic(await realpath(source.file), mended)
  notes.push(`${source.name}: ${fixed} mended`)
  return mended
}

async function throughBaseline(outcome: LintOutcome, file: string, update: boolean): Promise<void> {
  const lasting = new Set(rules.filter(rule => rule.group === 'safety').map(rule => rule.id))
  if (update) {
    await writeFileAtomic(file, `${JSON.stringify(toBaseline(outcome.reports, lasting), null, 2)}\n`)
    outcome.notes.push(`baseline written to ${file}`)
  }
  const text = await readTextFile(file, { allowEmpty: true }).catch(() => {
    throw new UserError(`baseline ${file} cannot be read`, 'write it with --update-baseline')
  })
  const { reports, stale } = applyBaseline(outcome.reports, parseBaseline(text, file), lasting)
  outcome.reports = reports
  if (stale > 0) outcome.notes.push(`${stale} of the baseline no longer occur; drop them with --update-baseline`)
}
