/** Writes docs/rules: a page for each rule, and an index that says for each item of the commands' checklists which rules enforce it. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type ChecklistItem, checklist } from '../src/core/lint/checklist.ts'
import { rulePage } from '../src/core/lint/page.ts'
import { RULE_GROUPS, type Rule } from '../src/core/lint/rule.ts'
import { maskSecrets } from '../src/core/secrets.ts'

type Write = (file: string, text: string) => Promise<void>

const LISTS: Record<ChecklistItem['list'], string> = {
  'quality-check': 'Quality check of `/handoff`',
  forbidden: 'Forbidden list of `/handoff`',
  'partial-work': 'Partial-work markers of `/handoff`',
  reflection: 'Reflection of `/handoff`',
  dump: 'Reflection and halt of `/dump`',
  mission: 'Mission handoff of `mission-control`',
}

export async function writeRuleDocs(root: string, rules: readonly Rule[], write: Write): Promise<void> {
  const folder = path.join(root, 'docs/rules')
  const known = new Set(['README.md', ...rules.map(rule => `${rule.id}.md`)])
  for (const file of await readdir(folder).catch(() => [])) if (!known.has(file)) await rm(path.join(folder, file))
  for (const rule of rules) await write(`docs/rules/${rule.id}.md`, maskSecrets(rulePage(rule)))
  await write('docs/rules/README.md', index(rules))
}

function index(rules: readonly Rule[]): string {
  return [
    '# Rules',
    'What `midstride lint` checks in a handoff, a Framework Reflection and a Mission Handoff. `midstride explain RULE` prints a page of this folder.',
    'Rules marked *project* compare with files and git (`--cwd DIR`), rules marked *transcript* with what really happened (`--transcript FILE`); both are silent without.',
    ...RULE_GROUPS.flatMap(group =>
      groupTable(
        group,
        rules.filter(rule => rule.group === group),
      ),
    ),
    '## Checklists',
    'Each item of the checklists in the commands, with the rules that enforce it, or the reason why only judgement can.',
    ...(Object.keys(LISTS) as ChecklistItem['list'][]).flatMap(list => listTable(list, rules)),
    SWITCHING,
  ]
    .join('\n\n')
    .concat('\n')
}

const MARK = { pure: '', grounded: ' *project*', transcript: ' *transcript*' }

function groupTable(group: string, rules: readonly Rule[]): string[] {
  const rows = rules.map(
    ({ id, severity, tier, summary, fixable }) =>
      `| [${id}](${id}.md) | ${severity}${fixable ? ', `--fix`' : ''} | ${cell(summary)}${MARK[tier]} |`,
  )
  return [
    `## ${group[0]!.toUpperCase()}${group.slice(1)}`,
    ['| Rule | Severity | Wants |', '|---|---|---|', ...rows].join('\n'),
  ]
}

function listTable(list: ChecklistItem['list'], rules: readonly Rule[]): string[] {
  const items: readonly ChecklistItem[] = checklist.filter(item => item.list === list)
  const rows = items.map(item => {
    const by = rules.filter(rule => (rule.enforces as readonly string[] | undefined)?.includes(item.id))
    const names = by.map(({ id }) => `[${id}](${id}.md)`).join(', ')
    const judgement = item.judgement ? `judgement: ${item.judgement}` : ''
    return `| \`${item.id}\` | ${item.group} | ${cell(item.text)} | ${cell([names, judgement].filter(Boolean).join('; '))} |`
  })
  return [`### ${LISTS[list]}`, ['| Item | Group | Demand | Enforced by |', '|---|---|---|---|', ...rows].join('\n')]
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

const SWITCHING = `## Switching rules off

In the document, for the line below, with a reason and, if you like, an end:

\`\`\`markdown
<!-- midstride-disable-next-line narrative until=2026-12-31 -- the story is told in the pull request -->
\`\`\`

\`midstride-disable-line\` speaks of its own line (a table cell, say), \`midstride-disable-file\` of the whole file. Inside YAML the comment stands behind \`#\`. Comments
without a reason, with an unknown rule, expired or no longer needed are findings themselves. Rules of the group *safety* can't be switched off in the document.

For a project, in \`.midstriderc.json\`, \`.midstriderc.yaml\`, \`midstride.config.js\` or under the key \`midstride\` of \`package.json\`:

\`\`\`json
{
  "rules": { "narrative": "off", "plans-searched": "error" },
  "overrides": [{ "files": ["archive/**"], "rules": { "judge-slot": "warning" } }],
  "ignore": ["docs/samples/**"],
  "maxWarnings": 10,
  "baseline": ".midstride-baseline.json"
}
\`\`\`

\`--baseline FILE\` reports only what is new; \`--update-baseline\` writes the file.`
