import type { Finished } from '../_core/facts.ts'
import { asObject, asText, isObject, type Json, numberOrNull, objects } from '../_core/json.ts'

/** Arguments of a function call: JSON in a string. */
export function parseArguments(value: unknown): Json {
  if (isObject(value)) return value
  try {
    return asObject(JSON.parse(asText(value)))
  } catch {
    return {}
  }
}

/** Text of a call's output, which is a string, a list of content parts, or (2025) JSON in a string. */
export function outputText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value))
    return objects(value)
      .map(part => asText(part.text))
      .join('\n')
  return asText(asObject(value).content)
}

export interface ShellOutput extends Finished {
  /** Session that goes on in the background, to be asked with write_stdin. */
  running: string | null
}

/**
 * `Chunk ID…\nWall time…\nProcess exited with code N\n…Output:\n…` (exec_command), `Exit code: N\nWall time…\nOutput:\n…`
 * (shell, apply_patch), or `{"output": …, "metadata": {"exit_code": N}}` (2025).
 */
export function shellOutput(text: string): ShellOutput {
  if (text.startsWith('{')) {
    const value = parseArguments(text)
    const exitCode = numberOrNull(asObject(value.metadata).exit_code)
    if (exitCode !== null) return { ok: exitCode === 0, exitCode, output: asText(value.output), running: null }
  }
  const body = text.indexOf('Output:\n')
  const head = body < 0 ? text.slice(0, 1000) : text.slice(0, body)
  const output = body < 0 ? text : text.slice(body + 8)
  const code = /(?:Process exited with code|Exit code:) (-?\d{1,5})/.exec(head)?.[1]
  const running = /Process running with session ID (\d{1,12})/.exec(head)?.[1] ?? null
  if (code !== undefined) return { ok: Number(code) === 0, exitCode: Number(code), output, running: null }
  if (running !== null) return { ok: null, exitCode: null, output, running }
  const failed = /^(?:exec_command failed|execution error|failed to|error:)/i.test(text)
  return { ok: failed ? false : null, exitCode: null, output, running: null }
}

/** `["bash", "-lc", "npm test"]` → `npm test`; other argument lists are joined. */
export function commandText(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  const words = value.map(asText)
  return /(?:^|\/)(?:ba|z|da)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '') && words.length === 3
    ? words[2]!
    : words.join(' ')
}

export type PatchAction = 'write' | 'edit' | 'delete'

/** Files of a `*** Begin Patch` text, as written there. */
export function patchFiles(patch: string): { path: string; action: PatchAction }[] {
  const files: { path: string; action: PatchAction }[] = []
  for (const match of patch.matchAll(
    /^\*\*\* (Add|Update|Delete) File: (.{1,1000}?)\s*$|^\*\*\* Move to: (.{1,1000}?)\s*$/gm,
  )) {
    if (match[3]) {
      const moved = files.at(-1)
      if (moved) moved.action = 'delete'
      files.push({ path: match[3], action: 'write' })
    } else
      files.push({ path: match[2]!, action: match[1] === 'Add' ? 'write' : match[1] === 'Delete' ? 'delete' : 'edit' })
  }
  return files
}

/** `{"/abs/path": {"type": "add|update|delete", "move_path"?}}` of the events that tell a patch's outcome. */
export function changedFiles(changes: unknown): { path: string; action: PatchAction }[] {
  return Object.entries(asObject(changes)).flatMap(([path, value]) => {
    const change = asObject(value)
    const moved = asText(change.move_path)
    if (moved !== '')
      return [
        { path, action: 'delete' as const },
        { path: moved, action: 'write' as const },
      ]
    const type = asText(change.type)
    return [
      {
        path,
        action: type === 'add' ? ('write' as const) : type === 'delete' ? ('delete' as const) : ('edit' as const),
      },
    ]
  })
}
