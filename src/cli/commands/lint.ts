import path from 'node:path'
import type { HandoffKind } from '../../core/document.ts'
import { UserError } from '../../core/errors.ts'
import type { ParserName } from '../../core/markdown.ts'
import { registry as reporters } from '../../reporters/_registry.ts'
import { defineVerb, type ExitCode, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'lint',
  summary: 'check the form of handoffs, reflections and mission handoffs',
  args: '[FILES|GLOBS|-]',
  arity: [0, Number.POSITIVE_INFINITY],
  options: {
    kind: {
      type: 'string',
      choices: ['auto', 'handoff', 'reflection', 'mission'],
      help: 'read every file as this kind (default: recognised by its content)',
    },
    format: { type: 'string', choices: reporters.map(reporter => reporter.id), help: 'how to print (default: text)' },
    fix: { type: 'boolean', help: 'mend in place what can be mended without judgement' },
    staged: { type: 'boolean', help: 'the handoff documents that are staged, as they are staged' },
    cwd: { type: 'string', value: 'DIR', help: 'project to compare with: files, git, plans' },
    transcript: { type: 'string', value: 'T', help: 'transcript to compare with: messages, todos, subagents, files' },
    baseline: { type: 'string', value: 'FILE', help: 'findings to live with; only new ones are reported' },
    'update-baseline': { type: 'boolean', help: 'write the findings of this run to the baseline' },
    'max-warnings': { type: 'string', value: 'N', help: 'exit 1 when there are more warnings than N' },
    parser: {
      type: 'string',
      choices: ['satteri', 'remark'],
      help: 'Markdown parser (default: satteri; remark is the reference)',
    },
    threads: {
      type: 'string',
      value: 'N|auto',
      help: 'threads to lint with (default: auto, more than one for many files)',
    },
    cache: { type: 'boolean', help: 'pass over texts that were linted before; not with --cwd, --transcript or --fix' },
    'cache-location': {
      type: 'string',
      value: 'FILE',
      help: 'where to remember them (default: below the XDG cache folder)',
    },
    watch: { type: 'boolean', help: 'lint again whenever a file changes, until Ctrl-C' },
    timing: { type: 'boolean', help: 'tell on stderr what each rule cost' },
  },
  examples: [
    ['midstride lint HANDOFF.md', 'checks one document'],
    ['midstride lint', 'checks every handoff document that git tracks or has staged'],
    ['midstride lint HANDOFF.md --cwd . --format agent', 'compares it with the project, for the model that mends it'],
  ],
  run,
})

async function run(context: VerbContext): Promise<ExitCode> {
  if (!context.options.watch) return (await lintOnce(context)).code
  if (context.options.staged || context.options['update-baseline'] || context.args.includes('-'))
    throw new UserError("'--watch' needs files", "leave out '--staged', '--update-baseline' and '-'")
  const { watchLint } = await import('../../app/lint-watch.ts')
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const lint = () => {
    if (process.stdout.isTTY) context.out('\x1b[2J\x1b[3J\x1b[H')
    return lintOnce(context)
  }
  await watchLint(lint, context.cwd, error => context.err(`midstride: ${error.line}`), stop.signal)
  return 0
}

async function lintOnce(context: VerbContext): Promise<{ code: ExitCode; files: string[] }> {
  const limit = warningLimit(text(context, 'max-warnings'))
  const reporter = reporters.find(({ id }) => id === (text(context, 'format') ?? 'text'))!
  const kind = text(context, 'kind')
  const at = (name: string) => {
    const value = text(context, name)
    return value === undefined ? undefined : path.resolve(context.cwd, value)
  }
  if (context.options['update-baseline'] && !at('baseline'))
    throw new UserError("'--update-baseline' needs a file", "name it with '--baseline FILE'")
  const { runLint } = await import('../../app/lint-run.ts')
  const timing = context.options.timing ? (await import('../../app/lint-timing.ts')).startTiming() : null
  const { reports, sources, files, maxWarnings, notes } = await runLint({
    sources: await sourcesOf(context, at('cwd') ?? context.cwd),
    here: at('cwd') ?? context.cwd,
    kind: kind === 'auto' ? undefined : (kind as HandoffKind | undefined),
    parser: text(context, 'parser') as ParserName | undefined,
    cwd: at('cwd'),
    transcript: at('transcript'),
    fix: Boolean(context.options.fix),
    baseline: at('baseline'),
    updateBaseline: Boolean(context.options['update-baseline']),
    keepSources: Boolean(reporter.sources),
    threads: timing ? 1 : threadCount(text(context, 'threads') ?? 'auto'),
    cache:
      context.options.cache || at('cache-location') ? (at('cache-location') ?? (await usualCache(context))) : undefined,
    measure: timing?.measure,
  })
  for (const note of notes) context.err(`midstride: ${note}`)
  if (reports.length === 0) context.err('midstride: no handoff document to lint here')
  const rules = reporter.describes ? (await import('../../rules/_registry.ts')).registry : []
  context.out(reporter.format(reports, { color: context.color, sources, rules }))
  const found = reports.flatMap(report => report.findings)
  const warnings = found.filter(finding => finding.severity === 'warning').length
  const allowed = limit ?? maxWarnings ?? Number.POSITIVE_INFINITY
  if (timing) context.err(timing.table(TIMED))
  return { code: found.some(finding => finding.severity === 'error') || warnings > allowed ? 1 : 0, files }
}

/** Rules that `--timing` names. */
const TIMED = 20

async function usualCache({ env }: VerbContext): Promise<string> {
  const { cacheDir } = await import('../../io/env.ts')
  return path.join(cacheDir(env), 'lint.json')
}

function threadCount(value: string): number | 'auto' {
  if (value === 'auto') return value
  const count = Number(value)
  if (!/^\d+$/.test(value) || count < 1 || count > 64)
    throw new UserError(`'${value}' is no number of threads`, "give a whole number from 1 to 64, or 'auto'")
  return count
}

async function sourcesOf(context: VerbContext, folder: string) {
  const { gitSources, namedSources } = await import('../../app/lint-files.ts')
  if (context.options.staged && context.args.length === 0) return gitSources(folder, true)
  if (context.options.staged)
    throw new UserError("'--staged' takes no files", 'it finds the staged handoff documents itself')
  if (context.args.length === 0) return gitSources(folder, false)
  return namedSources(context.args, context.cwd, async () => {
    const content = await context.stdin()
    if (content.trim() === '') throw new UserError('stdin is empty', 'pipe a document into it, or name a file')
    return content
  })
}

function warningLimit(value: string | undefined): number | null {
  if (value === undefined) return null
  if (!/^\d+$/.test(value))
    throw new UserError(`'${value}' is no number for '--max-warnings'`, 'give a whole number from 0 up')
  return Number(value)
}
