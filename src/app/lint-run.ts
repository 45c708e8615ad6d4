import { realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import type { FileReport } from '../core/finding.ts'
import { applyBaseline, parseBaseline, toBaseline } from '../core/lint/baseline.ts'
import { configFor, NO_CONFIG, type ProjectConfig, readConfig } from '../core/lint/config.ts'
import { readTextFile, writeFileAtomic } from '../io/files.ts'
import { findLintConfig } from '../io/lint-config.ts'
import { registry as rules } from '../rules/_registry.ts'
import { createLinter, fixText, type LintOptions } from './lint.ts'
import type { LintCache } from './lint-cache.ts'
import type { Source } from './lint-files.ts'
import type { LintPool } from './lint-pool.ts'

export interface LintRun extends LintOptions {
  sources: AsyncIterable<Source> | readonly Source[]
  /** Where the user stands; the configuration is looked for from here upwards. */
  here: string
  fix?: boolean
  /** Absolute file of findings to live with. */
  baseline?: string | undefined
  updateBaseline?: boolean
  /** Keep the lines that findings begin in. */
  keepSources?: boolean
  /** Threads to lint with; `auto` takes more than one when there is work enough. */
  threads?: number | 'auto'
  /** Absolute file of what is known of texts that were linted before. */
  cache?: string | undefined
}

export interface LintOutcome {
  reports: FileReport[]
  /** Texts of files with findings, in which only the lines that findings begin in are filled. */
  sources: Map<string, string>
  /** Absolute files that were looked at. */
  files: string[]
  maxWarnings: number | null
  /** Notes for people: what was mended, what of the baseline is out of date. */
  notes: string[]
}

/** Lints the sources under the project's configuration; reports stand in the order of the sources, whoever made them. */
export async function runLint(run: LintRun): Promise<LintOutcome> {
  const { config, folder } = await projectConfig(run.here)
  const { maxWarnings } = config
  const outcome: LintOutcome = { reports: [], sources: new Map(), files: [], maxWarnings, notes: [] }
  const lintOne = await createLinter(run)
  const [cache, pool] = [await openCache(run), await openPool(run)]
  const waiting: Promise<void>[] = []
  try {
    for await (const source of run.sources) {
      const relative = source.file ? path.relative(folder, source.file) : source.name
      if (config.ignores(relative)) continue
      const settings = configFor(config, relative)
      if (source.file) outcome.files.push(source.file)
      let text = await source.read()
      if (run.fix) text = await mend(source, text, name => fixText(lintOne, name, text, settings), outcome.notes)
      const slot = outcome.reports.length
      const keep = (report: FileReport) => {
        outcome.reports[slot] = report
        if (run.keepSources && report.findings.length > 0) outcome.sources.set(source.name, foundLines(text, report))
        cache?.add(text, settings, report)
      }
      const known = cache?.find(source.name, text, settings)
      if (known) keep(known)
      else if (pool?.hasRoom()) {
        outcome.reports.push({ file: source.name, kind: 'unknown', findings: [] })
        const task = pool.lint({ name: source.name, text, settings }).then(keep)
        // it is awaited below; a failure before that must not end the process
        task.catch(() => {})
        waiting.push(task)
      } else keep(detached((await lintOne(source.name, text, settings)).report))
    }
    await Promise.all(waiting)
  } finally {
    await pool?.close()
  }
  await cache?.write()
  const baseline = run.baseline ?? (config.baseline === null ? undefined : path.resolve(folder, config.baseline))
  if (baseline) await throughBaseline(outcome, baseline, run.updateBaseline ?? false)
  return outcome
}

/** Documents for which starting one more thread pays: it costs what some thirty documents cost. */
const DOCUMENTS_PER_THREAD = 60
/** More than this are taken only when asked for. */
const MOST_THREADS = 4

/** What a rule says of the project or of the transcript changes without the text, so such runs are not remembered. */
async function openCache({ cache, cwd, transcript, fix, ...options }: LintRun): Promise<LintCache | null> {
  if (!cache || cwd || transcript || fix) return null
  const { openLintCache } = await import('./lint-cache.ts')
  return openLintCache(cache, options)
}

async function openPool({ threads = 1, sources, cwd, transcript, kind, parser }: LintRun): Promise<LintPool | null> {
  const documents = Array.isArray(sources) ? sources.length : 0
  if (threads === 1 || (threads === 'auto' && documents < 2 * DOCUMENTS_PER_THREAD)) return null
  const { openLintPool } = await import('./lint-pool.ts')
  const useful = Math.min(MOST_THREADS, availableParallelism(), Math.floor(documents / DOCUMENTS_PER_THREAD))
  const count = threads === 'auto' ? useful : threads
  return count > 1 ? openLintPool(count - 1, { cwd, transcript, kind, parser }) : null
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

/** The settings that hold for a folder, and the folder their paths are relative to. */
export async function projectConfig(here: string): Promise<{ config: ProjectConfig; folder: string }> {
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
