import { type CheckContext, defineCheck } from '../check.ts'
import { command } from '../example.ts'
import type { PackFile } from '../pack.ts'
import { allowedTools, speaksOfDocument, toolMentions } from '../tools.ts'

/** How a body may name a common tool without its name in code: by what it is used for. */
const WORDS: Readonly<Record<string, RegExp>> = {
  Bash: /\bBash\b|\bshell\b|^[^\S\n]*(?:`{3,}|~{3,})\s*(?:bash|sh|shell|console)\b|`(?:git|gh|npm|npx|node|python3?|midstride|make|cargo|go)\s/m,
  Read: /\bRead\b/,
  Write: /\bWrite\b/,
  Edit: /\bEdit\b/,
  Skill: /\bSkill\b/,
  Task: /\bTask\b|\bsubagents?\b/i,
  Agent: /\bAgent\b|\bsubagents?\b/i,
  Glob: /\bGlob\b/,
  Grep: /\bGrep\b/,
}

export default defineCheck({
  id: 'tools-allowed',
  severity: 'error',
  summary: 'Every tool the body names is in `allowed-tools`, and every allowed tool is named in the body',
  why: 'A tool that is not allowed stops an unattended run at a permission prompt; one that is allowed and never named is a permission nobody needs.',
  examples: {
    ok: [
      command('Push in the shell, then ask (AskUserQuestion).', { 'allowed-tools': 'Bash, AskUserQuestion' }),
      command('Ask with AskUserQuestion.'),
    ],
    bad: [
      command('Push in the shell, then ask (AskUserQuestion).', { 'allowed-tools': 'Bash' }),
      command('Push in the shell.', { 'allowed-tools': 'Bash, WebFetch' }),
      command('Call `mcp__midstride__claim_task(id="<id>")`.', { 'allowed-tools': 'Bash(git:*), Read' }),
    ],
  },
  check(context) {
    for (const file of context.files)
      if (file.role === 'entry' && file.front.data['allowed-tools'] !== undefined) checkFile(context, file)
  },
})

function checkFile({ report }: CheckContext, file: PackFile): void {
  const { entries } = allowedTools(file.front.data['allowed-tools'])
  const allowed = new Set(entries.map(({ name }) => name))
  const mentions = toolMentions(file)
  const allows = (name: string) =>
    allowed.has(name) || [...allowed].some(entry => name.startsWith(`${entry.replace(/__\*$/, '')}__`))
  const reported = new Set<string>()
  for (const mention of mentions) {
    if (allows(mention.name) || mention.tool === '*' || reported.has(mention.name)) continue
    if (mention.server === null && speaksOfDocument(file, mention.start)) continue
    reported.add(mention.name)
    report(file, {
      place: mention,
      unexpected: `tool \`${mention.name}\` that is not allowed`,
      expected: 'it in `allowed-tools`, or not in the body',
    })
  }
  const body = file.text.slice(file.front.bodyStart)
  for (const { name } of entries) {
    const prefix = name.replace(/__\*$/, '')
    if (
      WORDS[name]?.test(body) ||
      mentions.some(mention => mention.name === name || mention.name.startsWith(`${prefix}__`))
    )
      continue
    report(file, {
      place: file.front.placeOf('/allowed-tools'),
      unexpected: `allowed tool \`${name}\` that the body never names`,
      expected: 'a step that uses it, or no permission for it',
    })
  }
}
