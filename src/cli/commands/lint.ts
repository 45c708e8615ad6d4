import path from 'node:path'
import { createLinter, expandFiles } from '../../app/lint.ts'
import { trackedHandoffs } from '../../app/tracked.ts'
import type { HandoffKind } from '../../core/document.ts'
import { UserError } from '../../core/errors.ts'
import type { FileReport } from '../../core/finding.ts'
import type { ParserName } from '../../core/markdown.ts'
import { readTextFile } from '../../io/files.ts'
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
    parser: {
      type: 'string',
      choices: ['satteri', 'remark'],
      help: 'Markdown parser (default: satteri; remark is the reference)',
    },
    'max-warnings': { type: 'string', value: 'N', help: 'exit 1 when there are more warnings than N' },
    cwd: { type: 'string', value: 'DIR', help: 'project to compare with: files, git, plans' },
    transcript: { type: 'string', value: 'T', help: 'transcript to compare with' },
  },
  examples: [
    ['midstride lint HANDOFF.md', 'checks one document'],
    ['midstride lint', 'checks every handoff document that git tracks or has staged'],
    ['midstride draft | midstride lint - --format agent', 'what is left to fill in, for the model that fills it in'],
  ],
  run,
})

async function run(context: VerbContext): Promise<ExitCode> {
  const limit = warningLimit(text(context, 'max-warnings'))
  const reporter = reporters.find(({ id }) => id === (text(context, 'format') ?? 'text'))!
  const kind = text(context, 'kind')
  const cwd = text(context, 'cwd')
  const names = context.args.length > 0 ? await expandFiles(context.args, context.cwd) : null
  const lintOne = await createLinter({
    kind: kind === 'auto' ? undefined : (kind as HandoffKind | undefined),
    parser: text(context, 'parser') as ParserName | undefined,
    cwd: cwd && path.resolve(context.cwd, cwd),
    transcript: text(context, 'transcript'),
  })
  const reports: FileReport[] = []
  const sources = new Map<string, string>()
  const add = async (file: string, content: string) => {
    const { report } = await lintOne(file, content)
    reports.push(report)
    if (reporter.sources && report.findings.length > 0) sources.set(file, content)
  }
  if (names) for (const file of names) await add(file === '-' ? '<stdin>' : file, await contentOf(file, context))
  else
    for await (const { file, content } of trackedHandoffs(cwd ? path.resolve(context.cwd, cwd) : context.cwd))
      await add(file, content)
  if (reports.length === 0) context.err('midstride: no handoff document among the Markdown files git tracks here')
  context.out(reporter.format(reports, { color: context.color, sources }))
  const found = reports.flatMap(report => report.findings)
  const warnings = found.filter(finding => finding.severity === 'warning').length
  return found.some(finding => finding.severity === 'error') || warnings > limit ? 1 : 0
}

async function contentOf(file: string, context: VerbContext): Promise<string> {
  if (file !== '-') return readTextFile(path.resolve(context.cwd, file))
  const content = await context.stdin()
  if (content === '') throw new UserError('stdin is empty', 'pipe a document into it, or name a file')
  return content
}

function warningLimit(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY
  if (!/^\d+$/.test(value))
    throw new UserError(`'${value}' is no number for '--max-warnings'`, 'give a whole number from 0 up')
  return Number(value)
}
