import { suggest } from '../../core/text.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command, skill, workflow } from '../example.ts'
import { hostCommands } from '../host-commands.ts'
import type { Pack, PackFile } from '../pack.ts'
import type { CodeSpan } from '../view.ts'

const SLASH = /(?<![\w/.~$<>:)\]-])\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*(?::[a-z0-9][a-z0-9-]*)?)(?![\w/-]|\.\w)/g
const NAMED = /`([a-z][a-z0-9]*(?:-[a-z0-9]+)*)`\s+(workflow|skill|command|subagent|agent)\b/g

/** What a slash word must be to be a command rather than a path or an address: asked for by a verb. */
const ASKED =
  /\b(?:run|runs|use|uses|call|calls|type|types|invoke|invokes|through|via|see|with|say|as in|follow|from|like|resume)\s+[`"'(*]*$/i
const ROUTE = /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|route|endpoint|path|folder|directory|url)\s+[`"'(*]*$/i

/** Folders that prose names with a slash. */
const PLACES = new Set([
  'tmp',
  'etc',
  'usr',
  'var',
  'home',
  'dev',
  'opt',
  'bin',
  'root',
  'mnt',
  'proc',
  'sys',
  'abs',
  'absolute',
  'path',
  'workspace',
  'api',
])

/** Agents every host of the Claude kind has (code.claude.com/docs/en/sub-agents, 2026-08-22). */
const HOST_AGENTS = new Set(['general-purpose', 'explore', 'plan', 'statusline-setup', 'main', 'build'])

/** Fences that hold text for people. */
const PROSE = new Set(['', 'text', 'markdown', 'md'])

export default defineCheck({
  id: 'commands-exist',
  severity: 'error',
  summary: 'Every command, skill, workflow and agent that is named exists',
  why: 'A user who is told to type a command that does not exist is stuck at the very moment the prompt was written for.',
  examples: {
    ok: [
      { ...command('Resume with `/ship`, or /compact first.'), ...workflow('ending', 'Tidy up.') },
      command('Look at /etc/hosts and at GET /users.'),
    ],
    bad: [
      command('Resume with `/shp <version>`.'),
      command('Run /publish afterwards.'),
      { ...command('Then the `endng` workflow.'), ...workflow('ending', 'Tidy up.') },
      { ...skill('Then the `announce` command.') },
    ],
  },
  check(context) {
    const known = new Set([...callable(context.pack), ...hostCommands])
    for (const file of context.files) {
      if (file.role === 'docs') continue
      slashes(context, file, known)
      names(context, file)
    }
  },
})

/** Names a person can type after the slash: commands and skills. */
function callable(pack: Pack): string[] {
  return [...pack.entries('command'), ...pack.entries('skill')].flatMap(({ name }) => [name, name.split(':').at(-1)!])
}

function slashes({ report }: CheckContext, file: PackFile, known: ReadonlySet<string>): void {
  const nearest = new Map<string, string | undefined>()
  const inline = [
    ...file.view.code.filter(({ lang, value }) => lang === null && value.startsWith('/')),
    ...file.view.code.filter(({ lang }) => lang !== null && PROSE.has(lang)).flatMap(quoted),
  ]
  for (const { text, at } of [
    { text: file.view.prose, at: 0 },
    ...inline.map(({ value, at }) => ({ text: value, at })),
  ])
    for (const match of text.matchAll(SLASH)) {
      const [, name = ''] = match
      const start = at + match.index
      const before = file.text.slice(Math.max(0, start - 30), start)
      if (known.has(name) || name.includes(':') || PLACES.has(name) || ROUTE.test(before)) continue
      if (at > 0 && match.index > 0) continue
      if (!nearest.has(name)) nearest.set(name, suggest(name, known))
      const near = nearest.get(name)
      report(file, {
        place: { start, end: start + match[0].length },
        severity: near || ASKED.test(before) ? 'error' : 'warning',
        unexpected: `unknown command \`/${name}\``,
        expected: near ? `\`/${near}\`` : 'a command or skill of the pack, or one that hosts bring along',
      })
    }
}

/** Commands between ticks in a fence that shows what to say. */
function quoted(span: CodeSpan): { value: string; at: number }[] {
  return [...span.value.matchAll(/`(\/[^`\n]{1,200})`/g)].map(match => ({
    value: match[1]!,
    at: span.at + match.index + 1,
  }))
}

function names({ pack, report }: CheckContext, file: PackFile): void {
  for (const match of file.text.matchAll(NAMED)) {
    const [, name = '', noun = ''] = match
    if (match.index < file.front.bodyStart || exists(pack, name, noun)) continue
    const start = match.index + 1
    report(file, {
      place: { start, end: start + name.length },
      unexpected: `unknown ${noun} \`${name}\``,
      expected: `a ${noun} of the pack`,
    })
  }
}

function exists(pack: Pack, name: string, noun: string): boolean {
  if (noun === 'workflow') return pack.exists(`workflows/${name}.md`)
  if (noun.endsWith('agent')) return HOST_AGENTS.has(name) || pack.exists(`agents/${name}.md`)
  return callable(pack).includes(name) || hostCommands.has(name)
}
