import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { defineVerb, type ExitCode, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'report',
  summary: 'a handoff, a revision or a session as one self-contained HTML page',
  args: '[handoff|revision|session]',
  arity: [0, 1],
  options: {
    output: { type: 'string', value: 'FILE', short: 'o', help: 'where the page goes (default: stdout)' },
    open: { type: 'boolean', help: 'show it in the browser' },
    transcript: {
      type: 'string',
      value: 'T',
      help: "transcript the handoff tells of (default: looked for among the project's sessions)",
    },
    agent: { type: 'string', value: 'A', help: 'agent that wrote the transcript; recognised by default' },
    cwd: { type: 'string', value: 'DIR', help: 'project to compare with' },
  },
  examples: [
    ['midstride report --open', 'HANDOFF.md of the current folder, else the newest state, else the newest session'],
    ['midstride report HANDOFF.md -o handoff.html', 'a page that opens anywhere and loads nothing'],
    ['midstride report r7 -o r7.html', 'what was saved as revision 7, with what changed since'],
  ],
  run,
})

async function run(context: VerbContext): Promise<ExitCode> {
  const [{ writeFileAtomic }, { makeReport }, { existingFolder }] = await Promise.all([
    import('../../io/files.ts'),
    import('../../app/report.ts'),
    import('../../app/folder.ts'),
  ])
  const cwd = text(context, 'cwd')
  const { html, source } = await makeReport({
    subject: context.args[0],
    cwd: context.cwd,
    env: context.env,
    transcript: text(context, 'transcript'),
    agent: text(context, 'agent'),
    project: cwd && (await existingFolder(cwd, context.cwd)),
  })
  const output = text(context, 'output')
  if (!output && !context.options.open) {
    context.out(html)
    return 0
  }
  const target = output ? path.resolve(context.cwd, output) : await temporaryFile()
  if (target === source) throw new UserError('the page would replace what it shows', 'name another file with -o')
  await writeFileAtomic(target, html)
  context.out(`${target}\n`)
  if (context.options.open) await show(context, target)
  return 0
}

async function temporaryFile(): Promise<string> {
  const [{ mkdtemp }, { tmpdir }] = await Promise.all([import('node:fs/promises'), import('node:os')])
  return path.join(await mkdtemp(path.join(tmpdir(), 'midstride-report-')), 'report.html')
}

async function show(context: VerbContext, file: string): Promise<void> {
  const { openInBrowser } = await import('../../io/browser.ts')
  const problem = await openInBrowser(file)
  if (problem) context.err(`midstride: no browser could be started (${problem}) — open the file yourself`)
}
