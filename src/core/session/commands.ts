import { own } from '../own.ts'
import type { CommandRun } from '../types.ts'
import { baseName } from './paths.ts'
import { parseShell, type SimpleCommand } from './shell.ts'
import { BUILD, LINT, TEST, TEST_SCRIPT, type Tool } from './tools.ts'

export type CommandKind = CommandRun['kind']

/** A simple command with its wrappers (`sudo`, `npx`, `uv run`, `timeout 60`, …) taken off. */
export interface Step {
  command: SimpleCommand
  /** Words without the wrappers; the first is the program's base name. */
  words: string[]
  kind: CommandKind
}

export interface CommandLine {
  /** The most telling kind of its steps: test, then build, lint, git, other. */
  kind: CommandKind
  steps: Step[]
  /** The last step that runs tests. */
  test: Step | null
  /** The exit code of the whole line is that of the test step: nothing after it can hide a failure. */
  testDecides: boolean
  /** Nothing that can fail by itself comes before the test step in its `&&` chain. */
  testFirst: boolean
  /** The line ends with the test step: nothing else can have failed after it. */
  testLast: boolean
}

const RANK: readonly CommandKind[] = ['test', 'build', 'lint', 'git', 'other']
const cache = new Map<string, CommandLine>()

/** Reads a command line; the same text is read once. */
export function readCommandLine(line: string): CommandLine {
  const known = cache.get(line)
  if (known) return known
  const read = analyse(line)
  if (cache.size > 2000) cache.clear()
  if (line.length < 10_000) cache.set(line, read)
  return read
}

export const kindOf = (line: string): CommandKind => readCommandLine(line).kind

function analyse(line: string): CommandLine {
  const steps = parseShell(line).map(toStep)
  const kinds = new Set(steps.map(step => step.kind))
  const index = steps.findLastIndex(step => step.kind === 'test')
  const test = steps[index] ?? null
  return {
    kind: RANK.find(kind => kinds.has(kind)) ?? 'other',
    steps,
    test,
    testDecides: test !== null && !test.command.nested && decides(line, steps, index),
    testLast: test !== null && steps.slice(index + 1).every(step => step.command.nested),
    testFirst: test !== null && steps.slice(0, index).every(step => HARMLESS.has(step.words[0] ?? '')),
  }
}

const HARMLESS = new Set([
  'cd',
  'pushd',
  'popd',
  'export',
  'set',
  'source',
  '.',
  'echo',
  'printf',
  'sleep',
  'mkdir',
  'clear',
  'unset',
  'true',
  'nvm',
  'pwd',
  'date',
  'time',
])

function decides(line: string, steps: readonly Step[], index: number): boolean {
  const after = steps.slice(index).filter(step => !step.command.nested)
  const strict = /\bset\s+-\w*e/.test(line)
  const pipefail = /\bpipefail\b/.test(line)
  return after.every(({ command: { joint } }, at) => {
    if (at === after.length - 1) return joint !== '&'
    return joint === '&&' || (joint === '|' && pipefail) || (joint === ';' && strict)
  })
}

function toStep(command: SimpleCommand): Step {
  const words = unwrap(command.words.map(word => word.text))
  return { command, words, kind: kindOfWords(words) }
}

/** Words of the shell's own grammar that a command may follow. */
const KEYWORDS = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', '!'])

/** Programs that run another one: `true` when it follows at once, otherwise the verbs it follows. */

const WRAPPERS = new Map<string, readonly string[] | true>(
  Object.entries({
    sudo: true,
    doas: true,
    time: true,
    nice: true,
    nohup: true,
    env: true,
    command: true,
    exec: true,
    builtin: true,
    stdbuf: true,
    'xvfb-run': true,
    timeout: true,
    gtimeout: true,
    unbuffer: true,
    npx: true,
    bunx: true,
    pnpx: true,
    uvx: true,
    pipx: ['run'],
    caffeinate: true,
    ionice: true,
    watch: true,
    dotenv: true,
    rtk: true,
    uv: ['run'],
    poetry: ['run'],
    pipenv: ['run'],
    pdm: ['run'],
    hatch: ['run'],
    rye: ['run'],
    bundle: ['exec'],
    mise: ['exec', 'x'],
    rbenv: ['exec'],
    pnpm: ['exec', 'dlx'],
    yarn: ['exec', 'dlx'],
    npm: ['exec', 'x'],
    bun: ['x'],
    direnv: ['exec'],
    conda: ['run'],
    pixi: ['run'],
    nix: ['develop'],
  }),
)
/** Flags of wrappers that take the next word. */
const VALUED =
  /^(?:-[nupgCsk]|--(?:with|python|package|project|directory|env-file|signal|kill-after|filter|prefix|dir|extra|group))$/

/** Words without wrappers; the first is the program's base name. */
export function unwrap(words: readonly string[]): string[] {
  let start = 0
  let program = programOf(words[0])
  for (let turn = 0; turn < 6; turn += 1) {
    const wrapper = KEYWORDS.has(program) ? true : WRAPPERS.get(program)
    const inner = wrapper === undefined ? -1 : innerStart(words, start, wrapper)
    if (inner < 0) break
    start = inner
    program = programOf(words[start])
  }
  return [program, ...words.slice(start + 1)]
}

function programOf(word = ''): string {
  const name = word.includes('/') || word.includes('\\') ? baseName(word) : word
  return name.includes('.') ? name.replace(/\.(?:exe|cmd|bat|ps1)$/i, '') : name
}

function innerStart(words: readonly string[], start: number, wrapper: readonly string[] | true): number {
  let at = start + 1
  if (wrapper !== true) {
    while (at < words.length && words[at]!.startsWith('-')) at += VALUED.test(words[at]!) ? 2 : 1
    if (!wrapper.includes(words[at] ?? '')) return -1
    at += 1
  }
  while (at < words.length) {
    const word = words[at]!
    if (word === '--') return at + 1 < words.length ? at + 1 : -1
    if (word.startsWith('-')) at += VALUED.test(word) ? 2 : 1
    else if (/^\d+(?:\.\d+)?[smhd]?$/.test(word) || /^[A-Za-z_]\w*=/.test(word)) at += 1
    else return at
  }
  return -1
}

/** Asks a test runner or a compiler about itself, or only lists or compiles what it would run. */
const NOT_A_RUN =
  /^(?:--help|-h|--version|--list|--list-?(?:tests|suites|groups|all)|--collect-only|--co|--show-?(?:config|only)(?:=.*)?|--no-run|--markers|--fixtures(?:-per-test)?|--print-labels|--setup-plan|--dry-run|--clear-?cache|--cache-(?:show|clear)|--init)$/i
/** What only lists or names, told apart per program: the same flags mean something else elsewhere. */
const LISTS: Readonly<Record<string, RegExp>> = {
  pytest: /(?:^| )(?:-V|--trace-config)(?= |$)/,
  vitest: /(?:^| )-v(?= |$)/,
  jest: /(?:^| )-v(?= |$)/,
  mocha: /(?:^| )-V(?= |$)/,
  go: /(?:^| )--?(?:list|c|n)(?:=| |$)/,
  cargo: /^nextest (?:list|archive|show-config|self)\b/,
  ctest: /(?:^| )(?:-N|--print-labels)(?= |$)/,
  dotnet: /(?:^| )-t(?= |$)/,
  gradle: /(?:^| )(?:-m|--tasks)(?= |$)/,
  gradlew: /(?:^| )(?:-m|--tasks)(?= |$)/,
  make: /(?:^| )(?:-n|--just-print|--recon)(?= |$)/,
  mvn: /(?:^| )(?:-v|-DskipTests(?:=true)?|-Dmaven\.test\.skip(?:=true)?)(?= |$)/,
  mvnw: /(?:^| )(?:-v|-DskipTests(?:=true)?|-Dmaven\.test\.skip(?:=true)?)(?= |$)/,
  rspec: /(?:^| )-v(?= |$)/,
  tox: /(?:^| )(?:-l|-a|list|config|devenv|--notest)(?= |$)/,
  nox: /(?:^| )-l(?= |$)/,
}

/** Flags of package managers and task runners that take the next word. */
const RUNNER_VALUED = /^(?:-C|-F|-f|-w|-j|--(?:filter|prefix|dir|cwd|workspace|directory|project|target|makefile))$/

const GIT = new Set(['git', 'gh', 'glab', 'gt', 'jj'])

function kindOfWords(words: readonly string[]): CommandKind {
  const program = words[0] ?? ''
  if (GIT.has(program)) return 'git'
  const tools = BY_PROGRAM.get(program)
  const script = !tools && program.includes('test') && TEST_SCRIPT.test(program)
  if (!tools && !script) return 'other'
  const rest = words.slice(1, 40)
  if (rest.some(word => NOT_A_RUN.test(word))) return 'other'
  if (!tools) return 'test'
  const verb = verbOf(rest)
  const args = rest.join(' ').slice(0, 300)
  const lists = own(LISTS, moduleOf(program, rest))?.test(args) === true
  const found = tools.find(
    ({ kind, tool }) =>
      !(lists && kind === 'test') &&
      (tool.verb === undefined || tool.verb.test(verb)) &&
      (tool.any === undefined || rest.some(word => word.length < 300 && tool.any!.test(word))) &&
      (tool.args === undefined || tool.args.test(args)),
  )
  return found?.kind ?? 'other'
}

/** `python -m pytest` is pytest. */
const moduleOf = (program: string, rest: readonly string[]): string =>
  rest[0] === '-m' && program.startsWith('py') ? (rest[1] ?? program) : program

/** Tools of each program, tests before builds before linters: the first that fits tells the kind. */
const BY_PROGRAM = new Map<string, { kind: CommandKind; tool: Tool }[]>()
for (const [kind, tools] of [
  ['test', TEST],
  ['build', BUILD],
  ['lint', LINT],
] as const)
  for (const tool of tools)
    for (const program of tool.programs.split(' ')) {
      const known = BY_PROGRAM.get(program)
      if (known) known.push({ kind, tool })
      else BY_PROGRAM.set(program, [{ kind, tool }])
    }

/** First word that is no flag, no flag's value, and not `run`. */
function verbOf(rest: readonly string[]): string {
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at]!
    if (RUNNER_VALUED.test(word)) at += 1
    else if (word === 'workspace') at += 1
    else if (!/^(?:-|\+|run$|run-script$|exec$)/.test(word)) return word
  }
  return ''
}
