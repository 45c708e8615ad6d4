import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

type Json = Record<string, unknown>

const RECORDS = new Set(['user', 'assistant', 'system', 'queue-operation', 'last-prompt', 'tools-used', 'attachment'])
const ATTACHMENTS = new Set([
  'date',
  'queued_command',
  'file',
  'command_permissions',
  'task_reminder',
  'invoked_skills',
])
/** Fields in which the client repeats what it told the model, and its own bookkeeping. */
const FIELDS = [
  'rendered',
  'renderedRole',
  'renderedBesideToolResult',
  'requestRef',
  'promptCacheRequested',
  'perTurnEffort',
]

/** The client's own words to the model, inside texts that are otherwise ours. */
const HARNESS: [RegExp, string][] = [
  [/<system-reminder>[\s\S]*?<\/system-reminder>\n?/g, ''],
  [/\[Subagent hand-back\][\s\S]*?The report follows:\n/g, ''],
  [/ \((?:use SendMessage|internal ID)[^\n]*/g, ''],
  [/(Async agent launched successfully\.)[^\n]*/g, '$1'],
  [/\nThe agent is working in the background\.[\s\S]*?(\noutput_file: \S+)[\s\S]*/g, '$1'],
  [/ \(file state is current in your context[^)]*\)/g, ''],
  [/(<local-command-caveat>)[\s\S]*?(<\/local-command-caveat>)/g, '$1$2'],
  [/(Entered plan mode\.)[\s\S]*/g, '$1'],
  [/(User has approved your plan\.)[^\n]*/g, '$1'],
  [/\nYou can refer back to it if needed during implementation\./g, ''],
  [/(Todos have been modified successfully\.)[\s\S]*/g, '$1'],
  [/ The summary below covers the earlier portion of the conversation\./g, ''],
  [/\n\nIf you need specific details from before compaction[\s\S]*/g, ''],
]

function clean(node: unknown): unknown {
  if (typeof node === 'string') return HARNESS.reduce((text, [pattern, by]) => text.replace(pattern, by), node)
  if (Array.isArray(node)) return node.map(clean)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, clean(value)]))
}

/** A transcript without the client's prompts and tool schemas; children of a dropped record hang from its parent. */
export function cleanTranscript(text: string): string {
  const parents = new Map<string, unknown>()
  const lines: string[] = []
  for (const line of text.split('\n').filter(Boolean)) {
    const record = JSON.parse(line) as Json
    if (!kept(record)) {
      if (typeof record.uuid === 'string') parents.set(record.uuid, record.parentUuid)
      continue
    }
    for (const field of FIELDS) delete record[field]
    while (typeof record.parentUuid === 'string' && parents.has(record.parentUuid))
      record.parentUuid = parents.get(record.parentUuid)
    lines.push(JSON.stringify(clean(record)))
  }
  return `${lines.join('\n')}\n`
}

function kept(record: Json): boolean {
  if (record.type === 'attachment') return ATTACHMENTS.has((record.attachment as Json).type as string)
  return RECORDS.has(record.type as string)
}

/** Transcript, subagents and their descriptions, by path below the projects folder of this session. */
export function readSession(projects: string, sessionId: string): Record<string, string> {
  const [folder] = readdirSync(projects)
  const base = path.join(projects, folder!)
  const names = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.jsonl$|\.meta\.json$/.test(name),
  )
  return Object.fromEntries(
    names
      .filter(name => name.startsWith(sessionId))
      .sort()
      .map(name => {
        const text = readFileSync(path.join(base, name), 'utf8')
        return [name.split(path.sep).join('/'), name.endsWith('.jsonl') ? cleanTranscript(text) : `${text.trim()}\n`]
      }),
  )
}
