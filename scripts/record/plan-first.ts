import { lastWords, type Recorded, type Scenario, type Todo } from './scenario.ts'

const PLAN = `# Paginate the export

1. \`handleExport\` takes \`limit\` and answers at most that many rows.
2. A test for the limit.

Verification: \`npm test\`
`

const todos = (...status: Todo['status'][]): Todo[] =>
  (
    [
      ['Give handleExport a limit', 'Giving handleExport a limit'],
      ['Test the limit', 'Testing the limit'],
    ] as const
  ).map(([content, activeForm], i) => ({ content, activeForm, status: status[i]! }))

const REFUSAL = "Don't push, the branch goes through the merge queue. Leave it local."
const IDEA = 'While you are there, rewrite the server in TypeScript.'
const FAILURE = 'the service is overloaded by the scripted test'

/** What goes wrong in ordinary sessions: refused, interrupted, failed, closed and opened again. */
export const planFirst: Scenario = {
  name: 'plan-first',
  branch: 'feat/paginate',
  agents: ['claude-code'],
  files: {
    '.claude/commands/scope.md':
      '---\ndescription: Use when it is open what a change touches\n---\n\nSay which files this touches, change nothing: $ARGUMENTS\n',
  },
  env: { CLAUDE_CODE_ENABLE_TASKS: '0' },
  turns: [
    {
      user: '/scope exports of more than 10000 rows',
      acts: [{ do: 'read', path: 'src/export.js' }],
      end: 'Only src/export.js and its test.',
    },
    {
      user: 'Plan it, then do it.',
      acts: [
        { do: 'plan', text: PLAN },
        { do: 'todos', list: todos('in_progress', 'pending') },
        { do: 'edit', path: 'src/export.js', old: '{ rows })', new: '{ rows, limit = 10_000 })' },
        {
          do: 'edit',
          path: 'src/export.js',
          old: 'rows(request.account).map',
          new: 'rows(request.account).slice(0, limit).map',
        },
        { do: 'todos', list: todos('completed', 'in_progress') },
        { do: 'shell', command: 'npm test', why: 'Run the test suite' },
        { do: 'refused', command: 'git push -u origin feat/paginate', why: 'Push the branch', said: REFUSAL },
      ],
      end: 'The limit works and 3 tests pass; nothing was pushed. Its own test is still to be written.',
    },
    { user: IDEA, acts: [{ do: 'read', path: 'src/server.js' }], end: null },
    { restart: true },
    {
      user: 'Forget about TypeScript. Go on with the test for the limit.',
      acts: [{ do: 'fail', status: 400, message: FAILURE }],
      end: null,
    },
    {
      user: 'Once more, please.',
      acts: [],
      end: 'Next I write the test for the limit in test/export.test.js.',
    },
  ],
  facts: ({ project }: Recorded) => ({
    command: '/scope exports of more than 10000 rows',
    plan: PLAN,
    refusal: REFUSAL,
    interrupted: IDEA,
    failure: FAILURE,
    todos: todos('completed', 'in_progress'),
    editedFile: `${project}/src/export.js`,
    lastAssistant: lastWords(planFirst),
    branch: planFirst.branch,
  }),
}
