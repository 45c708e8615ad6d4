import path from 'node:path'
import type { Place } from '../../app/state.ts'
import { UserError } from '../../core/errors.ts'
import { text, type VerbContext, type VerbOption } from '../verb.ts'

/** Options that say whose state is meant; shared by the verbs of the store. */
export const placeOptions: Record<string, VerbOption> = {
  project: { type: 'string', value: 'DIR', help: 'project (default: the repository of the current folder)' },
  session: { type: 'string', value: 'ID', help: "session (default: the host's own)" },
}

export function placeOf(context: VerbContext): Place {
  return {
    directory: path.resolve(context.cwd, text(context, 'project') ?? '.'),
    env: context.env,
    session: text(context, 'session'),
  }
}

/** A whole number of at least `min`, or undefined when the option was not given. */
export function wholeNumber(context: VerbContext, name: string, min: number): number | undefined {
  const value = text(context, name)
  return value === undefined ? undefined : parseWhole(value, `--${name}`, min)
}

function parseWhole(value: string, name: string, min: number): number {
  if (!/^\d{1,15}$/.test(value) || Number(value) < min)
    throw new UserError(`${name} is '${value}'`, `give a whole number of at least ${min}`)
  return Number(value)
}

/** A revision number as people write it: `7` or `r7`. */
export const parseRevision = (value: string) => parseWhole(value.replace(/^r(?=\d)/, ''), 'the revision', 1)

export function hours(context: VerbContext, name: string): number | undefined {
  const value = text(context, name)
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isFinite(number) || number < 0) throw new UserError(`--${name} is '${value}'`, 'give a number of hours')
  return number
}

export const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
