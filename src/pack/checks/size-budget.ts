import { count } from '../../core/text.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command, skill } from '../example.ts'
import { carriesCatalogue } from '../headings.ts'
import type { PackFile } from '../pack.ts'
import { estimateTokens } from '../tokens.ts'

/** Claude Code re-attaches the first 5,000 tokens of a prompt after compaction; Codex keeps the first 8,000 bytes of some skills. */
const KEPT_TOKENS = 5000
const KEPT_BYTES = 8000
/** Emergency commands run when context is nearly full. */
const BUDGETS: Readonly<Record<string, number>> = { dump: 1800, handoff: KEPT_TOKENS }
const SKILL_LINES = 500

export default defineCheck({
  id: 'size-budget',
  severity: 'error',
  summary: 'A prompt fits into what hosts keep of it',
  why: 'After compaction hosts keep the beginning of a prompt only: 5,000 tokens, in some 8,000 bytes. What stands later is gone in mid-workflow.',
  examples: {
    ok: [command('Cut the release.')],
    bad: [
      command('Cut the release. '.repeat(1400)),
      skill('Cut the release.\n'.repeat(501)),
      { 'commands/dump.md': `---\ndescription: Use when work must stop.\n---\n\n${'Write it down. '.repeat(500)}\n` },
    ],
  },
  check(context) {
    for (const file of context.files) if (file.role === 'entry' && file.kind !== 'workflow') checkFile(context, file)
  },
})

function checkFile({ report }: CheckContext, file: PackFile): void {
  const tokens = estimateTokens(file.text)
  const budget = (file.kind === 'command' && BUDGETS[file.name]) || KEPT_TOKENS
  const top = { start: 0, end: Math.min(3, file.text.length) }
  if (tokens > budget)
    report(file, {
      place: top,
      severity: budget === BUDGETS[file.name] ? 'error' : 'warning',
      unexpected: `${file.kind} of about ${tokens} tokens`,
      expected: `at most ${budget}`,
      help: 'move material that is not always needed into a file that is loaded on demand',
    })
  const lines = file.text.split('\n').length
  if (file.kind === 'skill' && lines > SKILL_LINES)
    report(file, {
      place: top,
      severity: 'warning',
      unexpected: `skill of ${count(lines, 'line')}`,
      expected: `at most ${SKILL_LINES}`,
    })
  const end = carriesCatalogue(file) ? file.document.section('1')?.heading : undefined
  if (end && Buffer.byteLength(file.text.slice(0, end.start)) > KEPT_BYTES)
    report(file, {
      place: end,
      unexpected: `essentials that end at byte ${Buffer.byteLength(file.text.slice(0, end.start))}`,
      expected: `modes, steps, principles and Section 0 within the first ${KEPT_BYTES} bytes`,
    })
}
