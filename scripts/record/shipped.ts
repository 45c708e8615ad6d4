import { lastWords, questionsOf, type Recorded, type Scenario, type Todo } from './scenario.ts'

const PLAN = 'docs/plans/2026-11-19-iso-dates-impl.md'

const DATES = `const ISO_DAY = /^\\d{4}-\\d{2}-\\d{2}$/

/** \`2026-11-19\` of a Date or of a text that a Date can read. */
export function isoDay(value) {
  if (typeof value === 'string' && ISO_DAY.test(value)) return value
  return new Date(value).toISOString().slice(0, 10)
}

export class DateColumn {
  constructor(name) {
    this.name = name
  }
}
`

const DATES_TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDay } from '../src/dates.js'

test('writes a day as ISO 8601', () => assert.equal(isoDay(new Date(0)), '1970-01-01'))
test('leaves an ISO day as it is', () => assert.equal(isoDay('2026-11-19'), '2026-11-19'))
`

const BUILD = `import { cpSync, readdirSync } from 'node:fs'

cpSync('src', 'dist', { recursive: true })
console.log(\`\${readdirSync('dist').length} modules built\`)
`

const todos = (...status: Todo['status'][]): Todo[] =>
  (
    [
      ['Format dates as ISO 8601', 'Formatting dates as ISO 8601'],
      ['Remove the old date notes', 'Removing the old date notes'],
      ['Release 2.4.0', 'Releasing 2.4.0'],
      ['Announce the change to the customers', 'Announcing the change'],
    ] as const
  ).map(([content, activeForm], i) => ({ content, activeForm, status: status[i]! }))

const MANIFEST = {
  name: 'exporter',
  version: '2.3.0',
  private: true,
  type: 'module',
  scripts: {
    start: 'node src/server.js',
    test: 'node --test --test-reporter=spec',
    build: 'node scripts/build.js',
    lint: 'node --check src/export.js',
    typecheck: 'node --check src/server.js',
  },
  dependencies: { 'csv-stringify': '^6.5.0' },
}

/** Work brought to its end: checked, committed in two steps, pushed, with one agent that failed. */
export const shipped: Scenario = {
  name: 'shipped',
  branch: 'feat/iso-dates',
  agents: ['claude-code'],
  files: {
    'package.json': `${JSON.stringify(MANIFEST, null, 2)}\n`,
    'scripts/build.js': BUILD,
    '.gitignore': 'node_modules\ndist\n',
    'docs/date-notes.md': '# Dates\n\nDays are written as the account wants them.\n',
    [PLAN]:
      '# ISO dates: implementation plan\n\n## Phase 1: format\n\n- [ ] `src/dates.js`\n\n## Phase 2: release\n\n- [ ] version 2.4.0\n',
  },
  turns: [
    {
      user: `Write every date of the export as ISO 8601 and release it as 2.4.0. The plan is in ${PLAN}.`,
      acts: [
        { do: 'read', path: PLAN },
        { do: 'read', path: 'src/export.js' },
        { do: 'read', path: 'package.json' },
        { do: 'todos', list: todos('in_progress', 'pending', 'pending', 'pending') },
        {
          do: 'agent',
          title: 'List date formats in use',
          prompt: 'Which date formats does this repository write? Change nothing.',
          answer: 'None yet: rows go out as they come.',
        },
        {
          do: 'ask',
          question: 'Which time zone should days be counted in?',
          header: 'Zone',
          options: [
            ['UTC', 'The same for everyone'],
            ['The zone of the account', 'Needs a new column'],
          ],
          answer: 'UTC',
        },
        { do: 'write', path: 'src/dates.js', content: DATES },
        { do: 'write', path: 'test/dates.test.js', content: DATES_TEST },
        {
          do: 'edit',
          path: 'src/export.js',
          old: '/** Answers GET /export',
          new: "import { isoDay } from './dates.js'\n\n/** Answers GET /export",
        },
        {
          do: 'edit',
          path: 'src/export.js',
          old: "row.join(',')",
          new: "row.map(cell => (cell instanceof Date ? isoDay(cell) : cell)).join(',')",
        },
        { do: 'shell', command: 'npm test 2>&1 | tail -12', why: 'Run the test suite' },
        { do: 'todos', list: todos('completed', 'in_progress', 'pending', 'pending') },
        {
          do: 'shell',
          command: `git add src test && git commit -qm "Write days as ISO 8601" && git log -1 --oneline`,
          why: 'Commit the format',
        },
      ],
      end: 'Days are written as ISO 8601, in UTC; 5 tests pass and it is committed. Next comes the release.',
    },
    {
      user: 'Fine, release it. And no changelog, we do not keep one.',
      acts: [
        { do: 'shell', command: 'git rm -q docs/date-notes.md', why: 'Remove the old notes' },
        { do: 'edit', path: 'package.json', old: '"version": "2.3.0"', new: '"version": "2.4.0"' },
        { do: 'edit', path: PLAN, old: '- [ ] `src/dates.js`', new: '- [x] `src/dates.js`' },
        { do: 'edit', path: PLAN, old: '- [ ] version', new: '- [x] version' },
        { do: 'shell', command: 'npm run lint', why: 'Lint' },
        { do: 'shell', command: 'npm run typecheck', why: 'Check the types' },
        { do: 'shell', command: 'npm run build', why: 'Build' },
        { do: 'shell', command: 'npm test', why: 'Run the test suite' },
        {
          do: 'shell',
          command: 'git add -A && git commit -m "Release 2.4.0"',
          why: 'Commit the release',
        },
        {
          do: 'shell',
          command: 'git init -q --bare ../exporter.git && git remote add origin ../exporter.git',
          why: 'Set up the remote',
        },
        { do: 'shell', command: 'git push -u origin feat/iso-dates', why: 'Push the branch' },
        { do: 'todos', list: todos('completed', 'completed', 'completed', 'pending') },
      ],
      end: 'Release 2.4.0 is committed and pushed: lint, type check and build pass, and so do all 5 tests. Only the announcement is left.',
    },
  ],
  facts: ({ project }: Recorded) => ({
    answer: questionsOf(shipped)[0]!.answer,
    todos: todos('completed', 'completed', 'completed', 'pending'),
    createdFile: `${project}/src/dates.js`,
    planDoc: `${project}/${PLAN}`,
    lastAssistant: lastWords(shipped),
    branch: shipped.branch,
  }),
}
