import { defineReporter, type Severity } from '../core/finding.ts'

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

/** Workflow commands (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). */
export default defineReporter({
  id: 'github',
  summary: 'annotations in GitHub Actions',
  format(reports) {
    const lines = reports.flatMap(({ file, findings }) =>
      findings.map(({ ruleId, severity, message, help, line, column, endLine, endColumn }) => {
        const place = `file=${property(file)},line=${line},col=${column},endLine=${endLine},endColumn=${endColumn}`
        return `::${COMMANDS[severity]} ${place},title=${property(ruleId)}::${data(help ? `${message}. ${help}` : message)}`
      }),
    )
    return lines.map(line => `${line}\n`).join('')
  },
})

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
