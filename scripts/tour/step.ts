import type { Scratch } from './scratch.ts'

export interface Result {
  code: number | null
  stdout: string
  stderr: string
}

/** One stop of the tour. */
export interface Step {
  title: string
  /** Something that happens to the project before the command runs, told in one line. */
  before?(scratch: Scratch): string
  /** Arguments of `midstride`. */
  command(scratch: Scratch): string[]
  /** Exit codes that are right here: 1 says that there are findings. */
  exit: readonly (0 | 1)[]
  /** What the command found, in a few lines. */
  tells(result: Result, scratch: Scratch): string[]
  /** Where its files lie, relative to the tour's folder. */
  files?: string[]
}

export const json = <T>(result: Result): T => JSON.parse(result.stdout) as T

/** `1 file`, `2 files`. */
export const many = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`

/** The first lines that say something. */
export const first = (text: string, lines: number): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .slice(0, lines)
