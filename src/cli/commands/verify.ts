import path from 'node:path'
import type { Refused, Rerun } from '../../app/rerun.ts'
import { UserError } from '../../core/errors.ts'
import { oneLine } from '../../core/text.ts'
import type { Session } from '../../core/types.ts'
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
    run: {
      type: 'boolean',
      help: 'repeat the plain test, build and lint commands of the transcript that claims rest on, after showing them',
    },
    yes: { type: 'boolean', short: 'y', help: 'do not ask before --run' },
    timeout: { type: 'string', value: 'SECONDS', help: 'time limit of each repeated command (default: 300)' },
    annotate: { type: 'boolean', help: 'write the document with a verdict behind each claim to the file of -o' },
    output: { type: 'string', value: 'FILE', short: 'o', help: 'where the annotated copy goes' },
    strict: { type: 'boolean', help: 'exit 1 when a claim is stale, too' },
    json: { type: 'boolean', help: 'print the report as JSON' },
    format: {
      type: 'string',
      choices: ['text', 'json', 'github', 'sarif'],
      help: 'how to print (default: text); github and sarif tell what is contradicted or stale',
    },
  },
  examples: [
    [
      'midstride verify HANDOFF.md --transcript ~/.claude/projects/-code-app/3f1c….jsonl',
      'every claim against what really happened',
    ],
    ['midstride verify HANDOFF.md', 'what files and git alone can answer'],
    ['midstride verify HANDOFF.md --annotate -o CHECKED.md', 'a copy with a verdict behind each claim'],
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
  const output = outputOf(context, documentPath)
  const seconds = secondsOf(context)
  const content = documentPath ? await readTextFile(documentPath) : await stdinText(context)
  const session = await sessionOf(context)
  const named = text(context, 'cwd')
  if (context.options.run && !session) throw new UserError('--run needs a transcript', 'name it with --transcript')
  const report = await verifyText(content, {
    name: name === '-' ? '<stdin>' : name,
    ...(documentPath && { documentPath }),
    ...(session && { session }),
    ...(named && { cwd: await existingFolder(named, context.cwd) }),
    fallback: context.cwd,
    ...(context.options.run && {
      repeat: (commands, known, cwd) => repeat(context, commands, known, { cwd, seconds }),
    }),
  })
  if (report.unread_from_line !== undefined)
    context.err(
      `midstride: warning: the document says more than is read: nothing from line ${report.unread_from_line} on`,
    )
  if (output) {
    const [{ annotate }, { writeFileAtomic }] = await Promise.all([
      import('../../core/statements/annotate.ts'),
      import('../../io/files.ts'),
    ])
    await writeFileAtomic(output, annotate(content, report))
  }
  await print(context, report, content)
  return exitCode(report, context.options.strict === true)
}

async function print(context: VerbContext, report: VerifyReport, content: string): Promise<void> {
  const format = context.options.json ? 'json' : (text(context, 'format') ?? 'text')
  if (format === 'json') return context.out(`${JSON.stringify(report, null, 2)}\n`)
  const { verdictFindings, verdictTable, VERDICT_RULES } = await import('../_verdicts.ts')
  if (format === 'text') return context.out(verdictTable(report, context.color))
  const { registry } = await import('../../reporters/_registry.ts')
  const reporter = registry.find(({ id }) => id === format)!
  context.out(
    reporter.format([verdictFindings(report, content)], { color: false, sources: new Map(), rules: VERDICT_RULES }),
  )
}

function outputOf(context: VerbContext, documentPath: string | undefined): string | null {
  const file = text(context, 'output')
  if (!context.options.annotate) {
    if (file) throw new UserError('-o names the annotated copy', 'add --annotate')
    return null
  }
  if (!file) throw new UserError('--annotate needs a file to write to', 'name it with -o FILE')
  const output = path.resolve(context.cwd, file)
  if (output === documentPath)
    throw new UserError('the annotated copy would replace the document', 'name another file with -o')
  return output
}

function secondsOf(context: VerbContext): number {
  const value = text(context, 'timeout')
  if (value === undefined) return 300
  const seconds = Number(value)
  if (!/^\d{1,5}$/.test(value) || seconds < 1)
    throw new UserError(`'${value}' is no time limit`, 'give --timeout whole seconds, 1 or more')
  return seconds
}

async function repeat(
  context: VerbContext,
  known: (Rerun | Refused)[],
  session: Session,
  options: { cwd: string; seconds: number },
): Promise<Session | null> {
  for (const one of known)
    if ('refused' in one) context.err(`midstride: not repeated: ${oneLine(one.command)}: ${one.refused}`)
  const commands = known.filter(one => 'words' in one)
  if (commands.length === 0) {
    context.err('midstride: no command of the transcript that claims rest on can be repeated')
    return null
  }
  context.err(`midstride: to repeat in ${options.cwd}:`)
  for (const { command } of commands) context.err(`  ${command}`)
  if (!context.options.yes && !(await agreed())) {
    if (!process.stdin.isTTY)
      throw new UserError('--run asks before it runs anything', 'add --yes to run the commands above')
    return null
  }
  const { rerun } = await import('../../app/rerun.ts')
  return rerun(commands, session, { ...options, tell: line => context.err(`midstride: ${line}`) })
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const { createInterface } = await import('node:readline/promises')
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question('Run them? [y/N] ')
  ask.close()
  return /^y(?:es)?$/i.test(answer.trim())
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
