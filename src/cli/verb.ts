import type { Env } from '../io/env.ts'

/** 0: done, nothing to report · 1: done, there are findings · 2: could not run. */
export type ExitCode = 0 | 1 | 2

export interface VerbOption {
  type: 'string' | 'boolean'
  /** Placeholder of the value in the help: `A`, `DIR`. */
  value?: string
  short?: string
  multiple?: boolean
  /** Values that are allowed; anything else is refused with a suggestion. */
  choices?: readonly string[]
  help: string
}

export interface VerbContext {
  args: string[]
  options: Record<string, string | boolean | string[] | undefined>
  cwd: string
  env: Env
  /** stdout is a terminal and NO_COLOR is not set. */
  color: boolean
  /** Writes data to stdout. */
  out(text: string): void
  /** Writes a line to stderr. */
  err(line: string): void
  /** Reads all of stdin as UTF-8. */
  stdin(): Promise<string>
}

export interface Verb {
  name: string
  summary: string
  /** Arguments as the help shows them: `<transcript>`, `[FILES…|-]`. */
  args?: string
  /** Fewest and most arguments. */
  arity?: [min: number, max: number]
  options?: Record<string, VerbOption>
  /** Command lines that work as they stand, with what they do. */
  examples: [command: string, does: string][]
  run(context: VerbContext): Promise<ExitCode>
}

export const defineVerb = (verb: Verb): Verb => verb

/** A string option, or undefined. */
export function text(context: VerbContext, name: string): string | undefined {
  const value = context.options[name]
  return typeof value === 'string' ? value : undefined
}

/** Values of an option that may be given several times, or as one list with commas. */
export function list(context: VerbContext, name: string): string[] {
  const value = context.options[name]
  const given = Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
  return [...new Set(given.flatMap(item => item.split(',')).map(item => item.trim()))].filter(Boolean)
}
