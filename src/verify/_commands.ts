/** Which checks a command line ran, and how each ended as far as its exit code can tell. */
import { readCommandLine, type Step } from '../core/session/commands.ts'
import type { CommandRun } from '../core/types.ts'

export type Check = 'build' | 'lint' | 'types' | 'format'

export interface CheckRun {
  run: CommandRun
  /** null when a pipe or a later command hides it and the output says nothing. */
  ok: boolean | null
}

const TYPES = /^(?:tsc|vue-tsc|tsgo|svelte-check|mypy|pyright|basedpyright|pyre|flow|sorbet|srb|pytype)$/
const FORMAT = /^(?:prettier|black|gofmt|goimports|rustfmt|dprint|shfmt|clang-format|isort)$/

/** What a step checks; scripts go by their names. */
export function checksOf(step: Step): Check[] {
  const [program = '', ...rest] = step.words
  const args = rest.slice(0, 20).join(' ')
  if (TYPES.test(program)) return /--noEmit/.test(args) ? ['types'] : ['types', 'build']
  if (FORMAT.test(program)) return ['format']
  if (program === 'cargo' && /^(?:check|build|b|c)\b/.test(args)) return ['build', 'types']
  if (program === 'go' && /^build\b/.test(args)) return ['build', 'types']
  if (program === 'cargo' && /^fmt\b/.test(args)) return ['format']
  if (program === 'biome' && /^(?:check|ci)\b/.test(args)) return ['lint', 'format']
  const script = rest.find(word => !/^(?:-|run$|run-script$|exec$)/.test(word)) ?? ''
  if (step.kind !== 'build' && step.kind !== 'lint') return []
  if (/type|tsc/.test(script)) return ['types']
  if (/format|fmt|prettier/.test(script)) return ['format']
  if (/^(?:\S+:)?check(?::\S+)?$/.test(script)) return ['lint', 'types', 'format']
  return step.kind === 'build' ? ['build'] : ['lint']
}

/** The runs of a check, oldest first. */
export function checkRuns(check: Check, commands: readonly CommandRun[]): CheckRun[] {
  const found: CheckRun[] = []
  for (const run of commands) {
    const { steps } = readCommandLine(run.command)
    const at = steps.findLastIndex(step => checksOf(step).includes(check))
    if (at < 0) continue
    const ok = endOf(run, steps, at)
    found.push({ run, ok: ok ?? (run.shows ? run.shows === 'passed' : null) })
  }
  return found
}

function endOf(run: CommandRun, steps: readonly Step[], at: number): boolean | null {
  if (run.ok === null || steps[at]!.command.nested) return null
  const pipefail = /\bpipefail\b/.test(run.command)
  const after = steps.slice(at).filter(step => !step.command.nested)
  const seen = after.every(({ command }, index) => {
    if (index === after.length - 1) return command.joint !== '&'
    return command.joint === '&&' || (command.joint === '|' && pipefail)
  })
  if (!seen) return null
  if (run.ok) return true
  const others = steps.filter(
    (step, index) => index !== at && !/^(?:cd|export|set|echo|source|pushd|mkdir)$/.test(step.words[0] ?? ''),
  )
  return others.length === 0 ? false : null
}
