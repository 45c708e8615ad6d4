import { parseArgs, styleText } from 'node:util'
import { UserError } from '../core/errors.ts'
import { suggest } from '../core/text.ts'
import type { Verb, VerbContext } from './verb.ts'

type Parsed = Pick<VerbContext, 'args' | 'options'> | { help: string }

/** Strict parsing of one verb's arguments; every refusal names the word, what was expected and where to look. */
export function parseOptions(verb: Verb, argv: string[], color = false): Parsed {
  const known = { ...verb.options, help: { type: 'boolean', short: 'h', help: '' } } as NonNullable<Verb['options']>
  const { tokens, values, positionals } = parseArgs({
    args: argv,
    options: Object.fromEntries(
      Object.entries(known).map(([name, { type, short, multiple }]) => [
        name,
        { type, ...(short && { short }), ...(multiple && { multiple }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) if (token.kind === 'option') checkOption(verb, known, token)
  if (values.help) return { help: verbHelp(verb, color) }
  const [min, max] = verb.arity ?? [0, 0]
  if (positionals.length < min)
    throw new UserError(`'midstride ${verb.name}' needs ${verb.args}`, `see 'midstride ${verb.name} --help'`)
  if (positionals.length > max)
    throw new UserError(
      `unexpected argument '${positionals[max]}'`,
      `usage: midstride ${verb.name} ${verb.args ?? ''}`.trim(),
    )
  return { args: positionals, options: values as VerbContext['options'] }
}

function checkOption(
  verb: Verb,
  known: NonNullable<Verb['options']>,
  token: { name: string; rawName: string; value?: string | undefined },
): void {
  const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined
  const more = `see 'midstride ${verb.name} --help'`
  if (!option) {
    const near = suggest(token.name, Object.keys(known))
    throw new UserError(
      `unknown option '${token.rawName}' for 'midstride ${verb.name}'`,
      near ? `did you mean '--${near}'?` : more,
    )
  }
  if (option.type === 'boolean' && token.value !== undefined)
    throw new UserError(`option '${token.rawName}' takes no value`, more)
  if (option.type === 'string' && (token.value === undefined || token.value === ''))
    throw new UserError(`option '${token.rawName}' needs a value${option.value ? ` (${option.value})` : ''}`, more)
  if (option.choices && token.value !== undefined && !option.choices.includes(token.value))
    throw new UserError(`unknown value '${token.value}' for '${token.rawName}'`, `one of: ${option.choices.join(', ')}`)
}

export function verbHelp(verb: Verb, color: boolean): string {
  const bold = (text: string) => (color ? styleText('bold', text) : text)
  const rows = Object.entries(verb.options ?? {}).map(([name, option]) => {
    const value =
      option.type === 'string' ? ` ${option.choices ? option.choices.join('|') : (option.value ?? 'VALUE')}` : ''
    return [`${option.short ? `-${option.short}, ` : '    '}--${name}${value}`, option.help] as const
  })
  rows.push(['-h, --help', 'show this help'])
  const width = Math.min(34, Math.max(...rows.map(([flag]) => flag.length)))
  return [
    `${bold(`midstride ${verb.name}`)} — ${verb.summary}`,
    '',
    bold('Usage'),
    `  midstride ${[verb.name, verb.args, verb.options ? '[options]' : ''].filter(Boolean).join(' ')}`,
    '',
    bold('Options'),
    ...rows.map(([flag, does]) =>
      flag.length > width ? `  ${flag}\n  ${' '.repeat(width)}  ${does}` : `  ${flag.padEnd(width)}  ${does}`,
    ),
    '',
    bold(verb.examples.length > 1 ? 'Examples' : 'Example'),
    ...verb.examples.map(([command, does]) => `  ${command}\n      ${does}`),
    '',
  ].join('\n')
}
