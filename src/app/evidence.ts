import type { HandoffDocument } from '../core/document.ts'
import type { Evidence } from '../core/lint/rule.ts'

/** What a rule may compare with, gathered once for a run; per document only the paths it names are looked up. */
export async function gatherEvidence(_options: {
  cwd?: string | undefined
  transcript?: string | undefined
}): Promise<(document: HandoffDocument) => Promise<Evidence>> {
  return async () => ({})
}
