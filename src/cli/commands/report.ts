import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { defineVerb, type ExitCode, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'report',
  summary: 'a handoff as one self-contained HTML page, with a verdict on every claim',
  args: '[handoff]',
  arity: [0, 1],
  options: {
    output: { type: 'string', value: 'FILE', short: 'o', help: 'where the page goes (default: stdout)' },
    transcript: { type: 'string', value: 'T', help: 'transcript of the session the handoff tells of; adds a timeline' },
    agent: { type: 'string', value: 'A', help: 'agent that wrote the transcript; recognised by default' },
    cwd: { type: 'string', value: 'DIR', help: 'project to compare with' },
  },
  examples: [
    ['midstride report HANDOFF.md -o handoff.html', 'a page that opens anywhere and loads nothing'],
    ['midstride report -o handoff.html', 'of HANDOFF.md in the current folder'],
  ],
  run,
})

async function run(context: VerbContext): Promise<ExitCode> {
  const [{ readTextFile, writeFileAtomic }, { verifyText }, { parseHandoff }, { page }, { existingFolder }] =
    await Promise.all([
      import('../../io/files.ts'),
      import('../../app/verify.ts'),
      import('../../app/parse-handoff.ts'),
      import('../../report/page.ts'),
      import('../../app/folder.ts'),
    ])
  const name = context.args[0] ?? 'HANDOFF.md'
  const documentPath = path.resolve(context.cwd, name)
  const output = text(context, 'output')
  const target = output && path.resolve(context.cwd, output)
  if (target === documentPath) throw new UserError('the page would replace the document', 'name another file with -o')
  const content = await readTextFile(documentPath)
  const session = await sessionOf(context)
  const cwd = text(context, 'cwd')
  const report = await verifyText(content, {
    name,
    documentPath,
    ...(session && { session }),
    ...(cwd && { cwd: await existingFolder(cwd, context.cwd) }),
    fallback: context.cwd,
  })
  const { state } = await parseHandoff(content, name)
  const made = page({ name, text: content, state: state ?? null, report, session })
  if (!target) context.out(made)
  else {
    await writeFileAtomic(target, made)
    context.out(`${target}\n`)
  }
  return 0
}

async function sessionOf(context: VerbContext) {
  const [transcript, agent] = [text(context, 'transcript'), text(context, 'agent')]
  if (!transcript) return undefined
  const { readSession } = await import('../../app/read-session.ts')
  return readSession(path.resolve(context.cwd, transcript), { ...(agent && { agent }) })
}
