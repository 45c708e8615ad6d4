import { body, both, everywhere, inside, type Mutant, of, ofEach, swap } from './samples.ts'

const impl = '/home/dev/atlas/docs/plans/2026-05-18-search-impl.md'
const offline = '/home/dev/fieldnotes/docs/plans/2026-06-30-offline-impl.md'

export const boot: Mutant[] = [
  ...ofEach([
    ['todo-call', 'there is no todo call', body('### 0.3', 'The todos are those of 1.8.')],
    ['todo-call', 'there are two todo calls', inside('### 0.3', /^\]\)\n/m, '])\nTodoWrite([])\n')],
    ['todo-json', 'the list has a comma too many', inside('### 0.3', /"\}\n\]\)/, '"},\n])')],
    ['todo-json', 'a todo has no active form', inside('### 0.3', /, "activeForm": "[^"]*"\}\n\]/, '}\n]')],
    ['call-syntax', 'the todo call is not closed', inside('### 0.3', /^\]\)$/m, ']')],
    ['restoration-checkpoint', 'the checkpoint asks for nothing', body('### 0.4', 'Ready?')],
    ['restoration-checkpoint', 'the constraints are no list', body('### 0.5', 'Work as the plan says.')],
  ]),
  ...of('solo', [
    ['skill-call', '0.1 is vague about the skill', body('### 0.1', 'Some skill was perhaps active.')],
    ['none-sentence', '0.1 says none in other words', body('### 0.1', 'None.')],
    ['none-sentence', '0.2 says none in other words', body('### 0.2', 'N/A')],
    ['none-sentence', '1.10 says none in other words', body('### 1.10', 'none')],
    [
      'none-sentence',
      'a call beside the sentence',
      body('### 0.2', 'NO DOCUMENTS TO READ\n\n```\nRead("/home/dev/ledger/README.md")\n```'),
    ],
    ['read-call', '0.2 holds prose', body('### 0.2', 'The rounding rules are worth a look.')],
    ['plans-listed', '1.10 holds prose', body('### 1.10', 'Whatever seems useful.')],
    ['vague-continue', '0.1 says to go on', body('### 0.1', 'Continue the workflow where it was.')],
    [
      'resume-commands',
      'a skill in 1.14 that 0.1 does not know',
      body('### 1.14', '```\nSkill("develop", "--resume")\n```'),
    ],
  ]),
  ...of('orchestrator', [
    ['call-syntax', 'an argument without quotes', inside('### 0.2', `Read("${impl}")`, `Read(${impl})`)],
    ['skill-stack-agrees', '0.1 leaves out the inner skill', inside('### 0.1', /Skill\("executing-plans".*\n/, '')],
    [
      'skill-stack-agrees',
      '0.1 calls them in the wrong order',
      inside('### 0.1', /(Skill\("develop".*\n)(Skill\("executing.*\n)/, '$2$1'),
    ],
    [
      'skill-stack-agrees',
      'a skill of 1.1.1 that the state does not know',
      inside('#### 1.1.1', '| `develop` | user |', '| `dev` | user |'),
    ],
    [
      'skill-name',
      'a skill that is a path',
      inside('### 1.23', 'Skill("executing-plans"', 'Skill("../executing-plans"'),
    ],
    ['plan-not-read', '0.2 leaves out the design', inside('### 0.2', /Read\("[^"]*design\.md"\).*\n/, '')],
    [
      'reread-calls',
      '1.10 lists the design and does not read it',
      inside('### 1.10', /Read\("[^"]*design\.md"\).*\n/, ''),
    ],
    ['path-relative', 'a relative path beside the plan', inside('### 0.2', '```\n', '```\nRead("docs/ranking.md")\n')],
    ['path-unexpanded', 'a tilde', inside('### 0.2', '```\n', '```\nRead("~/atlas/docs/ranking.md")\n')],
    ['path-unexpanded', 'a variable', inside('### 0.2', '```\n', '```\nRead("$HOME/atlas/docs/ranking.md")\n')],
    [
      'path-not-normal',
      'a path with a way back',
      everywhere(
        '/home/dev/atlas/docs/plans/2026-05-15-search-design.md',
        '/home/dev/atlas/docs/../docs/plans/2026-05-15-search-design.md',
      ),
    ],
    [
      'plans-agree',
      'another plan in the state',
      swap(`  impl:\n    - path: "${impl}"`, '  impl:\n    - path: "/home/dev/atlas/docs/plans/other-impl.md"'),
    ],
    [
      'plans-agree',
      '1.9 leaves out the design',
      inside('### 1.9', /\| `[^`]*design\.md` \| why.*\n/, '| none | - | - | - |\n'),
    ],
    [
      'plans-listed',
      '1.9 says nothing at all',
      both(
        body(
          '### 1.9',
          '#### Finding Planning Documents\n\nThere is a plan.\n\n#### Design Docs\n\nOne.\n\n#### Implementation Plans\n\nOne.\n\n#### Progress Per Doc\n\nHalf.',
        ),
      ),
      {
        'plans-agree': 'what is not listed is not what the state lists',
      },
    ],
    ['plan-progress', 'progress that does not say what remains', inside('### 1.9', /, Remaining: .*/, '')],
    [
      'vague-read',
      'a document without its path',
      inside('### 1.10', 'Before any work:', 'See the design doc before any work:'),
    ],
    [
      'resume-commands',
      'other arguments in 1.14',
      inside('### 1.14', '--resume Phase2.Task4', '--resume Phase1.Task1'),
    ],
    ['resume-commands', 'no call in 1.23', body('### 1.23', 'Start both skills again.')],
  ]),
  ...of('auto', [
    [
      'skill-call',
      '0.1 tells of the skill instead of calling it',
      body('### 0.1', 'The skill test-first was active.'),
      {
        'skill-stack-agrees': 'a skill that is not called is missing from 0.1',
      },
    ],
    [
      'vague-continue',
      '0.1 says to go on',
      body('### 0.1', 'Continue the workflow.'),
      {
        'skill-stack-agrees': 'a skill that is not called is missing from 0.1',
      },
    ],
    ['skill-stack-agrees', 'the state knows another skill', swap('  - name: "test-first"', '  - name: "tdd"')],
    ['resume-commands', 'no call in 1.14', body('### 1.14', 'Start the skill again.')],
    ['path-not-normal', 'a doubled slash', everywhere(offline, offline.replace('/docs/', '//docs/'))],
    [
      'read-call',
      '0.2 names the plan without reading it',
      body('### 0.2', 'The plan in docs/plans.'),
      {
        'plan-not-read': 'what 0.2 does not read, it does not read',
      },
    ],
    ['plan-progress', 'progress that does not say what is at hand', inside('### 1.9', ' In-progress: Step 3,', '')],
    [
      'plans-agree',
      'a plan to read that the state does not know',
      swap(
        / {4}- \{ path: "[^"]*", why: .*\n/,
        '    - { path: "/home/dev/fieldnotes/docs/plans/old-impl.md", why: "history", priority: 1 }\n',
      ),
    ],
    ['reread-calls', 'the plan of 1.10 is not read', inside('### 1.10', /```\nRead\(.*\n```/, '```\n# read it\n```')],
  ]),
]
