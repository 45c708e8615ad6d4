import type { Place } from '../core/finding.ts'
import { section as catalogueSection } from '../core/sections.ts'
import { carriesCatalogue } from './headings.ts'
import type { PackFile } from './pack.ts'

/** A tool of the agent or of a server, as a prompt names it. */
export interface ToolMention extends Place {
  /** `TodoWrite`, `mcp__midstride__update_task`. */
  name: string
  /** Name of the MCP server; null for a tool of the host. */
  server: string | null
  tool: string
  /** Arguments of the call; null when it is named without a call. */
  args: CallArgument[] | null
  /** Where the call ends; the name's end when there is none. */
  callEnd: number
  /** The call leaves arguments out visibly, with `…` or `...`. */
  open: boolean
}

export interface CallArgument {
  name: string
  /** Text of the value as it stands, quotes included. */
  value: string
}

/** Tools of Claude Code (code.claude.com/docs/en/tools-reference, 2026-08-22; listed by 2.1.329, seen 2026-11-20), older names included. */
const HOST_TOOLS = [
  'Agent',
  'AskUserQuestion',
  'Bash',
  'BashOutput',
  'CronCreate',
  'CronDelete',
  'CronList',
  'Edit',
  'EnterPlanMode',
  'EnterWorktree',
  'ExitPlanMode',
  'ExitWorktree',
  'Glob',
  'Grep',
  'KillShell',
  'LS',
  'ListAgents',
  'Monitor',
  'MultiEdit',
  'NotebookEdit',
  'NotebookRead',
  'Read',
  'SendMessage',
  'Skill',
  'SlashCommand',
  'Task',
  'TaskCreate',
  'TaskGet',
  'TaskList',
  'TaskOutput',
  'TaskStop',
  'TaskUpdate',
  'TodoRead',
  'TodoWrite',
  'ToolSearch',
  'WebFetch',
  'WebSearch',
  'Workflow',
  'Write',
]

export const hostTools: ReadonlySet<string> = new Set(HOST_TOOLS)

/** Names that no English sentence uses: found wherever they stand. The others count as calls or as code only. */
const DISTINCT = new RegExp(`\\b(?:${HOST_TOOLS.filter(name => /[a-z][A-Z]/.test(name)).join('|')})\\b`, 'g')
const CALL = /(?<![\w.$])([A-Z][A-Za-z]{2,40})\((?=["'[{\s\w)])/g
const MCP = /(?<![\w])mcp__([A-Za-z0-9][A-Za-z0-9_-]*?)__([A-Za-z0-9][A-Za-z0-9_-]*|\*)/g

const mentionsOf = new WeakMap<PackFile, ToolMention[]>()

/** Every tool the body of a prompt names, in order. Several checks ask, so the answer is kept. */
export function toolMentions(file: PackFile): readonly ToolMention[] {
  const known = mentionsOf.get(file) ?? findMentions(file)
  mentionsOf.set(file, known)
  return known
}

function findMentions(file: PackFile): ToolMention[] {
  const found: ToolMention[] = []
  const body = file.text.slice(file.front.bodyStart)
  for (const match of body.matchAll(MCP)) {
    const start = file.front.bodyStart + match.index
    found.push(mention(file.text, start, match[0], match[1]!, match[2]!))
  }
  const inCode = (offset: number) => file.view.code.some(({ start, end }) => start <= offset && offset < end)
  for (const match of body.matchAll(DISTINCT))
    found.push(mention(file.text, file.front.bodyStart + match.index, match[0], null, match[0]))
  for (const match of body.matchAll(CALL))
    if (hostTools.has(match[1]!) && inCode(file.front.bodyStart + match.index))
      found.push(mention(file.text, file.front.bodyStart + match.index, match[1]!, null, match[1]!))
  for (const span of file.view.code)
    if (span.lang === null && hostTools.has(span.value.trim()))
      found.push(mention(file.text, span.at, span.value.trim(), null, span.value.trim()))
  const seen = new Set<number>()
  return found.sort((a, b) => a.start - b.start).filter(({ start }) => !seen.has(start) && seen.add(start))
}

function mention(text: string, start: number, name: string, server: string | null, tool: string): ToolMention {
  const end = start + name.length
  const call = text[end] === '(' ? readCall(text, end) : null
  const { args = null, open = false, end: callEnd = end } = call ?? {}
  return { start, end, name, server, tool, args, open, callEnd }
}

/** Longest call that is read; what runs on further is not a call. */
const MAX_CALL = 8000

/** Arguments at the outer level of `(…)`; quoted text and nested brackets are skipped. Null when it never closes. */
function readCall(text: string, open: number): { args: CallArgument[]; open: boolean; end: number } | null {
  const args: CallArgument[] = []
  let depth = 0
  let valueStart = -1
  const close = (at: number) => {
    if (valueStart >= 0) args.at(-1)!.value = text.slice(valueStart, at).trim()
    valueStart = -1
  }
  for (let at = open; at < text.length && at < open + MAX_CALL; at += 1) {
    const char = text[at]!
    if (char === '"' || char === "'") at = endOfString(text, at, char)
    else if ('([{'.includes(char)) depth += 1
    else if (')]}'.includes(char)) {
      depth -= 1
      if (depth > 0) continue
      close(at)
      return { args, open: /…|\.\.\./.test(text.slice(open, at)), end: at + 1 }
    } else if (depth === 1 && char === ',') close(at)
    else if (depth === 1 && valueStart < 0 && /[A-Za-z_]/.test(char)) {
      const match = /^([A-Za-z_]\w*)(\s*[=:](?!=))?/.exec(text.slice(at, at + 80))!
      if (match[2]) {
        args.push({ name: match[1]!, value: '' })
        valueStart = at + match[0].length
      }
      at += match[0].length - 1
    }
  }
  return null
}

function endOfString(text: string, start: number, quote: string): number {
  const triple = quote.repeat(3)
  if (text.startsWith(triple, start)) {
    const end = text.indexOf(triple, start + 3)
    return end < 0 ? text.length : end + 2
  }
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote || text[at] === '\n') return at
  }
  return text.length
}

/** Entries of `allowed-tools`, with what stands in parentheses kept apart: `Bash(git add:*)` → name `Bash`. */
export function allowedTools(value: unknown): { entries: { name: string; rule: string | null }[]; broken: string[] } {
  const source = Array.isArray(value) ? value.map(String) : splitOutside(String(value ?? ''))
  const entries: { name: string; rule: string | null }[] = []
  const broken: string[] = []
  for (const entry of source.map(part => part.trim()).filter(Boolean)) {
    const match = /^([A-Za-z][\w*-]*)(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?$/.exec(entry)
    if (entry === '*') continue
    if (match) entries.push({ name: match[1]!, rule: match[2] ?? null })
    else broken.push(entry)
  }
  return { entries, broken }
}

/** Splits at commas, or at white space when there is none, but never inside parentheses. */
function splitOutside(text: string): string[] {
  const separator = text.replace(/\([^()]*\)/g, '').includes(',') ? ',' : ' '
  const parts = ['']
  let depth = 0
  for (const char of text) {
    if (char === '(') depth += 1
    if (char === ')') depth -= 1
    if (char === separator && depth <= 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}

/**
 * true where the prompt describes the document it writes rather than what it does itself: the catalogue's sections, the numbered
 * items of its lists, a line that names a section. Calls there are for the successor.
 */
export function speaksOfDocument(file: PackFile, offset: number): boolean {
  if (!carriesCatalogue(file)) return false
  const section = file.document.sections.findLast(({ id, heading }) => id !== null && heading.start <= offset)
  if (
    section &&
    catalogueSection(section.id!) &&
    offset < section.body.end &&
    !leftCatalogue(file, section.heading.start, offset)
  )
    return true
  const line = file.text.slice(file.text.lastIndexOf('\n', offset) + 1, endOfLine(file.text, offset))
  return /^[FQ]\d+\.|[·|*]\s*Q\d+\s|\*\*: Q\d+\s/.test(line)
}

/** An unnumbered heading of the top levels ends the catalogue's part. */
const leftCatalogue = (file: PackFile, from: number, offset: number): boolean =>
  file.document.sections.some(
    ({ id, depth, heading }) => id === null && depth <= 2 && heading.start > from && heading.start <= offset,
  )

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}
