import type { Edit } from '../core/finding.ts'
import type { Target } from '../core/target.ts'
import { type Binding, formOf, rebind } from './binding.ts'
import type { PackFile } from './pack.ts'
import { speaksOfDocument, type ToolMention, toolMentions } from './tools.ts'
import type { CodeSpan } from './view.ts'

export interface Spelling {
  target: Target
  tasks: Binding | null
  memory: Binding | null
  /** Several agents read the same copy: nothing is spelled in one agent's way. */
  shared: boolean
}

const SERVER = 'midstride'
/** Sentences of the sources that speak of the host or of the server; null leaves one as it is. */
const SENTENCES: readonly (readonly [pattern: RegExp, say: (spelling: Spelling) => string | null])[] = [
  [/(?<=\bwritten for )Claude Code\b/g, ({ target, shared }) => (shared ? null : target.title)],
  [
    /(?<=\bwith midstride's server)\b/g,
    ({ tasks, memory }) => {
      const others = [tasks, memory].filter(binding => binding && binding.id !== 'none').map(binding => binding!.title)
      return others.length > 0 ? ` and ${others.join(' and ')}` : null
    },
  ],
  [/No task server: use `midstride task` in the shell\. Neither:/g, ({ tasks }) => tasks && 'Where it is missing:'],
  [/`midstride task` and (?=`midstride resume`)/g, ({ tasks }) => tasks && ''],
  [/`midstride task` in the shell, or (?=a checklist)/g, ({ tasks }) => tasks && ''],
  [/, or in the shell `midstride task release [^`\n]*`/g, ({ tasks }) => tasks && ''],
  [/midstride's task server/g, ({ tasks }) => tasks?.title ?? null],
]

/** Edits that turn one file's text into an agent's spelling; links are left to the caller. */
export function respell(file: PackFile, spelling: Spelling): Edit[] {
  const edits = toolMentions(file).flatMap(mention => editMention(file, mention, spelling))
  for (const [pattern, say] of SENTENCES) {
    const text = say(spelling)
    if (text === null) continue
    for (const match of file.text.matchAll(pattern))
      edits.push({ start: match.index, end: match.index + match[0].length, text })
  }
  return edits
}

function editMention(file: PackFile, mention: ToolMention, spelling: Spelling): Edit[] {
  if (mention.server === null) return editHostTool(file, mention, spelling)
  const binding = mention.server === SERVER ? bindingFor(mention.tool, spelling) : null
  const form = binding && formOf(binding, mention.tool, mention.args)
  if (!binding || !form) {
    const text = toolName(mention.server, mention.tool, spelling)
    return text === mention.name ? [] : [{ start: mention.start, end: mention.end, text }]
  }
  const span = file.view.code.find(({ start, end }) => start <= mention.start && mention.callEnd <= end)
  const whole = span !== undefined && span.value.trim() === file.text.slice(mention.start, mention.callEnd)
  const said = rebind(binding, form, mention.args, file.text.slice(mention.start, mention.callEnd).includes('\n'))
  if (form.style === 'prose' && span && whole) return [{ start: span.start, end: span.end, text: said }]
  const text =
    form.style === 'call' ? respellCall(said, spelling) : span?.lang === null ? said.replaceAll('\n', ' && ') : said
  const edits = [{ start: mention.start, end: mention.callEnd, text }]
  if (form.style === 'shell' && span?.lang === '' && opensSpan(file, span, mention, spelling))
    edits.push(...markShell(file, span))
  return edits
}

export function bindingFor(tool: string, { tasks, memory }: Pick<Spelling, 'tasks' | 'memory'>): Binding | null {
  return [tasks, memory].find(binding => binding !== null && Object.hasOwn(binding.tools, tool)) ?? null
}

/** The first call of a fence in which every line becomes a command. */
const opensSpan = (file: PackFile, span: CodeSpan, mention: ToolMention, spelling: Spelling): boolean =>
  file.text.slice(span.at, mention.start).trim() === '' &&
  toolMentions(file)
    .filter(({ start }) => span.start <= start && start < span.end)
    .every(({ tool, args }) => {
      const binding = bindingFor(tool, spelling)
      return binding !== null && formOf(binding, tool, args)?.style === 'shell'
    })

/** A fence that now holds a command line says so. */
function markShell(file: PackFile, span: CodeSpan): Edit[] {
  const opening = /^(?:`{3,}|~{3,})/.exec(file.text.slice(span.start, span.end))
  return opening ? [{ start: span.start + opening[0].length, end: span.start + opening[0].length, text: 'bash' }] : []
}

const respellCall = (text: string, spelling: Spelling): string =>
  text.replace(/^mcp__([A-Za-z0-9-]+)__(\w+)/, (_, server: string, tool: string) => toolName(server, tool, spelling))

/** A tool as the model of this agent sees it. */
export function toolName(
  server: string,
  tool: string,
  { target, shared }: Pick<Spelling, 'target' | 'shared'>,
): string {
  const pattern = shared ? 'mcp__{server}__{tool}' : (target.mcp?.toolName ?? 'mcp__{server}__{tool}')
  return pattern.replace('{server}', server).replace('{tool}', tool)
}

/** Names that prose uses for an action; calls stay, they are the format of the document. */
const HOST_NAMES: Readonly<Record<string, 'todo' | 'question'>> = { TodoWrite: 'todo', AskUserQuestion: 'question' }

function editHostTool(file: PackFile, mention: ToolMention, { target, shared }: Spelling): Edit[] {
  const kind = HOST_NAMES[mention.name]
  const text = kind && !shared ? target.tools[kind] : null
  if (!text || text === mention.name || mention.args !== null || speaksOfDocument(file, mention.start)) return []
  return [{ start: mention.start, end: mention.end, text }]
}

/** Applies edits that do not overlap; of two that do, the one that starts first counts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < at) continue
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
