/** Branch a successful git command shows: `git switch x`, or the `[branch sha] subject` that a commit prints; null when neither does. */
import { readGitEffect } from './git.ts'

export function branchShown(command: string, output: string, ok: boolean | null): string | null {
  if (ok === false || !/\bgit\b/.test(command)) return null
  const switched = readGitEffect(command, output, ok).branch
  if (switched) return switched
  if (!/\bcommit\b/.test(command)) return null
  const committed = /^\[([^\s\]]{1,200})(?: \(root-commit\))? [0-9a-f]{7,40}\] /m.exec(output)?.[1]
  return committed && committed !== 'detached' ? committed : null
}
