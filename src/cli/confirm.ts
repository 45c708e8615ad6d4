import { createInterface } from 'node:readline/promises'
import { UserError } from '../core/errors.ts'
import type { VerbContext } from './verb.ts'

/** Asks on the terminal, unless `--yes` was given; `--dry-run` means no. Without a terminal it is refused. */
export async function confirm(context: VerbContext, question: string): Promise<boolean> {
  if (context.options['dry-run']) return false
  if (context.options.yes) return true
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UserError(
      'nothing was written: there is no terminal to ask on',
      "add '--yes' to go on, or '--dry-run' to look only",
    )
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  if (/^y(es)?$/i.test(answer.trim())) return true
  context.err('nothing was written')
  return false
}
