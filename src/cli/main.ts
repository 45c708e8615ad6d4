#!/usr/bin/env node
import { styleText } from 'node:util'
import { RefusedError, UserError } from '../core/errors.ts'
import { suggest } from '../core/text.ts'
import { version } from '../generated/version.ts'
import { registry } from './commands/_registry.ts'
import { parseOptions } from './options.ts'
import type { ExitCode, VerbContext } from './verb.ts'

const color = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR

function help(): string {
  const bold = (text: string) => (color ? styleText('bold', text) : text)
  const width = Math.max(...Object.keys(registry).map(name => name.length))
  const verbs = Object.entries(registry).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    `${bold('midstride')} ${version} — the next session picks up mid-stride, and can believe what it reads.`,
    '',
    bold('Usage'),
    '  midstride <verb> [arguments] [options]',
    '',
    bold('Verbs'),
    ...verbs,
    '',
    bold('Example'),
    '  midstride draft -o HANDOFF.md     a handoff of the newest session of this project, every fact filled in',
    '',
    '`midstride <verb> --help` tells more.',
    '',
  ].join('\n')
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

async function main(argv: string[]): Promise<ExitCode> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const topic = name === 'help' ? rest[0] : undefined
    if (topic) return main([topic, '--help'])
    process.stdout.write(help())
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${version}\n`)
    return 0
  }
  const entry = Object.hasOwn(registry, name) ? registry[name] : undefined
  if (!entry) {
    const near = suggest(name, Object.keys(registry))
    throw new UserError(`unknown verb '${name}'`, near ? `did you mean 'midstride ${near}'?` : "see 'midstride --help'")
  }
  const verb = await entry.load()
  const parsed = parseOptions(verb, rest, color)
  if ('help' in parsed) {
    process.stdout.write(parsed.help)
    return 0
  }
  const context: VerbContext = {
    ...parsed,
    cwd: process.cwd(),
    env: process.env,
    color,
    out: text => void process.stdout.write(text),
    err: line => void process.stderr.write(`${line}\n`),
    stdin: readStdin,
  }
  return verb.run(context)
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    const line =
      error instanceof UserError
        ? error.line
        : `unexpected failure: ${(error as Error)?.message ?? error} — please report it with the command you ran`
    process.stderr.write(`midstride: ${line}\n`)
    if (process.env.MIDSTRIDE_DEBUG) process.stderr.write(`${(error as Error)?.stack}\n`)
    process.exitCode = error instanceof RefusedError ? 1 : 2
  },
)
