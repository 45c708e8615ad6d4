import { body, both, inside, type Mutant, of, ofEach, swap } from './samples.ts'

/** Todos, subagents, and what the successor must know. */
export const work: Mutant[] = [
  ...ofEach([
    [
      'todo-status',
      'a status the tool does not know',
      inside('### 0.3', '"status": "in_progress"', '"status": "doing"'),
    ],
    ['todos-agree', 'a todo of 0.3 is called done', inside('### 0.3', '"status": "pending"', '"status": "completed"')],
    ['workflow-pattern', 'two patterns are ticked', inside('#### Workflow', '[ ] Hierarchical', '[x] Hierarchical')],
    [
      'workflow-pattern',
      'another pattern than in the state',
      swap(/ {2}pattern: ".*"/, '  pattern: "iterative-review"'),
    ],
    ['label-missing', 'a label has another name', inside('### 1.2', '**Ultimate Goal:**', '**Wish:**')],
    ['label-empty', 'a label has no value', inside('### 1.2', /(\*\*Ultimate Goal:\*\*) .*/, '$1')],
    [
      'vague-position',
      'the position names nothing',
      inside('### 1.1', /(- \*\*Exact Position:\*\*) .*/, '$1 somewhere in the middle'),
    ],
    ['narrative', 'the narrative is a headline', body('### 1.11', 'Worked on it for a while.')],
    ['messages-agree', '1.7 leaves out the last message', inside('### 1.7', /\n4\. .*(?:\n[56]\. .*)*/, '')],
    ['decision-rationale', 'a decision without its reason', swap(/rationale: "[^"]*"/, 'rationale: null')],
    [
      'decisions-agree',
      '1.15 holds a decision the state does not know',
      inside('### 1.15', /(\| --- \| --- \| --- \| --- \|\n)/, '$1| Tabs, not spaces | taste | Yes | SESSION |\n'),
    ],
    [
      'dangling-reference',
      'a reference to what nobody saw',
      inside('### 1.11', /\n\n(\w)/, '\n\nAs discussed above, it went so. $1'),
    ],
    ['errors-agree', '1.6 leaves out an error', inside('### 1.6', /(\| --- \| --- \| --- \|\n)\|.*\n/, '$1')],
  ]),
  ...of('solo', [
    [
      'todos-agree',
      'a todo that 0.3 and 1.8 reword',
      both(
        inside('### 0.3', '"content": "Describe the change in CHANGELOG.md"', '"content": "Write the changelog"'),
        inside('### 1.8', '- [ ] Describe the change in CHANGELOG.md', '- [ ] Write the changelog'),
      ),
    ],
    [
      'todos-agree',
      'a todo that only the state knows',
      both(inside('### 0.3', /,\n {2}\{"content": "Describe.*\}/, '')),
    ],
    [
      'todos-listed',
      'a todo that 1.8 rewords',
      inside('### 1.8', '- [ ] Count the stored invoices that the new rounding changes', '- [ ] Count invoices'),
    ],
    [
      'todos-listed',
      'a todo that 1.8 leaves out',
      inside('### 1.8', '- [ ] Describe the change in CHANGELOG.md (pending)\n', ''),
    ],
    ['todo-delegated', 'a todo for nobody', swap('delegated_to: null', 'delegated_to: "agent-9"')],
    ['label-missing', '1.8 has no implicit todos', inside('### 1.8', '**Implicit Todos:**', '**Also:**')],
    ['label-empty', '1.12 says nothing of discrepancies', inside('### 1.12', /(\*\*Discrepancies:\*\*) .*/, '$1')],
    [
      'todo-single-active',
      'two todos in progress, in the state as well',
      both(
        inside('### 0.3', '"status": "pending"', '"status": "in_progress"'),
        swap(
          '      content: "Count the stored invoices that the new rounding changes"\n      status: "pending"',
          '      content: "Count the stored invoices that the new rounding changes"\n      status: "in_progress"',
        ),
      ),
    ],
    [
      'corrections-agree',
      'the table of 1.25 says it in other words',
      inside(
        '### 1.25',
        "| No. Don't touch stored invoices, they are signed. Tell me how many differ and stop there. |",
        '| Do not touch them. |',
      ),
    ],
    [
      'correction-lesson',
      'a correction without its lesson',
      swap('lesson: "signed documents are read, never rewritten"', 'lesson: null'),
    ],
    [
      'decisions-agree',
      'a decision binds otherwise in the state',
      swap(
        'rationale: "support answers questions from it"\n      binding: "SESSION"',
        'rationale: "support answers questions from it"\n      binding: "ABSOLUTE"',
      ),
    ],
    [
      'messages-agree',
      '1.25 leaves out a message',
      inside('### 1.25', '| 4 | request | an entry in the changelog |\n', ''),
    ],
    [
      'dangling-reference',
      'yesterday',
      inside('### 1.11', 'The cent was found in twenty minutes', 'Yesterday the cent was found in twenty minutes'),
    ],
    [
      'hedged-success',
      'success without a check',
      inside('### 1.11', 'The failing test came first', 'Everything should work now. The failing test came first'),
    ],
  ]),
  ...of('orchestrator', [
    [
      'todos-listed',
      'a delegated todo that 1.8 rewords',
      inside('### 1.8', 'Highlights in the result list', 'Highlighting'),
    ],
    [
      'todos-agree',
      'the state has the todos in another order',
      swap(/( {4}- id: "6"\n(?: {6}.*\n)+)( {4}- id: "7"\n(?: {6}.*\n)+)/, '$2$1'),
    ],
    [
      'todo-delegated',
      'a todo for an agent nobody listed',
      swap('delegated_to: "agent-synonym"', 'delegated_to: "agent-words"'),
    ],
    [
      'todo-delegated',
      'a blocked todo and nothing that blocks',
      swap('blockers: ["word list of the product team"]', 'blockers: []'),
    ],
    [
      'subagents-agree',
      'an agent the state does not know',
      inside('#### Active', '| `agent-load` |', '| `agent-k6` |'),
    ],
    [
      'subagents-agree',
      'an agent with another status',
      inside(
        '#### Active',
        '| Highlights in the result list | running |',
        '| Highlights in the result list | completed |',
      ),
    ],
    ['subagents-agree', 'an agent that 1.1 leaves out', inside('#### Active', /\| `agent-rank` .*\n/, '')],
    [
      'subagent-detail',
      'an agent nobody asked anything',
      both(
        swap(/prompt_summary: "Task 4 of the plan[^"]*"/, 'prompt_summary: null'),
        swap(/Original Prompt: Task 4 of the plan.*\n/, ''),
      ),
    ],
    [
      'subagent-detail',
      'a failed agent without a reason',
      both(
        swap(
          'output_summary: "no figures"\n    blockers: ["started before the endpoint was on staging and measured error pages"]',
          'output_summary: null\n    blockers: []',
        ),
        swap(/Output\/Blockers: no figures.*\n/, ''),
      ),
    ],
    [
      'waiting-for',
      'a running agent nobody waits for',
      swap('waiting_for: ["agent-endpoint", "agent-highlight"]', 'waiting_for: ["agent-endpoint"]'),
    ],
    [
      'waiting-for',
      'waiting for an agent that has ended',
      swap('waiting_for: ["agent-endpoint",', 'waiting_for: ["agent-rank", "agent-endpoint",'),
    ],
    [
      'label-empty',
      'nobody has a persona',
      inside('### 1.1', '- **Persona:** tech lead of the search team', '- **Persona:**'),
    ],
    ['corrections-agree', 'a correction the table leaves out', inside('### 1.25', /\| Was about to merge.*\n/, '')],
    ['errors-agree', 'an error that only 1.6 knows', swap(/ {4}- error: "test\/search[^\n]*\n.*\n.*\n/, '')],
    [
      'hedged-success',
      'probably works',
      inside('### 1.11', 'The migration came back first and clean.', 'The migration should work now.'),
    ],
  ]),
  ...of('auto', [
    [
      'todo-delegated',
      'a todo is blocked, and nothing blocks it',
      swap(
        'content: "Show what is not synced yet", status: "pending"',
        'content: "Show what is not synced yet", status: "blocked"',
      ),
    ],
    [
      'todo-single-active',
      'two todos in progress, in the state as well',
      both(
        inside('### 0.3', '"status": "pending"', '"status": "in_progress"'),
        swap(
          'content: "Show what is not synced yet", status: "pending"',
          'content: "Show what is not synced yet", status: "in_progress"',
        ),
      ),
    ],
    [
      'subagents-agree',
      'the agent has ended in 1.1',
      inside('#### Active', "phone's clock is wrong | running |", "phone's clock is wrong | completed |"),
    ],
    ['waiting-for', 'nobody waits for the review', swap('waiting_for: ["agent-clock"]', 'waiting_for: []')],
    ['label-missing', '1.1 says nothing of responsibilities', inside('### 1.1', '**Responsibilities:**', '**Work:**')],
    [
      'decision-rationale',
      'a technical decision without its reason',
      swap('rationale: "an operation can be replayed on a note that changed meanwhile"', 'rationale: ""'),
    ],
    [
      'decisions-agree',
      'a decision that only the state knows',
      inside('### 1.15', /\| Photos only over Wi-Fi .*\n/, ''),
    ],
  ]),
]
