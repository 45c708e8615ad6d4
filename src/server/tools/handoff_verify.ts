import path from 'node:path'
import { truncate } from '../../core/text.ts'
import type { VerifyReport } from '../../generated/types/verify-report.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { projectPath, sessionId } from './_arguments.ts'
import { document, readDocument } from './_document.ts'
import { ownTranscript, transcript } from './_transcript.ts'

const ORDER = ['contradicted', 'stale', 'unsupported', 'verified'] as const
const SHOWN = 25
const BUDGET = 8000

const count = { type: 'integer' } as const

export default defineTool({
  name: 'handoff_verify',
  title: 'Check the truth of a handoff',
  description:
    'Gives each claim of a handoff a verdict from the transcript, git and the files: contradicted, stale, unsupported or verified, with where the evidence lies. Correct what is contradicted, mark what is stale. Nothing in the document is run.',
  input: args({ ...document, transcript, session_id: sessionId, project_path: projectPath }),
  output: answer({
    file: { type: 'string' },
    transcript: { type: ['string', 'null'] },
    summary: answer({ verified: count, stale: count, contradicted: count, unsupported: count }),
    claims: { type: 'array', items: { type: 'object' } },
    omitted: count,
  }),
  annotations: READS,
  async run(args, context) {
    const { name, text, cwd } = await readDocument(args, context)
    const source = (args.transcript as string | undefined) ?? (await ownTranscript(args.session_id, cwd, context))
    const [{ readSession }, { verifyText }] = await Promise.all([
      import('../../app/read-session.ts'),
      import('../../app/verify.ts'),
    ])
    const session = source === undefined ? undefined : await readSession(path.resolve(cwd, source))
    const report = await verifyText(text, {
      name,
      ...(typeof args.path === 'string' && { documentPath: path.resolve(cwd, args.path) }),
      ...(session && { session }),
      cwd,
    })
    const claims = shown(report)
    return {
      data: {
        file: report.file,
        transcript: source ?? null,
        summary: report.summary,
        claims,
        omitted: report.claims.length - claims.length,
      },
    }
  },
})

/** What must be mended first, as many as fit into a short answer. */
function shown({ claims }: VerifyReport) {
  const sorted = [...claims].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || a.line - b.line)
  const brief = sorted.slice(0, SHOWN).map(({ text, kind, line, verdict, evidence }) => ({
    line,
    verdict,
    kind,
    text: truncate(text, 160),
    evidence: evidence.slice(0, 2).map(({ ref, detail }) => ({ ref, detail: truncate(detail, 160) })),
  }))
  while (JSON.stringify(brief, null, 1).length > BUDGET) brief.pop()
  return brief
}
