import { UserError } from '../errors.ts'
import type { FileReport, ReportedFinding } from '../finding.ts'
import { isRecord } from './state.ts'

/** Findings a project has decided to live with for now: file → rule and message → how often. Places are left out, so that lines may move. */
export type Baseline = Record<string, Record<string, number>>

const keyOf = (finding: ReportedFinding): string => `${finding.ruleId}: ${finding.message}`

/** Findings of `lasting` rules never enter a baseline: a key is not lived with. */
export function toBaseline(reports: readonly FileReport[], lasting: ReadonlySet<string>): Baseline {
  const baseline: Baseline = Object.create(null)
  for (const { file, findings } of reports)
    for (const finding of findings) {
      if (lasting.has(finding.ruleId)) continue
      baseline[file] ??= {}
      const entries = baseline[file]
      entries[keyOf(finding)] = (entries[keyOf(finding)] ?? 0) + 1
    }
  return baseline
}

export function parseBaseline(text: string, name: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = null
  }
  const valid =
    isRecord(value) &&
    Object.values(value).every(entry => isRecord(entry) && Object.values(entry).every(Number.isInteger))
  if (!valid) throw new UserError(`${name} is no baseline`, 'write it anew with --update-baseline')
  return value as Baseline
}

/** Takes away what the baseline knows; `stale` counts entries that no longer occur in the files that were linted. */
export function applyBaseline(
  reports: readonly FileReport[],
  baseline: Baseline,
  lasting: ReadonlySet<string>,
): { reports: FileReport[]; stale: number } {
  let stale = 0
  const kept = reports.map(report => {
    const left = new Map(Object.entries(baseline[report.file] ?? {}))
    const findings = report.findings.filter(finding => {
      const known = lasting.has(finding.ruleId) ? 0 : (left.get(keyOf(finding)) ?? 0)
      if (known > 0) left.set(keyOf(finding), known - 1)
      return known === 0
    })
    for (const count of left.values()) stale += count
    return { ...report, findings }
  })
  return { reports: kept, stale }
}
