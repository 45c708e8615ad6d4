import { lintRule } from 'unified-lint-rule'
import { type Finding, type ReportedFinding, ruleUrl } from '../core/finding.ts'
import { registry } from '../rules/_registry.ts'
import { createLinter } from './lint.ts'
import { mayBeHandoff } from './lint-files.ts'

/** Severity in the words of remark-lint. */
export type RemarkSetting = boolean | 'on' | 'off' | 'warn' | 'error' | 0 | 1 | 2
/** A unified attacher (https://github.com/unifiedjs/unified#plugin), as `unified-lint-rule` makes it. */
export type RemarkRule = (setting?: RemarkSetting | [RemarkSetting]) => undefined | ((...input: never[]) => undefined)

/** What is used of a vfile. */
interface File {
  path?: string
  toString(): string
  message(reason: string, options: object): { note?: string; expected?: string[]; actual?: string }
}

const lint = await createLinter()
type Found = (readonly [Finding, ReportedFinding])[]
const found = new WeakMap<object, Promise<Found>>()

/** Every rule of a file in one go: they share the parsed document, and a comment that switches one off must see what all found. */
function findingsOf(file: File): Promise<Found> {
  const findings = found.get(file) ?? lintFile(file)
  found.set(file, findings)
  return findings
}

async function lintFile(file: File): Promise<Found> {
  const text = file.toString()
  if (!mayBeHandoff(text)) return []
  const { findings, report } = await lint(file.path ?? 'document', text)
  return findings.map((finding, index) => [finding, report.findings[index]!] as const)
}

/** Rule → plugin; messages come from `midstride` under the rule's name. Every other Markdown document passes in silence. */
export const rules: Readonly<Record<string, RemarkRule>> = Object.fromEntries(
  registry
    .filter(rule => !rule.kinds.includes('unknown'))
    .map(({ id }) => [
      id,
      lintRule({ origin: `midstride:${id}`, url: ruleUrl(id) }, async (_, file) => {
        const own = (await findingsOf(file as unknown as File)).filter(([finding]) => finding.ruleId === id)
        for (const [finding, reported] of own) {
          const { line, column, endLine, endColumn, message, help } = reported
          const said = (file as unknown as File).message(message, {
            place: {
              start: { line, column, offset: finding.place.start },
              end: { line: endLine, column: endColumn, offset: finding.place.end },
            },
          })
          if (help) said.note = help
        }
      }) as unknown as RemarkRule,
    ]),
)

/** The preset: every rule, with its own severity. */
const preset: { plugins: [RemarkRule, [RemarkSetting]][] } = {
  plugins: registry
    .filter(({ id }) => id in rules)
    .map(({ id, severity }) => [rules[id]!, [severity === 'error' ? 'error' : 'warn']]),
}

export default preset
