/** Answer shapes that several hosts share. Keys without a value are left out: some hosts refuse what their schema does not know. */
import type { HookOutput } from '../hook.ts'
import type { Answer } from './host.ts'

const filled = (value: Record<string, unknown>): Record<string, unknown> | null => {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null)
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

/** `hookSpecificOutput.additionalContext` with a `systemMessage` for the person. */
export const specific: Answer = ({ context, message }, hookEventName) =>
  filled({
    systemMessage: message,
    hookSpecificOutput: context === undefined ? undefined : { hookEventName, additionalContext: context },
  })

/** PreToolUse: a refusal is a permission decision. */
export const permission: Answer = (output, hookEventName) => {
  if (output.block === undefined) return specific(output, hookEventName)
  const decision = { hookEventName, permissionDecision: 'deny', permissionDecisionReason: output.block }
  return filled({ systemMessage: output.message, hookSpecificOutput: decision })
}

/** End of a turn: `decision: block` lets it go on with the reason; a message alone does not. */
export const decision: Answer = ({ block, message }: HookOutput) =>
  filled({ decision: block === undefined ? undefined : 'block', reason: block, systemMessage: message })

/** Only the person reads it. */
export const notice: Answer = ({ message }: HookOutput) => filled({ systemMessage: message })

/** Top-level `additionalContext` (Copilot, Cursor spells it with an underscore). */
export const topLevel =
  (key: string): Answer =>
  ({ context }) =>
    filled({ [key]: context })
