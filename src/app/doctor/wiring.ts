import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import type { Target } from '../../core/target.ts'
import type { Env } from '../../io/env.ts'
import { kindOf } from '../../io/tree.ts'
import { sha256 } from '../compile.ts'
import { removeJson } from '../install/json-entries.ts'
import type { Manifest, MergedFile, OwnedEntry, Scope } from '../install/manifest.ts'
import { removeToml } from '../install/toml-entries.ts'
import type { Place } from '../install.ts'
import { codexTrust } from './codex-trust.ts'

/** ok: as it was installed · changed: by the user · missing: installed once, gone · broken: in place, but what it starts is not there · untrusted: the agent skips it. */
export type WiringState = 'ok' | 'changed' | 'missing' | 'broken' | 'untrusted' | 'by hand'

export interface Wiring {
  scope: Scope
  part: 'prompts' | 'mcp' | 'hooks'
  state: WiringState
  detail?: string
}

/** How an agent is wired in one scope, by the manifest and by what really stands in its configuration. */
export async function wiringOf(target: Target, place: Place, manifest: Manifest | null, env: Env): Promise<Wiring[]> {
  const found: Wiring[] = []
  const owned = manifest?.agents.includes(target.id) ? manifest : null
  const say = (part: Wiring['part'], [state, detail]: Judged) =>
    found.push({ scope: place.scope, part, state, ...(detail && { detail }) })
  if (owned) {
    const files = Object.entries(owned.files).filter(([, { agents }]) => agents.includes(target.id))
    if (files.length > 0) say('prompts', await judgeFiles(place.root, files))
  }
  for (const part of ['mcp', 'hooks'] as const) {
    const file = target[part]?.[place.scope]
    if (file === undefined) continue
    const record =
      owned?.merged[file] ??
      Object.entries(owned?.merged ?? {}).find(([name]) => part === 'mcp' && target.mcp?.others?.includes(name))?.[1]
    const entries =
      record?.entries.filter(
        entry => entry.agents.includes(target.id) && isServer(target, entry) === (part === 'mcp'),
      ) ?? []
    if (record && entries.length > 0) {
      const judged = await judgeEntries(place.root, nameOf(owned!, record), record, entries, env)
      say(part, part === 'hooks' && judged[0] === 'ok' ? await judgeTrust(target, place.root, env) : judged)
    } else if (await mentions(path.join(place.root, file), target, part)) say(part, ['by hand', file])
  }
  return found
}

type Judged = readonly [state: WiringState, detail?: string]

const isServer = (target: Target, { path: keys }: OwnedEntry): boolean =>
  keys[0] === target.mcp?.key && keys[1] === 'midstride'

const nameOf = (manifest: Manifest, record: MergedFile): string =>
  Object.entries(manifest.merged).find(([, other]) => other === record)![0]

async function judgeFiles(root: string, files: [string, { sha256: string }][]): Promise<Judged> {
  const missing: string[] = []
  const changed: string[] = []
  for (const [file, { sha256: hash }] of files) {
    const bytes = await readFile(path.join(root, file)).catch(() => null)
    if (bytes === null) missing.push(file)
    else if (sha256(bytes) !== hash) changed.push(file)
  }
  if (missing.length > 0) return ['missing', missing.join(', ')]
  return changed.length > 0 ? ['changed', changed.join(', ')] : ['ok']
}

async function judgeEntries(
  root: string,
  file: string,
  record: MergedFile,
  entries: readonly OwnedEntry[],
  env: Env,
): Promise<Judged> {
  const text = await readFile(path.join(root, file), 'utf8').catch(() => null)
  if (text === null) return ['missing', file]
  try {
    const wanted = entries.filter(({ mode }) => mode !== 'default')
    const { applied, kept } = (record.format === 'toml' ? removeToml : removeJson)(file, text, wanted)
    if (kept.length > 0) return ['changed', file]
    if (applied.length < wanted.length)
      return ['missing', `${wanted.length - applied.length} of ${wanted.length} entries in ${file}`]
  } catch (error) {
    if (error instanceof UserError) return ['broken', error.message]
    throw error
  }
  for (const command of entries.flatMap(({ value }) => commandsIn(value))) {
    const lacking = await lackingProgram(command, root, env)
    if (lacking) return ['broken', `${lacking} is not there`]
  }
  return ['ok']
}

/** Only Codex asks its user to approve each hook. */
async function judgeTrust(target: Target, root: string, env: Env): Promise<Judged> {
  const trust = target.id === 'codex' ? await codexTrust(root, env) : null
  if (trust === null || trust.untrusted === 0) return ['ok']
  return ['untrusted', `Codex skips ${trust.untrusted} of ${trust.hooks} hooks until they are approved in /hooks`]
}

/** Command lines in an entry, whatever its shape. */
function commandsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(commandsIn)
  if (typeof value !== 'object' || value === null) return []
  const { command, args, bash } = value as { command?: unknown; args?: unknown; bash?: unknown }
  const words = [command, args].flat().filter(word => typeof word === 'string')
  const own = typeof bash === 'string' ? [bash] : words.length > 0 ? [words.join(' ')] : []
  return [
    ...own,
    ...Object.values(value)
      .filter(inner => typeof inner === 'object')
      .flatMap(inner => (inner === args || inner === command ? [] : commandsIn(inner))),
  ]
}

/** The script a command line starts, or the program it calls by name; null when it is there. */
async function lackingProgram(command: string, root: string, env: Env): Promise<string | null> {
  const script = /^node\s+"?(?:\$\w+\/)?([^"]+?\.c?js)"?(?:\s|$)/.exec(command)?.[1]
  if (script) return (await kindOf(path.resolve(root, script))) === 'missing' ? script : null
  const [program = ''] = command.split(/\s/)
  for (const folder of (env.PATH ?? '').split(path.delimiter))
    for (const suffix of ['', '.cmd', '.exe'])
      if (folder && (await kindOf(path.join(folder, program + suffix))) !== 'missing') return null
  return `\`${program}\` on the PATH`
}

/** The configuration names midstride though no installation is on record. */
async function mentions(file: string, target: Target, part: 'mcp' | 'hooks'): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const key = part === 'mcp' ? target.mcp!.key : 'hook'
  return text.includes('midstride') && text.includes(key) && (part === 'mcp' || /midstride[^"\n]*hook/.test(text))
}
