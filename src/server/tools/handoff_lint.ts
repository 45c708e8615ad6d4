import type { HandoffKind } from '../../core/document.ts'
import type { FileReport } from '../../core/finding.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { projectPath } from './_arguments.ts'
import { document, readDocument } from './_document.ts'

const SHOWN = 30

export default defineTool({
  name: 'handoff_lint',
  title: 'Check the form of a handoff',
  description:
    'Checks a handoff, a reflection or a mission handoff: sections, todos, paths, machine-readable state, safety. Mend what it finds and call it again until errors and warnings are 0.',
  input: args({
    ...document,
    kind: {
      enum: ['auto', 'handoff', 'reflection', 'mission'],
      description: 'Read it as this kind; recognised by its content when left out.',
    },
    project_path: projectPath,
  }),
  output: answer({
    file: { type: 'string' },
    kind: { type: 'string' },
    errors: { type: 'integer' },
    warnings: { type: 'integer' },
    findings: { type: 'array', items: { type: 'object' } },
    omitted: { type: 'integer' },
  }),
  annotations: READS,
  async run(args, context) {
    const { name, text, cwd } = await readDocument(args, context)
    const kind = args.kind === 'auto' ? undefined : (args.kind as HandoffKind | undefined)
    const { lintText } = await import('../../app/lint.ts')
    const { report } = await lintText(text, { name, kind, cwd })
    return { data: { file: report.file, kind: report.kind, ...summary(report) } }
  },
})

function summary({ findings }: FileReport) {
  const shown = findings.slice(0, SHOWN).map(({ ruleId, severity, message, help, line, column }) => ({
    rule: ruleId,
    severity,
    line,
    column,
    message,
    ...(help && { help }),
  }))
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length
  return {
    errors: count('error'),
    warnings: count('warning'),
    findings: shown,
    omitted: findings.length - shown.length,
  }
}
