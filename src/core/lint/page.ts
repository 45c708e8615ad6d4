import { checklist } from './checklist.ts'
import type { Rule, RuleExample, Tier } from './rule.ts'

const NEEDS: Record<Tier, string> = {
  pure: 'the document alone',
  grounded: 'the project: run with `--cwd DIR`',
  transcript: 'the transcript: run with `--transcript FILE`',
}

/** Everything there is to say about a rule, as Markdown: its docs page, and what `midstride explain` prints. */
export function rulePage(rule: Rule): string {
  const { id, group, tier, severity, summary, why, enforces = [], kinds, fixable, examples } = rule
  const items = checklist.filter(item => (enforces as readonly string[]).includes(item.id))
  return [
    `# ${id}`,
    `${summary[0]!.toUpperCase()}${summary.slice(1)}.`,
    why,
    [
      `- group: ${group}`,
      `- severity: ${severity}`,
      `- documents: ${kinds.join(', ')}`,
      `- looks at: ${NEEDS[tier]}`,
      `- \`--fix\`: ${fixable ? 'mends it' : 'needs a person, or the model'}`,
    ].join('\n'),
    ...(items.length > 0 ? ['## Enforces', items.map(item => `- \`${item.id}\`: ${item.text}`).join('\n')] : []),
    '## Accepts',
    ...examples.ok.flatMap(exampleOf),
    '## Reports',
    ...examples.bad.flatMap(exampleOf),
  ]
    .join('\n\n')
    .concat('\n')
}

/** Whole documents are shown by their beginning. */
const SHOWN_LINES = 24

function exampleOf({ title, text, evidence }: RuleExample): string[] {
  const lines = text.trimEnd().split('\n')
  const shown =
    lines.length > SHOWN_LINES + 4
      ? [...lines.slice(0, SHOWN_LINES), `… ${lines.length - SHOWN_LINES} more lines`]
      : lines
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(run => run.length))
  const marks = '`'.repeat(longest + 1)
  const visible = shown
    .join('\n')
    .replace(/[\u200b\u{e0000}-\u{e007f}]/gu, char => `\\u{${char.codePointAt(0)!.toString(16)}}`)
  const facts = [
    ...(title ? [title] : []),
    ...(evidence ? [evidence.session ? 'compared with a transcript' : 'compared with a project'] : []),
  ]
  return [...(facts.length > 0 ? [`${facts.join(', ')}:`] : []), `${marks}markdown\n${visible}\n${marks}`]
}
