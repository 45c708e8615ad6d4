import { defineReporter, type FileReport, type ReportedFinding } from '../core/finding.ts'

/** JUnit XML as CI servers read it (https://github.com/testmoapp/junitxml): a suite for each file, a case for each finding. */
export default defineReporter({
  id: 'junit',
  summary: 'JUnit XML, a suite for each file',
  format(reports) {
    const failures = reports.reduce((sum, report) => sum + failing(report).length, 0)
    const tests = reports.reduce((sum, report) => sum + Math.max(1, report.findings.length), 0)
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="midstride" tests="${tests}" failures="${failures}">`,
      ...reports.map(suite),
      '</testsuites>',
      '',
    ].join('\n')
  },
})

const failing = (report: FileReport) => report.findings.filter(finding => finding.severity === 'error')

function suite(report: FileReport): string {
  const { file, findings } = report
  const cases =
    findings.length > 0
      ? findings.map(finding => testCase(file, finding))
      : [`    <testcase classname="${xml(file)}" name="midstride"/>`]
  return [
    `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failing(report).length}">`,
    ...cases,
    '  </testsuite>',
  ].join('\n')
}

function testCase(file: string, { ruleId, severity, message, help, line, column }: ReportedFinding): string {
  const name = `<testcase classname="${xml(file)}" name="${xml(`${ruleId} ${line}:${column}`)}"`
  const text = xml(`line ${line}, column ${column}: ${message}${help ? `. ${help}` : ''}`)
  if (severity !== 'error') return `    ${name}><system-out>${severity}: ${text}</system-out></testcase>`
  return `    ${name}><failure type="${severity}" message="${xml(message)}">${text}</failure></testcase>`
}

function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
