import { body, both, inside, type Mutant, of, ofEach, swap } from './samples.ts'

/** The machine-readable state, and how anything is proved. */
export const state: Mutant[] = [
  ...ofEach([
    ['yaml-missing', 'there is no state', body('### 1.20', 'See above.')],
    ['yaml-syntax', 'the state does not parse', swap(/ {2}ultimate: "/, '  ultimate: ""')],
    ['yaml-schema', 'a key is missing', swap(/ {2}current_phase: .*\n/, '')],
    ['yaml-schema', 'a role that does not exist', swap(/ {2}role: "\w+"/, '  role: "boss"')],
    ['yaml-schema', 'a version of the format to come', swap('format_version: "3.0"', 'format_version: "4.0"')],
    ['yaml-schema', 'a time that is none', swap(/\ntimestamp: ".*"/, '\ntimestamp: "this morning"')],
    [
      'project-encoded',
      'the project encoded with a dash in front',
      swap('project_encoded: "home', 'project_encoded: "-home'),
    ],
    [
      'timestamps',
      'the last message comes after the state',
      swap(/\ntimestamp: "2026-(\d\d)/, '\ntimestamp: "2025-$1'),
    ],
    [
      'environment-agrees',
      '1.19 expects another branch',
      inside('### 1.19', /(git branch --show-current.*# Expected:) .*/, '$1 trunk'),
    ],
    ['gates-agree', 'a gate stands otherwise in 1.18', inside('### 1.18', '| FAILED |', '| PENDING |')],
    ['done-checkable', 'the definition of done is prose', body('### 1.21', 'When it works.')],
    ['failure-modes', 'no failure mode is listed', body('### 1.24', 'Be careful.')],
    ['checkpoint-ref', 'a checkpoint that moves', inside('### 1.22', /`[0-9a-f]{40}`/, 'HEAD')],
    ['checkpoint-ref', 'a checkpoint without the way back', inside('### 1.22', /\| `git [^|]*` \|\n/, '| - |\n')],
    ['smoke-test', 'Step 0 expects nothing', body('### Step 0:', '```bash\npwd\n```')],
    ['smoke-test', '1.19 has no commands', body('### 1.19', 'The branch is the right one.')],
    [
      'artifacts-agree',
      'an artifact the state does not know',
      inside('### 1.12', /(\| --- \| --- \| --- \| --- \|\n)/, '$1| `/home/dev/other.ts` | - | - | match |\n'),
    ],
    [
      'artifact-discrepancy',
      'nothing said about what is partial',
      inside('### 1.12', /(\*\*Discrepancies:\*\*) .*/, '$1 none'),
    ],
  ]),
  ...of('solo', [
    [
      'yaml-schema',
      'a key misspelt',
      swap('\nquality_gates:\n', '\nquality_gate:\n'),
      { 'gates-agree': 'gates under another key are missing from the state' },
    ],
    ['yaml-schema', 'a number that is a word', swap('compaction_count: 0', 'compaction_count: "none"')],
    ['yaml-duplicate-id', 'an id twice', swap('    - id: "3"\n', '    - id: "2"\n')],
    [
      'timestamps',
      'messages out of order',
      swap('timestamp: "2026-03-12T10:17:42Z"', 'timestamp: "2026-03-12T08:17:42Z"'),
    ],
    [
      'artifact-path',
      'a relative artifact',
      both(
        inside('### 1.12', '| `/home/dev/ledger/src/totals.ts` |', '| `src/totals.ts` |'),
        swap('    - path: "/home/dev/ledger/src/totals.ts"', '    - path: "src/totals.ts"'),
      ),
    ],
    [
      'artifacts-agree',
      'an artifact with another status',
      swap('actual: "no entry"\n      status: "missing"', 'actual: "no entry"\n      status: "match"'),
    ],
    [
      'todo-verification',
      'a todo without a check',
      both(
        swap('verification: "grep -n \\"#412\\" /home/dev/ledger/CHANGELOG.md"', 'verification: null'),
        inside('### 1.13', /\| Describe the change .*\n/, ''),
      ),
    ],
    [
      'check-command',
      'a wish in place of a command',
      inside('### 1.13', '| `npm run types && npm test` |', '| look that it works |'),
    ],
    ['check-command', 'no command at all', inside('### 1.13', '| `npm run types && npm test` |', '| - |')],
    ['done-checkable', 'all ticked while work is open', body('### 1.21', '- [x] everything')],
    ['environment-agrees', 'the state names another branch', swap('git_branch: "fix/lost-cent"', 'git_branch: "main"')],
  ]),
  ...of('orchestrator', [
    [
      'yaml-duplicate-id',
      'an agent twice',
      swap('  - id: "agent-load"', '  - id: "agent-synonym"'),
      { 'subagents-agree': 'an id that is written over is missing' },
    ],
    [
      'yaml-constraints',
      'the skill in hand forbids and requires nothing',
      both(
        swap('forbidden: ["editing files of a task that is delegated"]', 'forbidden: []'),
        swap('required: ["a worktree for each agent", "the plan\'s check before a merge"]', 'required: []'),
      ),
    ],
    [
      'gate-evidence',
      'a gate passed, and nobody saw it',
      inside('### 1.18', /(\| migration \| PASSED \|) [^|]*\|/, '$1 - |'),
    ],
    ['gates-agree', 'a gate the state does not know', inside('### 1.18', '| load | PENDING |', '| speed | PENDING |')],
    [
      'todo-verification',
      'an open todo without a check',
      both(
        swap('verification: "git branch --no-merged main --list \'search/*\'"', 'verification: null'),
        inside('### 1.13', /\| Review and merge .*\n/, ''),
      ),
    ],
    [
      'yaml-schema',
      'a subagent without a stack',
      swap('    blockers: []\n    skill_stack: []\n', '    blockers: []\n'),
    ],
  ]),
  ...of('auto', [
    [
      'yaml-constraints',
      'the skill forbids and requires nothing',
      both(
        swap('forbidden: ["code before a failing test"]', 'forbidden: []'),
        swap('required: ["one commit for each step of the plan"]', 'required: []'),
      ),
    ],
    [
      'gate-checkpoint',
      'a gate failed, and there is no way back',
      both(swap(/ {2}checkpoints:\n {4}- \{.*\}\n/, '  checkpoints: []\n'), body('### 1.22', 'Go back by hand.')),
    ],
    ['yaml-schema', 'a mode that does not exist', swap('mode: "auto"', 'mode: "automatic"')],
    ['yaml-duplicate-id', 'a todo twice', swap('{ id: "5",', '{ id: "4",')],
    [
      'todo-verification',
      'a todo without a check',
      both(
        swap('verification: "npm test -- ui/unsynced"', 'verification: null'),
        inside('### 1.13', /\| Show what .*\n/, ''),
      ),
    ],
  ]),
]
