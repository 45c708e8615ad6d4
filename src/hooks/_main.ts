import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Hook } from '../app/hook.ts'
import { runHook } from '../app/hooks/run.ts'

/** Runs one event as a program of its own: payload on stdin, answer on stdout, always exit code 0. */
export async function main(hook: Hook): Promise<void> {
  const { values } = parseArgs({ options: { host: { type: 'string' } }, strict: false })
  const result = await runHook(hook, {
    host: String(values.host ?? 'claude-code'),
    stdin: readStdin(),
    cwd: process.cwd(),
    env: process.env,
  })
  if (result.out) process.stdout.write(result.out)
  if (result.err) process.stderr.write(`${result.err}\n`)
}

/** Read at once: a stream would cost several turns of the event loop. */
function readStdin(): string {
  try {
    return readFileSync(0, 'utf8')
  } catch {
    return ''
  }
}
