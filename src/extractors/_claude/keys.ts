import { asText } from '../_core/json.ts'
import type { Call } from './tools.ts'

/** The same call again: the same tool on the same file, or with the same main argument. */
export function callKeys({ name, input }: Call): string[] {
  const target =
    input.file_path ??
    input.notebook_path ??
    input.path ??
    input.command ??
    input.skill ??
    input.taskId ??
    input.url ??
    input.pattern ??
    input.query ??
    ''
  return [`${name} ${asText(target).slice(0, 300)}`]
}
