/** A thread that lints what it is sent, in the order it is sent. Entry of a bundle of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import { createLinter, type LintOptions } from './lint.ts'
import type { LintAnswer, LintJob } from './lint-pool.ts'

const linter = createLinter(workerData as LintOptions)

parentPort!.on('message', async ({ id, job: { name, text, settings } }: { id: number; job: LintJob }) => {
  const answer = await linter
    .then(lint => lint(name, text, settings))
    .then(
      ({ report }): LintAnswer => ({ id, report }),
      (error: unknown): LintAnswer => ({ id, failure: error instanceof UserError ? error.line : String(error) }),
    )
  parentPort!.postMessage(answer)
})
