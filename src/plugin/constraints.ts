import { safeText } from '../core/recovery/safe.ts'
import { truncate } from '../core/text.ts'
import type { State } from '../core/types.ts'

const MARK = 'ORCHESTRATOR MODE (restored by midstride)'
const MAX_ITEMS = 12
const MAX_CHARS = 200
/** Requests of OpenCode's own: titles and summaries. */
const OWN = /^You are (?:a title generator|a context summarization agent)/i

/** What an orchestrator must and must not do, for the system prompt; null for any other role, or when nothing is laid down. */
export function orchestratorBlock(state: State): string | null {
  const constraints = state.skill_stack[0]?.constraints
  if (state.identity.role !== 'orchestrator' || !constraints) return null
  const { forbidden, required } = constraints
  if (forbidden.length + required.length === 0) return null
  return [
    MARK,
    'This session hands work to subagents and checks what they bring back; it writes no code itself.',
    ...list('FORBIDDEN', forbidden),
    ...list('REQUIRED', required),
  ].join('\n')
}

/** Once in a prompt, and not in the host's own requests. */
export function isWanted(system: readonly string[]): boolean {
  return !system.some(text => text.startsWith(MARK)) && !OWN.test(system[0]?.trimStart() ?? '')
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return []
  const shown = items.slice(0, MAX_ITEMS).map(item => `- ${truncate(safeText(item), MAX_CHARS)}`)
  const rest = items.length - shown.length
  return ['', `${title}:`, ...shown, ...(rest > 0 ? [`- (${rest} more: \`midstride load --json\`)`] : [])]
}
