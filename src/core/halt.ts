import { handoffSections } from '../generated/handoff-sections.ts'

/** Lines of the two halt blocks that carry words, as patterns: `[…]` and `<…>` in them stand for whatever was filled in. */
const BLOCKS: readonly (readonly RegExp[])[] = Object.values(handoffSections.halt).map(lines =>
  lines.filter(line => /[A-Za-z]/.test(line)).map(linePattern),
)

/** Whether a text holds a whole halt block: the agent's own word that the session is over. */
export function isHalted(text: string): boolean {
  const lines = text.split('\n').map(line => line.trim())
  return BLOCKS.some(patterns => {
    let at = 0
    for (const line of lines) if (at < patterns.length && patterns[at]!.test(line)) at += 1
    return at === patterns.length
  })
}

function linePattern(line: string): RegExp {
  const parts = line.split(/\[[^\]]*\]|<[^>]*>/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.{1,300}')}$`, 'i')
}
