import { statSync } from 'node:fs'
import path from 'node:path'
import type { HookInput } from '../hook.ts'

/** The folder an event is about; the process's own where the payload names none that exists. */
export function directoryOf(input: HookInput): string {
  const folder = path.resolve(input.cwd)
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : process.cwd()
}
