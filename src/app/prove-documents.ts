import type { FileReport } from '../core/finding.ts'
import { carriesCatalogue, catalogueHeadings } from '../pack/headings.ts'
import type { Pack, PackFile } from '../pack/pack.ts'
import { lintText } from './lint.ts'

/** Filled samples of handoffs that a pack shows. */
const SAMPLE = /^docs\/examples\/.+\.md$/

/**
 * The template of a document and its linter must agree: a filled sample is clean, a template that nobody filled in is not. Returns
 * what lint says of each sample, and one finding for each template that lint lets pass.
 */
export async function proveDocuments(pack: Pack): Promise<FileReport[]> {
  const reports: FileReport[] = []
  for (const file of pack.files) {
    if (SAMPLE.test(file.path)) reports.push((await lintText(file.text, { name: file.path })).report)
    else if (file.role === 'entry' && carriesCatalogue(file)) reports.push(...(await proveTemplate(file)))
  }
  return reports
}

async function proveTemplate(file: PackFile): Promise<FileReport[]> {
  const [first] = catalogueHeadings(file)
  const start = first!.heading.start
  const end = file.document.sections.find(
    ({ id, depth, heading }) => id === null && depth <= 2 && heading.start > start,
  )
  const { report } = await lintText(file.text.slice(start, end?.heading.start), { name: file.path, kind: 'handoff' })
  if (report.findings.some(({ severity }) => severity === 'error')) return []
  const place = file.document.position(start)
  return [
    {
      file: file.path,
      kind: 'command',
      findings: [
        {
          ruleId: 'template-unfilled',
          severity: 'error',
          message: 'Unexpected template that lint takes for a filled document, expected placeholders that it reports',
          line: place.line,
          column: place.column,
          endLine: place.line,
          endColumn: place.column + 1,
          fixable: false,
        },
      ],
    },
  ]
}
