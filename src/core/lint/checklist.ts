/** One demand that a command of the pack makes on the document it produces. Prompts, docs and rules refer to it by id. */
export interface ChecklistItem {
  id: string
  /** The command or skill that makes the demand. */
  command: 'handoff' | 'dump' | 'mission-control'
  list: 'quality-check' | 'forbidden' | 'partial-work' | 'reflection' | 'dump' | 'mission'
  /** Heading of the group within the list. */
  group: string
  /** The demand, as a sentence about a good document. */
  text: string
  /** Why no rule can settle it, or what a rule leaves open. */
  judgement?: string
}

type Row = readonly [id: string, text: string, judgement?: string]

const list = <const T extends readonly Row[]>(
  place: Pick<ChecklistItem, 'command' | 'list' | 'group'>,
  rows: T,
): (ChecklistItem & { id: T[number][0] })[] =>
  rows.map(([id, text, judgement]) => ({ ...place, id, text, ...(judgement && { judgement }) }))

const quality = (group: string) => ({ command: 'handoff', list: 'quality-check', group }) as const

/** Every item of the quality check (34), the forbidden list (8), the partial-work markers (7) and the closing reflections. */
export const checklist = [
  ...list(quality('Section 0'), [
    ['qc-0.1', '0.1 holds a `Skill()` call, or says that no skill is active'],
    ['qc-0.2', '0.2 holds `Read()` calls, or says that there is nothing to read'],
    ['qc-0.3', '0.3 holds the exact `TodoWrite()` call'],
    ['qc-0-top', 'Section 0 is on top and is carried out before any context is read'],
  ]),
  ...list(quality('Planning documents'), [
    ['qc-plans-searched', 'the plans folder of the project was searched'],
    ['qc-plans-absolute', 'the documents of 1.9 have absolute paths'],
    ['qc-plans-reads', '1.10 holds `Read()` calls that can be carried out'],
    ['qc-plans-none', 'without planning documents, 1.9 says so in the exact words'],
  ]),
  ...list(quality('Organisation'), [
    ['qc-org-ownership', 'the successor can tell its own work from that of subagents'],
    ['qc-org-subagents', 'each subagent has an id, a persona and enough detail to check on it or replace it'],
    ['qc-org-pattern', 'the workflow pattern is named, so that work is delegated the way it was'],
    ['qc-org-skills', 'skills and commands in use are listed'],
    ['qc-org-progress', 'progress in the implementation documents agrees with the todo list'],
    ['qc-org-todos', 'todos are kept word for word, and implicit ones are added'],
  ]),
  ...list(quality('Context'), [
    ['qc-ctx-messages', 'everything the user said is there, not only corrections'],
    ['qc-ctx-errors', 'every error is there with its fix'],
    ['qc-ctx-concepts', 'technical concepts and decisions are there'],
    ['qc-ctx-corrections', 'corrections of the user are there, so that no mistake is repeated'],
    ['qc-ctx-1.25', '1.25 is complete: messages, corrections, errors'],
    ['qc-ctx-lessons', 'each correction carries its lesson'],
  ]),
  ...list(quality('Machine-readable'), [
    ['qc-yaml-populated', 'every field of 1.20 is filled in, no placeholder is left'],
    ['qc-yaml-constraints', 'each skill of the stack carries what it forbids and requires'],
    ['qc-yaml-subagents', 'each subagent carries its own skill stack'],
    ['qc-yaml-corrections', '`conversation.corrections` holds the lessons'],
    [
      'qc-yaml-saved',
      'in auto mode the state was saved with `workflow_state_save`',
      'saving is a deed, not a text: the hook does it before compaction, and `midstride load` shows whether it was done',
    ],
  ]),
  ...list(quality('Verification'), [
    ['qc-ver-resume', 'the commands that resume skills can be carried out'],
    ['qc-ver-artifacts', 'the state of artifacts was compared with the files'],
    ['qc-ver-commands', 'every unfinished task has a command that shows when it is done'],
    ['qc-ver-done', 'the definition of done can be ticked off'],
    ['qc-ver-checkpoints', 'when a gate failed there is a checkpoint to go back to'],
    ['qc-ver-reentry', 'the re-entry protocol holds real commands'],
    ['qc-ver-failure-modes', 'known failure modes are listed with what prevents them'],
  ]),
  ...list(quality('Final'), [
    [
      'qc-final-inherit',
      'a stranger would take over with confidence',
      'confidence is a judgement; the rules only remove the reasons against it',
    ],
    ['qc-final-plans', 'the successor finds and reads the plans before it works'],
  ]),
  ...list({ command: 'handoff', list: 'forbidden', group: 'Forbidden' }, [
    ['fb-plans-blank', '1.9 or 1.10 left blank'],
    ['fb-vague-read', 'a document named without its path ("see the design doc")'],
    ['fb-relative-paths', 'relative paths'],
    ['fb-done-claims', 'a task called done without looking at the files'],
    ['fb-skipped-search', 'no search for planning documents'],
    ['fb-vague-continue', 'an order to go on in place of a `Skill()` call'],
    ['fb-skill-placement', 'the `Skill()` call in Section 1 only'],
    ['fb-missing-verification', 'a task without a command that verifies it'],
  ]),
  ...list({ command: 'handoff', list: 'partial-work', group: 'Incomplete' }, [
    ['pw-empty-body', 'a heading with nothing below it'],
    ['pw-todo-marker', 'a marker of unfinished writing'],
    ['pw-abrupt-end', 'a text that stops in the middle'],
    ['pw-missing-subsection', 'a subsection that is not there'],
  ]),
  ...list({ command: 'handoff', list: 'partial-work', group: 'Corrupted' }, [
    ['pw-duplicate-header', 'the same heading twice'],
    ['pw-unclosed-fence', 'a code block that is never closed'],
    ['pw-wrong-content', 'content that belongs to another section'],
  ]),
  ...list({ command: 'handoff', list: 'reflection', group: 'After writing' }, [
    ['rf-executable', 'Section 0 can be carried out without thinking'],
    ['rf-absolute', 'planning documents have absolute paths'],
    ['rf-todos', 'todos are kept word for word'],
    [
      'rf-inherit',
      'the writer would take over with no other knowledge',
      'the same judgement as `qc-final-inherit`, made by the writer',
    ],
  ]),
  ...list({ command: 'dump', list: 'dump', group: 'Reflection and halt' }, [
    ['dp-reflection', 'the session ends with a Framework Reflection of nine fields in order'],
    ['dp-outcome', 'the outcome of a dump is `partial`, or `success` when nothing was left undone'],
    ['dp-next-step', 'the next step is exact enough to go on from'],
    ['dp-quick-exit', 'a session that only answered a question says so in one line'],
    ['dp-halt', 'the halt block follows, word for word, and nothing comes after it'],
    [
      'dp-checkpoint',
      'the task was updated before halting',
      'a deed in the task system, not a text; `midstride task` shows it',
    ],
    [
      'dp-follow-ups',
      'each unfinished todo became a follow-up task',
      'a deed in the task system, not a text; `midstride task` shows it',
    ],
  ]),
  ...list({ command: 'mission-control', list: 'mission', group: 'Mission handoff' }, [
    ['mc-sections', 'status, decisions, questions and next actions are there'],
    ['mc-status', 'every task is counted under its status, and those in flight are named with their agents'],
    ['mc-decisions', 'critical decisions are written down'],
    ['mc-next', 'the next actions are numbered steps, and finished agents are verified first'],
    ['mc-subject', 'the task that holds the state is named with its time'],
  ]),
] as const

export type ChecklistId = (typeof checklist)[number]['id']
