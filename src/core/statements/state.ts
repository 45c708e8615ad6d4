/**
 * What the data of a 3.0 handoff claims: the todo list of 0.3 and the YAML of 1.20, as statements on their own lines. Slots and
 * template brackets claim nothing.
 */
import type { Cell, Statement } from '../claim.ts'
import { parseYaml, type YamlDocument } from '../yaml.ts'
import type { Block } from './scan.ts'

interface Entry {
  text: string
  line: number
  cells?: Cell[]
  label?: string
  value?: string
}

const MAX_CODE = 1024 * 1024

export function codeStatements(block: Block, blank: (text: string) => Statement): Statement[] {
  if (block.text.length > MAX_CODE) return []
  const section = block.section
  const entries = /\b0\.3\b/.test(section.at(-1) ?? '') ? todoEntries(block.text) : stateEntries(block.text)
  return entries.map(({ text, line, cells = null, label, value }) => ({
    ...blank(text),
    section,
    line: block.line + line,
    cells,
    ...(label !== undefined && { label, value: value ?? '' }),
  }))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** A filled-in string: no slot, no `[placeholder]`. */
const filled = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' && !/^\[[^\]]*\]$|<!--/.test(value.trim()) ? value : null

function lineOf(text: string, offset: number): number {
  let line = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

const todo = (content: string, status: string, line: number): Entry => ({
  text: `${content}: ${status}`,
  line,
  label: content.toLowerCase(),
  value: status,
  cells: [
    { header: 'task', text: content },
    { header: 'status', text: status },
  ],
})

/** `TodoWrite([{"content": …, "status": …}])`. A blocked todo is written as pending, so pending claims only "not completed". */
function todoEntries(text: string): Entry[] {
  const open = text.indexOf('[', text.indexOf('TodoWrite('))
  const close = text.lastIndexOf(']')
  if (!text.includes('TodoWrite(') || open < 0 || close <= open) return []
  let list: unknown
  try {
    list = JSON.parse(text.slice(open, close + 1))
  } catch {
    return []
  }
  if (!Array.isArray(list)) return []
  const entries: Entry[] = []
  let from = open
  for (const item of list) {
    const [content, status] = isRecord(item) ? [filled(item.content), filled(item.status)] : [null, null]
    if (!content || !status) continue
    const at = text.indexOf(JSON.stringify(content), from)
    if (at >= 0) from = at + 1
    entries.push(todo(content, status, lineOf(text, Math.max(at, open))))
  }
  return entries
}

type Reader = (item: Record<string, unknown>) => Omit<Entry, 'line'> | null

/** Lists of the YAML and what one entry says. */
const LISTS: [path: string[], read: Reader][] = [
  [
    ['todos', 'explicit'],
    item => {
      const [content, status] = [filled(item.content), filled(item.status)]
      return content && status ? todo(content, status, 0) : null
    },
  ],
  [
    ['subagents'],
    item => {
      const [id, status] = [filled(item.id), filled(item.status)]
      if (!id || !status) return null
      const cells = [
        { header: 'agent id', text: id },
        { header: 'status', text: status },
      ]
      return { text: `${id}: ${status}`, label: id.toLowerCase(), value: status, cells }
    },
  ],
  [
    ['artifacts', 'files'],
    item => {
      const [path, status] = [filled(item.path), filled(item.status)]
      return path && status ? { text: `\`${path}\`${status === 'missing' ? ' does not exist' : ' exists'}` } : null
    },
  ],
  [
    ['artifacts', 'verification_results'],
    item => {
      const [command, actual] = [filled(item.command), filled(item.actual)]
      return command && actual ? { text: `\`${command}\`: ${actual}` } : null
    },
  ],
  [
    ['recovery', 'checkpoints'],
    item => {
      const ref = filled(item.git_ref)
      return ref ? { text: `Checkpoint: commit \`${ref}\`` } : null
    },
  ],
]

function stateEntries(text: string): Entry[] {
  const yaml = parseYaml(text)
  if (!isRecord(yaml.value)) return []
  const state = yaml.value
  const entries: Entry[] = environmentEntries(state, text, yaml)
  for (const [path, read] of LISTS) {
    const list = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), state)
    if (!Array.isArray(list)) continue
    for (const [index, item] of list.slice(0, 2000).entries()) {
      const entry = isRecord(item) ? read(item) : null
      if (entry) entries.push({ ...entry, line: lineOf(text, yaml.placeOf(`/${path.join('/')}/${index}`).start) })
    }
  }
  return entries
}

function environmentEntries(state: Record<string, unknown>, text: string, yaml: YamlDocument): Entry[] {
  const environment = isRecord(state.environment) ? state.environment : {}
  const line = (key: string) => lineOf(text, yaml.placeOf(`/environment/${key}`).start)
  const [branch, status] = [filled(environment.git_branch), filled(environment.git_status)]
  return [
    ...(branch ? [{ text: `Branch: \`${branch}\``, line: line('git_branch') }] : []),
    ...(status ? [{ text: `Git status: ${status}`, line: line('git_status') }] : []),
  ]
}
