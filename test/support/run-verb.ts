import { registry } from '../../src/cli/commands/_registry.ts'
import { parseOptions } from '../../src/cli/options.ts'
import { RefusedError, UserError } from '../../src/core/errors.ts'
import type { Env } from '../../src/io/env.ts'

export interface VerbRun {
  status: number
  stdout: string
  stderr: string
}

/** Runs a verb as the command line does, in this process: same parsing, same errors, same exit codes. */
export async function runVerb(
  argv: readonly string[],
  where: { cwd: string; env?: Env; stdin?: string },
): Promise<VerbRun> {
  const [name = '', ...rest] = argv
  let stdout = ''
  let stderr = ''
  try {
    const verb = await registry[name]!.load()
    const parsed = parseOptions(verb, rest)
    if ('help' in parsed) return { status: 0, stdout: parsed.help, stderr }
    const status = await verb.run({
      ...parsed,
      cwd: where.cwd,
      env: where.env ?? process.env,
      color: false,
      out: text => {
        stdout += text
      },
      err: line => {
        stderr += `${line}\n`
      },
      stdin: async () => where.stdin ?? '',
    })
    return { status, stdout, stderr }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { status: error instanceof RefusedError ? 1 : 2, stdout, stderr: `${stderr}midstride: ${error.line}\n` }
  }
}
