import { readCommandLine } from '../../core/session/commands.ts'
import { needsOutput } from './git.ts'

/** What a command printed may tell a fact: tests, commits, pushes, pull requests, the branch a commit names. */
export function asksForOutput(command: string): boolean {
  if (/\bgit\b/.test(command) && /\bcommit\b/.test(command)) return true
  return readCommandLine(command).test !== null || needsOutput(command)
}
