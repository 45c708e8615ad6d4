import { stringEnd } from '../_core/json.ts'

/** The answer of a tool, known by its bytes: everything but the output itself. */
export interface SkimmedAnswer {
  timestamp: string
  callId: string
  /** The output up to and with the line that opens what the tool printed: `…Process exited with code 0…Output:\n`. */
  head: string
}

/** A shorter line is parsed as fast as it is looked at. */
export const SHORT_LINE = 1024

const OPENING = 400
const MAX_HEAD = 1000
const PRINTED = 'Output:\\n'
const ANSWER =
  /^\{ ?"timestamp": ?"([\w:.-]+)", ?(?:"ordinal": ?\d+, ?)?"type": ?"response_item", ?"payload": ?\{ ?"type": ?"(?:function|custom_tool)_call_output", ?"call_id": ?"([\w-]+)", ?"output": ?"/
/** What may follow the output: nothing, or the turn it belongs to. */
const CLOSING = /^(?:, ?"internal_chat_message_metadata_passthrough": ?\{ ?"turn_id": ?"[\w-]+" ?\})? ?\} ?\}\s*$/

/**
 * Reads the answer of a tool without its output, most of any rollout. null: the line is for the parser, because it is something else or
 * not written exactly like this. Skimming may only save time, never change what is read.
 */
export function skimAnswer(bytes: Buffer): SkimmedAnswer | null {
  const opening = ANSWER.exec(bytes.toString('latin1', 0, OPENING))
  if (!opening) return null
  const line = bytes.toString('latin1', opening[0].length - 1)
  const printed = line.slice(0, MAX_HEAD).indexOf(PRINTED)
  const end = printed < 0 ? -1 : stringEnd(line, 0)
  if (end < printed || !CLOSING.test(line.slice(end, end + 200)) || end + 200 < line.length) return null
  const head = textOf(line.slice(1, printed + PRINTED.length))
  if (head === null || head.indexOf('Output:\n') + 'Output:\n'.length !== head.length) return null
  return { timestamp: opening[1]!, callId: opening[2]!, head }
}

/** The inside of a JSON string, read as Latin-1, as the text it means. */
function textOf(raw: string): string | null {
  try {
    return JSON.parse(`"${Buffer.from(raw, 'latin1').toString('utf8')}"`) as string
  } catch {
    return null
  }
}
