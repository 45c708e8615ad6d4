import { body, everywhere, exchanged, inside, type Mutant, of, ofEach, swap, without } from './samples.ts'

export const structure: Mutant[] = [
  ...ofEach([
    ['section-missing', '1.16 is missing', without('### 1.16')],
    ['section-missing', 'Step 6 is missing', without('### Step 6:')],
    ['section-missing', 'there is no Section 2', text => text.slice(0, text.indexOf('## SECTION 2'))],
    ['section-duplicate', '1.2 stands twice', swap('### 1.3 Key', '### 1.2 Goal Stack\n\nOnce more.\n\n### 1.3 Key')],
    ['section-empty', '1.3 is empty', body('### 1.3 Key', '')],
    ['section-number', 'a number is wrong', swap('### 1.16 Conflict', '### 1.61 Conflict')],
    ['section-number', 'a title is wrong', swap('### 1.17 Partial Work Markers', '### 1.17 Leftovers')],
    ['section-order', '1.17 stands before 1.16', exchanged('### 1.16', '### 1.17', '### 1.18')],
    ['abrupt-end', 'the last sentence stops in the middle', text => `${text.trimEnd().slice(0, -14)} and the`],
    ['fence-unclosed', 'a code block is not closed', inside('### 1.19', /\n```\n/, '\n')],
    ['judge-slot', 'a slot is open', body('### 1.3 Key', '<!-- judge: technologies this work depends on -->')],
    ['placeholder', 'a placeholder in 1.2', swap(/(- \*\*Current Phase:\*\*) .*/, '$1 [milestone/stage]')],
    ['placeholder', 'a placeholder in the state', swap(/ {2}current_phase: ".*"/, '  current_phase: "[milestone]"')],
    ['heading-nesting', 'a section on the level of the document', swap('### 1.5 Changes', '# 1.5 Changes')],
  ]),
  ...of('solo', [
    ['section-missing', '0.5 is missing', without('### 0.5')],
    ['section-empty', 'Step 8 is empty', body('### Step 8:', '')],
    ['section-zero-first', 'the story comes first', text => change0(text, 'Long ago it began.\n\n'.repeat(40))],
    ['fence-unclosed', 'a code block at the end is not closed', text => `${text}\n\`\`\`bash\nnpm test\n`],
    ['abrupt-end', 'a table breaks off', text => `${text.trimEnd()}\n\n| A | B |\n|---|---|\n| one | tw`],
    ['todo-marker', 'a marker of unfinished writing', body('### 1.3 Key', 'TODO: the concepts')],
    ['todo-marker', 'a cell that says TBD', swap('| they are signed | Yes |', '| TBD | Yes |')],
    [
      'truncated-text',
      'text left out with a remark',
      swap('- **One rounding', '- **Files** [truncated]\n- **One rounding'),
    ],
    ['table-cells', 'a row with a cell too many', swap('| `npm run types && npm test` |', '| `npm test | tail` |')],
    [
      'table-columns',
      'a column with another name',
      swap('| Decision | Rationale | Confirmed |', '| Decision | Reason | Confirmed |'),
    ],
    ['table-value', 'an authority the format does not know', swap('| Actual Files | HIGH |', '| Actual Files | BIG |')],
    ['subsection-missing', 'a part of 1.25 has another name', swap('#### Error History', '#### Things that broke')],
    [
      'wrong-content',
      'the state in the wrong section',
      swap('### 1.19 Environment State\n', '### 1.19 Environment State\n\n```yaml\nformat_version: "3.0"\n```\n'),
    ],
    ['placeholder', 'a placeholder in a table', swap('| A second rounding is left in |', '| [mode] |')],
    [
      'placeholder',
      'a placeholder in a command',
      swap('--since 2025-01-01 --read-only` | a count', '--since [date] --read-only` | a count'),
    ],
  ]),
  ...of('orchestrator', [
    ['section-missing', '1.23 is missing', without('### 1.23')],
    [
      'section-duplicate',
      'Step 4 stands twice',
      swap('### Step 5:', '### Step 4: Check Subagent Status (DO NOT TAKE OVER)\n\nOnce more.\n\n### Step 5:'),
    ],
    ['section-order', '1.4 stands behind 1.5', exchanged('### 1.4', '### 1.5', '### 1.6')],
    [
      'section-zero-first',
      '1.2 stands before Section 0',
      text => {
        const [a, b] = [text.indexOf('### 1.2 '), text.indexOf('### 1.3 ')]
        const rest = text.slice(0, a) + text.slice(b)
        const top = rest.indexOf('## SECTION 0')
        return rest.slice(0, top) + text.slice(a, b) + rest.slice(top)
      },
      { 'section-order': 'what stands first stands out of order' },
    ],
    ['subsection-missing', '1.1 has no part on the agents', swap('#### Active Subagent Hierarchy', '#### Agents')],
    [
      'truncated-text',
      'an ellipsis with a remark',
      inside('### 1.11', 'The user reads diffs', '(rest omitted) The user reads diffs'),
    ],
    ['table-value', 'a status that is invented', swap('| migration | PASSED |', '| migration | fine |')],
    [
      'wrong-content',
      'a todo call in the wrong section',
      inside('### 1.14', 'Skill("develop"', 'TodoWrite([])\nSkill("develop"'),
    ],
    [
      'table-columns',
      'the subagents have no status',
      inside('### 1.1', '| Task | Status | Output |', '| Task | State | Output |'),
    ],
    [
      'judge-slot',
      'a slot in the state',
      swap('blockers: ["word list of the product team"]', 'blockers: [] # <!-- judge: what blocks -->'),
    ],
  ]),
  ...of('auto', [
    ['section-empty', '1.17 is empty', body('### 1.17', '')],
    ['section-number', 'a step has a number of its own', swap('### Step 3.5:', '### Step 3.6:')],
    ['todo-marker', 'a paragraph that says FIXME', body('### 1.4', 'FIXME: decisions')],
    ['judge-slot', 'a slot in a table', swap('| Code before the test |', '| <!-- judge: what goes wrong --> |')],
    [
      'table-cells',
      'a bare bar in a command',
      swap('| `npm test -- ui/unsynced` |', '| `npm test -- ui/unsynced | tail -3` |'),
    ],
    ['placeholder', 'an angle-bracket placeholder', everywhere('agent-clock', '<agent-id>')],
  ]),
]

const change0 = (text: string, words: string) => swap('## SECTION 0', `${words}## SECTION 0`)(text)
