import bun from './bun.ts'
import cargo from './cargo.ts'
import ctest from './ctest.ts'
import deno from './deno.ts'
import dotnet from './dotnet.ts'
import type { TestCounts, TestFormat } from './format.ts'
import generic from './generic.ts'
import go from './go.ts'
import jest from './jest.ts'
import jsonReport from './json-report.ts'
import junit from './junit.ts'
import mocha from './mocha.ts'
import nodeTest from './node-test.ts'
import others from './others.ts'
import php from './php.ts'
import playwright from './playwright.ts'
import pytest from './pytest.ts'
import ruby from './ruby.ts'
import tap from './tap.ts'
import unittest from './unittest.ts'
import vitest from './vitest.ts'

/** Most particular first: the first that knows the text wins. */
export const TEST_FORMATS: readonly TestFormat[] = [
  jsonReport,
  pytest,
  unittest,
  vitest,
  jest,
  nodeTest,
  bun,
  deno,
  cargo,
  dotnet,
  ctest,
  php,
  ruby,
  playwright,
  mocha,
  junit,
  tap,
  go,
  others,
  generic,
]

/** Longer output is read at both ends: runners put failures first or last and the summary last. */
const HEAD = 100_000
const TAIL = 300_000
const ANSI = /\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\r(?=\n)/g

/** What workspace runners put before every line: `@scope/pkg test: `, `pkg:test: `, `packages/a test:unit$ `. */
const PREFIX = /^@?[\w./-]{1,80}[ :][\w:.-]{0,40}test[\w:.-]{0,40}(?:: |:$|\$ )/gm

function withoutPrefixes(text: string): string {
  if (!/test(?<=[ :][\w:.-]{0,40}test)[\w:.-]{0,40}:/.test(text.slice(0, 20_000))) return text
  return (text.match(PREFIX)?.length ?? 0) >= 3 ? text.replace(PREFIX, '') : text
}

const maybe = ({ signs }: TestFormat, text: string): boolean => signs?.some(sign => text.includes(sign)) ?? true

let asked: { command: string; formats: readonly TestFormat[] } = { command: '', formats: TEST_FORMATS }

/** Every format, those that a command names first. Sessions run the same command over and over. */
function formatsFor(command: string): readonly TestFormat[] {
  if (command !== asked.command)
    asked = { command, formats: [...TEST_FORMATS.filter(format => format.hint?.test(command)), ...TEST_FORMATS] }
  return asked.formats
}

/** What the output of a test command says, or null when no format knows it. `command` may name the runner. */
export function parseTestOutput(output: string, command = ''): TestCounts | null {
  if (output.trim() === '') return null
  const cut = output.length > HEAD + TAIL ? `${output.slice(0, HEAD)}\n${output.slice(-TAIL)}` : output
  const text = withoutPrefixes(/[\u001b\r]/.test(cut) ? cut.replace(ANSI, '') : cut)
  for (const format of formatsFor(command)) {
    const counts = maybe(format, text) ? format.parse(text) : null
    if (counts) return counts
  }
  return null
}
