import { createHash } from 'node:crypto'
import path from 'node:path'
import type { FileReport } from '../core/finding.ts'
import type { LintConfig } from '../core/lint/engine.ts'
import { isRecord } from '../core/lint/state.ts'
import validate from '../generated/validators/finding.js'
import { version } from '../generated/version.ts'
import { readTextFile, writeFileAtomic } from '../io/files.ts'
import { registry as rules } from '../rules/_registry.ts'
import type { LintOptions } from './lint.ts'

/**
 * What is known of texts that were linted before, whatever their files are called. An entry is found by the hash of all a
 * finding can depend on: the text, the settings, the options, the rules; so nothing is ever out of date, only unused.
 * Findings hold masked text, as reports do.
 */
export interface LintCache {
  find(name: string, text: string, settings: LintConfig): FileReport | null
  add(text: string, settings: LintConfig, report: FileReport): void
  /** Through a temporary file and a rename; nothing is written when nothing is new. */
  write(): Promise<void>
}

type Entry = Omit<FileReport, 'file'>

const FORMAT = 'midstride-lint-cache/1'
/** Entries that are kept: those of this run, then the latest of earlier ones. */
const MOST = 20_000
const MOST_BYTES = 64 * 1024 * 1024

/** A file that cannot be read, or holds something else, is written anew. */
export async function openLintCache(file: string, options: LintOptions): Promise<LintCache> {
  const old = await readEntries(file)
  const used = new Map<string, Entry>()
  const rest = JSON.stringify([
    version,
    // a bundle's name holds the hash of its content, which tells builds of one version apart
    path.basename(import.meta.url),
    rules.map(({ id, severity }) => [id, severity]),
    options.kind ?? null,
    options.parser ?? null,
  ])
  const keyOf = (text: string, { severities, inline, today }: LintConfig): string => {
    // only comments that switch rules off look at the day, by their `until=`
    const day = text.includes('midstride-disable-') ? (today ?? new Date().toISOString().slice(0, 10)) : null
    const settings = JSON.stringify([[...(severities ?? [])].sort(), inline ?? true, day])
    return createHash('sha256').update(rest).update(settings).update('\0').update(text).digest('base64url')
  }
  let fresh = false
  return {
    find(name, text, settings) {
      const key = keyOf(text, settings)
      const entry = old.get(key)
      if (!entry) return null
      used.set(key, entry)
      return { file: name, ...entry }
    },
    add(text, settings, { kind, findings }) {
      const key = keyOf(text, settings)
      fresh ||= !old.has(key)
      used.set(key, { kind, findings })
    },
    async write() {
      if (!fresh) return
      const kept = [...used, ...[...old].filter(([key]) => !used.has(key))].slice(0, MOST)
      await writeFileAtomic(file, `${JSON.stringify({ format: FORMAT, entries: Object.fromEntries(kept) })}\n`, 0o600)
    },
  }
}

async function readEntries(file: string): Promise<Map<string, Entry>> {
  try {
    const value: unknown = JSON.parse(await readTextFile(file, { max: MOST_BYTES }))
    if (!isRecord(value) || value.format !== FORMAT || !isRecord(value.entries)) return new Map()
    const entries = Object.entries(value.entries as Record<string, Entry>)
    return validate(entries.map(([, entry]) => ({ file: '', ...entry }))) ? new Map(entries) : new Map()
  } catch {
    return new Map()
  }
}
