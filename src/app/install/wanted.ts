import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import type { HookEvent, HookFacts, Target } from '../../core/target.ts'
import { readTextFile } from '../../io/files.ts'
import { kindOf } from '../../io/tree.ts'
import type { Pack } from '../../pack/pack.ts'
import { type Bound, compileFor, contentOf, modeOf } from '../compile.ts'
import type { Entry } from './entries.ts'
import { hookCommand, type Launcher, serverCommand } from './launcher.ts'
import type { Scope } from './manifest.ts'

export interface WantedFile {
  /** null: whatever the last installation wrote stays. */
  content: string | Buffer | null
  mode: number
  agents: string[]
}

export interface WantedEntry extends Entry {
  agents: string[]
}

/** What should be in place, by path below the root. */
export interface Wanted {
  files: Map<string, WantedFile>
  merged: Map<string, { format: 'json' | 'toml'; entries: WantedEntry[] }>
  /** What is left out, with the reason; one line each. */
  notes: string[]
}

export type Part = 'prompts' | 'mcp' | 'hooks'

export interface WantedOptions {
  /** Package folder: the pack, and the programs that are installed. */
  folder: string
  scope: Scope
  /** Folder that paths are below. */
  root: string
  bound: Bound
  launcher: Launcher
  skip: readonly Part[]
  /** Install hooks of agents that nobody has driven yet, too. */
  unconfirmed: boolean
}

/** Events that are worth a process each, and where an agent can narrow them down, for which tools. */
const EVENTS: readonly HookEvent[] = ['session-start', 'prompt', 'pre-compact', 'pre-tool', 'stop', 'session-end']
const MUTATING: Readonly<Record<string, string>> = {
  'claude-code': 'Edit|MultiEdit|Write|NotebookEdit|mcp__midstride__(claim_task|workflow_state_load)',
  codex: 'apply_patch|Edit|Write|mcp__midstride__.*',
  gemini: 'replace|write_file|mcp_midstride_.*',
}
const TIMEOUT_SECONDS = 10
/** What says where the store is: hooks inherit it, so the server must see the same. */
const STORE_VARIABLES = ['MIDSTRIDE_DB', 'XDG_DATA_HOME']

export async function wantedFor(pack: Pack, targets: readonly Target[], options: WantedOptions): Promise<Wanted> {
  const wanted: Wanted = { files: new Map(), merged: new Map(), notes: [] }
  for (const target of targets) {
    if (!options.skip.includes('prompts'))
      for (const file of compileFor(pack, target, options.scope, options.bound))
        addFile(wanted, file.path, await contentOf(options.folder, file), await modeOf(options.folder, file), target.id)
    if (!options.skip.includes('mcp')) await addServer(wanted, target, options)
    if (!options.skip.includes('hooks')) await addHooks(wanted, target, targets, options)
    for (const off of target.off ?? []) wanted.notes.push(`${target.title}: left out, unconfirmed: ${off}`)
  }
  return wanted
}

function addFile(wanted: Wanted, file: string, content: string | Buffer, mode: number, agent: string): void {
  const before = wanted.files.get(file)
  wanted.files.set(file, { content, mode, agents: [...(before?.agents ?? []), agent] })
}

function addEntry(wanted: Wanted, file: string, format: 'json' | 'toml', entry: Entry, agent: string): void {
  const merged = wanted.merged.get(file) ?? { format, entries: [] }
  wanted.merged.set(file, merged)
  const same = merged.entries.find(
    other => JSON.stringify([other.path, other.value]) === JSON.stringify([entry.path, entry.value]),
  )
  if (same) same.agents.push(agent)
  else merged.entries.push({ ...entry, agents: [agent] })
}

async function addServer(wanted: Wanted, target: Target, options: WantedOptions): Promise<void> {
  const { scope, launcher, root, skip } = options
  const first = target.mcp?.[scope]
  if (!target.mcp || first === undefined) return
  const file = await existing(root, first, target.mcp.others ?? [])
  const [command, ...args] = serverCommand(launcher, skip.includes('prompts') || !target.mcp.promptsClash)
  const passOn = target.mcp.passOn && { [target.mcp.passOn]: STORE_VARIABLES }
  const values = {
    command: { command, args, ...passOn },
    typed: { type: 'stdio', command, args },
    tools: { type: 'local', command, args, tools: ['*'] },
    array: { type: 'local', command: [command, ...args], enabled: true },
  }
  const format = target.mcp.format === 'toml' ? 'toml' : 'json'
  if (target.mcp.schema)
    addEntry(wanted, file, format, { path: ['$schema'], value: target.mcp.schema, mode: 'default' }, target.id)
  addEntry(
    wanted,
    file,
    format,
    { path: [target.mcp.key, 'midstride'], value: values[target.mcp.entry], mode: 'set' },
    target.id,
  )
}

/** The file in use: the first name, unless only another one is there. */
async function existing(root: string, first: string, others: readonly string[]): Promise<string> {
  for (const name of [first, ...others]) if ((await kindOf(path.join(root, name))) !== 'missing') return name
  return first
}

async function addHooks(
  wanted: Wanted,
  target: Target,
  targets: readonly Target[],
  options: WantedOptions,
): Promise<void> {
  const { hooks, title } = target
  const place = hooks?.[options.scope]
  if (!hooks || place === undefined) return
  if (!target.confirmed && !options.unconfirmed) {
    wanted.notes.push(
      `${title}: hooks left out, they were not driven in the real client yet (--unconfirmed installs them)`,
    )
    return
  }
  const twice = targets.find(other => hooks.alsoRuns?.includes(other.id) && other.hooks)
  if (twice) {
    wanted.notes.push(`${title}: hooks left out, it runs those of ${twice.title} as well and each would fire twice`)
    return
  }
  if (hooks.shape === 'plugin') {
    const source = path.join(options.folder, 'dist', 'opencode.js')
    const text = await readTextFile(source).catch(() => {
      throw new UserError(`${source} is missing`, "build midstride first, or leave hooks out with '--skip hooks'")
    })
    addFile(wanted, `${place}/midstride.js`, text, 0o644, target.id)
    return
  }
  for (const entry of hookEntries(target, hooks, options.launcher)) addEntry(wanted, place, 'json', entry, target.id)
}

function hookEntries(target: Target, hooks: HookFacts, launcher: Launcher): Entry[] {
  const above = hooks.shape === 'bare' ? [] : ['hooks']
  const entries: Entry[] =
    hooks.shape === 'flat' || hooks.shape === 'pair' ? [{ path: ['version'], value: 1, mode: 'default' }] : []
  for (const event of EVENTS) {
    const name = hooks.events[event]
    if (name === undefined || (event === 'pre-tool' && !MUTATING[target.id])) continue
    const command = hookCommand(launcher, target, hooks, event)
    entries.push({ path: [...above, name], value: hookValue(target, hooks, event, command), mode: 'append' })
  }
  return entries
}

function hookValue(target: Target, { shape, timeout }: HookFacts, event: HookEvent, command: string): unknown {
  const limit = timeout === null ? undefined : timeout === 'ms' ? TIMEOUT_SECONDS * 1000 : TIMEOUT_SECONDS
  if (shape === 'flat') return { command }
  if (shape === 'pair') return { type: 'command', bash: command, powershell: command, timeoutSec: limit }
  const hook = { type: 'command', command, ...(limit !== undefined && { timeout: limit }) }
  const matcher = event === 'pre-tool' ? MUTATING[target.id] : undefined
  return { ...(matcher && { matcher }), hooks: [hook] }
}
