import { suggest } from '../../core/text.ts'
import { type CheckContext, defineCheck, type World } from '../check.ts'
import { command } from '../example.ts'
import type { PackFile } from '../pack.ts'
import { allowedTools, hostTools, type ToolMention, toolMentions } from '../tools.ts'

export default defineCheck({
  id: 'tools-exist',
  severity: 'error',
  summary: 'Every tool that is named exists, and is called with arguments it has',
  why: 'A call to a tool that does not exist, or with an argument it does not know, costs the agent a turn; in front matter it grants nothing.',
  examples: {
    ok: [
      command('Call `mcp__midstride__update_task(id="<id>", body="shipped")`.', {
        'allowed-tools': 'Bash(git push:*), mcp__midstride__update_task',
      }),
    ],
    bad: [
      command('Cut the release.', { 'allowed-tools': 'Bash, Raed' }),
      command('Cut the release.', { 'allowed-tools': 'Bash(git push' }),
      command('Call `mcp__midstride__update_tasks(id="<id>")`.'),
      command('Call `mcp__midstride__update_task(id="<id>", text="shipped")`.'),
      command('Call `mcp__midstride__claim_task(session_id="<id>")`.'),
      command('Write the list with `TodoWrit([…])`.'),
    ],
  },
  check(context) {
    for (const file of context.files) {
      if (file.role === 'entry') checkAllowed(context, file)
      for (const mention of toolMentions(file)) checkMention(context, file, mention)
      misspelt(context, file)
    }
  },
})

function checkAllowed({ world, report }: CheckContext, file: PackFile): void {
  const value = file.front.data['allowed-tools']
  if (value === undefined) return
  const place = file.front.placeOf('/allowed-tools')
  const { entries, broken } = allowedTools(value)
  for (const entry of broken)
    report(file, {
      place,
      unexpected: `\`${entry}\` in allowed-tools`,
      expected: 'a tool name, with a rule in balanced parentheses at most',
    })
  for (const { name } of entries) {
    const problem = unknownTool(world, name)
    if (problem) report(file, { place, unexpected: `unknown tool \`${name}\` in allowed-tools`, expected: problem })
  }
}

function unknownTool(world: World, name: string): string | null {
  const own = /^mcp__midstride__(.+)$/.exec(name)?.[1]
  if (own !== undefined) {
    if (own === '*' || world.tools.has(own)) return null
    const near = suggest(own, world.tools.keys())
    return near ? `\`mcp__midstride__${near}\`` : "a tool of midstride's server"
  }
  if (name.startsWith('mcp__') || hostTools.has(name)) return null
  const near = suggest(name, hostTools)
  return near ? `\`${near}\`` : 'a tool that the agent has'
}

function checkMention({ world, report }: CheckContext, file: PackFile, mention: ToolMention): void {
  if (mention.server !== 'midstride' || mention.tool === '*') return
  const facts = world.tools.get(mention.tool)
  if (!facts) {
    const expected = unknownTool(world, mention.name) ?? "a tool of midstride's server"
    report(file, { place: mention, unexpected: `unknown tool \`${mention.name}\``, expected })
    return
  }
  for (const { name: arg } of mention.args ?? []) {
    if (facts.args.includes(arg)) continue
    const near = suggest(arg, facts.args)
    report(file, {
      place: mention,
      unexpected: `argument \`${arg}\` of \`${mention.tool}\``,
      expected: near ? `\`${near}\`` : `one of ${facts.args.map(name => `\`${name}\``).join(', ')}`,
    })
  }
  if (mention.args === null || mention.open) return
  for (const arg of facts.required)
    if (!mention.args.some(({ name }) => name === arg))
      report(file, {
        place: mention,
        unexpected: `call of \`${mention.tool}\` without \`${arg}\``,
        expected: `the argument \`${arg}\``,
      })
}

const LIKE_A_CALL = /(?<![\w.$])((?:[A-Z][a-z]+){2,5}|[a-z]+(?:_[a-z]+){1,5})\(/g

/** Calls of something that looks like a tool and is nearly spelt like one. */
function misspelt({ world, report }: CheckContext, file: PackFile): void {
  for (const span of file.view.code)
    for (const match of span.value.matchAll(LIKE_A_CALL)) {
      const name = match[1]!
      const known = name.includes('_') ? [...world.tools.keys()] : [...hostTools]
      if (known.includes(name)) continue
      const near = suggest(name, known)
      if (!near || Math.abs(near.length - name.length) > 2) continue
      const start = span.at + match.index
      report(file, {
        place: { start, end: start + name.length },
        unexpected: `unknown tool \`${name}\``,
        expected: `\`${near}\``,
      })
    }
}
