import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import type { VerifyReport } from '../../generated/types/verify-report.ts'
import { defineVerb, type ExitCode, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'verify',
  summary: 'give every claim of a handoff a verdict, with where the evidence lies',
  args: '<handoff.md|->',
  arity: [1, 1],
  options: {
    transcript: { type: 'string', value: 'T', help: 'transcript of the session the handoff tells of' },
    cwd: {
      type: 'string',
      value: 'DIR',
      help: 'project to compare with (default: the current folder, or where the session took place)',
    },
    agent: { type: 'string', value: 'A', help: 'agent that wrote the transcript; recognised by default' },
    strict: { type: 'boolean', help: 'exit 1 when a claim is stale, too' },
    json: { type: 'boolean', help: 'print the report as JSON' },
  },
  examples: [
    [
      'midstride verify HANDOFF.md --transcript ~/.claude/projects/-work-app/3f1c….jsonl',
      'every claim against what really happened',
    ],
    ['midstride verify HANDOFF.md', 'what files and git alone can answer'],
  ],
  run,
})

async function run(context: VerbContext): Promise<ExitCode> {
  const [{ readTextFile }, { verifyText }, { existingFolder }] = await Promise.all([
    import('../../io/files.ts'),
    import('../../app/verify.ts'),
    import('../../app/folder.ts'),
  ])
  const name = context.args[0]!
  const documentPath = name === '-' ? undefined : path.resolve(context.cwd, name)
  const content = documentPath ? await readTextFile(documentPath) : await stdinText(context)
  const session = await sessionOf(context)
  const named = text(context, 'cwd')
  const report = await verifyText(content, {
    name: name === '-' ? '<stdin>' : name,
    ...(documentPath && { documentPath }),
    ...(session && { session }),
    ...(named && { cwd: await existingFolder(named, context.cwd) }),
    fallback: context.cwd,
  })
  if (context.options.json) context.out(`${JSON.stringify(report, null, 2)}\n`)
  else context.out((await import('../_verdicts.ts')).verdictTable(report, context.color))
  return exitCode(report, context.options.strict === true)
}

const exitCode = ({ summary }: VerifyReport, strict: boolean): ExitCode =>
  summary.contradicted > 0 || (strict && summary.stale > 0) ? 1 : 0

async function stdinText(context: VerbContext): Promise<string> {
  const content = await context.stdin()
  if (content.trim() === '') throw new UserError('stdin is empty', 'pipe a document into it, or name a file')
  if (content.length > 16 * 1024 * 1024) throw new UserError('stdin holds more than 16 MiB', 'split the document')
  return content
}

async function sessionOf(context: VerbContext) {
  const transcript = text(context, 'transcript')
  if (!transcript) return undefined
  const { readSession } = await import('../../app/read-session.ts')
  const agent = text(context, 'agent')
  return readSession(path.resolve(context.cwd, transcript), { ...(agent && { agent }) })
}
