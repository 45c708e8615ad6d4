import { lastWords, questionsOf, type Recorded, type Scenario, type Todo } from './scenario.ts'

const PLAN = 'docs/plans/2026-11-18-rate-limiter-impl.md'

const LIMITER = `/** Sliding window: at most \`limit\` calls of one account within any \`windowMs\`. */
export function createLimiter({ limit, windowMs, now = Date.now }) {
  const calls = new Map()
  return {
    take(account) {
      const at = now()
      const recent = (calls.get(account) ?? []).filter(call => call > at - windowMs)
      if (recent.length > limit) return { ok: false, retryAfterMs: recent[0] + windowMs - at }
      calls.set(account, [...recent, at])
      return { ok: true, retryAfterMs: 0 }
    },
  }
}
`

const LIMITER_TEST = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLimiter } from '../src/rate-limiter.js'

const limiterAt = clock => createLimiter({ limit: 10, windowMs: 60_000, now: () => clock.ms })
const takeTen = limiter => Array.from({ length: 10 }, () => limiter.take('ada').ok)

test('allows ten exports within a minute', () => {
  assert.deepEqual(takeTen(limiterAt({ ms: 0 })), Array(10).fill(true))
})

test('rejects the eleventh export within a minute', () => {
  const limiter = limiterAt({ ms: 0 })
  takeTen(limiter)
  assert.equal(limiter.take('ada').ok, false)
})

test('counts each account by itself', () => {
  const limiter = limiterAt({ ms: 0 })
  takeTen(limiter)
  assert.equal(limiter.take('bob').ok, true)
})

test('allows again when the window has slid past', () => {
  const clock = { ms: 0 }
  const limiter = limiterAt(clock)
  takeTen(limiter)
  clock.ms = 60_001
  assert.equal(limiter.take('ada').ok, true)
})
`

const todos = (...status: Todo['status'][]): Todo[] =>
  (
    [
      ['Write the sliding-window limiter', 'Writing the sliding-window limiter'],
      ['Answer 429 with Retry-After from the export handler', 'Answering 429 from the export handler'],
      ['Document the limit in the README', 'Documenting the limit'],
      ['Count rejected exports in the metrics', 'Counting rejected exports'],
    ] as const
  )
    .slice(0, status.length)
    .map(([content, activeForm], i) => ({ content, activeForm, status: status[i]! }))

/** One afternoon's work on a small HTTP service, ending in the middle of it. */
export const rateLimiter: Scenario = {
  name: 'rate-limiter',
  branch: 'feat/export-rate-limit',
  agents: ['claude-code', 'codex', 'opencode', 'gemini'],
  turns: [
    {
      user: `Add a rate limiter to the export endpoint: at most 10 exports per minute and account, 429 with Retry-After above that. The plan is in ${PLAN}, tick its steps as you go.`,
      acts: [
        { do: 'say', text: "I'll read the plan and work test-first." },
        { do: 'skill', name: 'test-first', args: 'rate limiter for the export endpoint' },
        { do: 'read', path: PLAN },
        { do: 'read', path: 'src/export.js' },
        { do: 'todos', list: todos('in_progress', 'pending', 'pending') },
        {
          do: 'agent',
          title: 'Find callers of handleExport',
          prompt: 'List every caller of handleExport in this repository, with file and line. Change nothing.',
          answer: 'One caller outside the tests: src/server.js:11. The tests call it in test/export.test.js.',
        },
        {
          do: 'ask',
          question: 'Where should the counters live?',
          header: 'Counters',
          options: [
            ['In memory, per process', 'No new dependency; each process counts by itself'],
            ['In Redis, shared', 'One limit over all processes; needs a client library'],
          ],
          answer: 'In memory, per process',
        },
      ],
      end: 'The counters stay in memory. I would start with a fixed window per account, reset every minute.',
    },
    {
      user: "No, don't use a fixed window: a client could send 20 exports around the edge of a minute. Use a sliding window instead, and never round Retry-After down.",
      acts: [
        { do: 'write', path: 'test/rate-limiter.test.js', content: LIMITER_TEST },
        { do: 'write', path: 'src/rate-limiter.js', content: LIMITER },
        { do: 'shell', command: 'npm test', why: 'Run the test suite' },
        { do: 'edit', path: 'src/rate-limiter.js', old: 'recent.length > limit', new: 'recent.length >= limit' },
        { do: 'shell', command: 'npm test', why: 'Run the test suite again' },
        { do: 'todos', list: todos('completed', 'in_progress', 'pending') },
        { do: 'edit', path: PLAN, old: '- [ ] 1.', new: '- [x] 1.' },
        {
          do: 'shell',
          command: `git add src/rate-limiter.js test/rate-limiter.test.js ${PLAN} && git commit -m "Add a sliding-window rate limiter"`,
          why: 'Commit the limiter',
        },
      ],
      end: 'The sliding-window limiter is committed; all 7 tests pass. Next is the export handler.',
    },
    {
      compact: 'keep the decisions and the open steps',
      summary:
        'Goal: rate limiter for GET /export, 10 per minute and account, 429 with Retry-After. Decisions: counters in memory per process; sliding window, not fixed; Retry-After is never rounded down. Done: src/rate-limiter.js with tests, committed. Open: the handler, the README.',
    },
    {
      user: 'Wire it into the handler now. Let another agent review the limiter for clock jumps meanwhile, and put a metric for rejected exports on the list.',
      acts: [
        {
          do: 'agent',
          title: 'Review the limiter for clock jumps',
          prompt:
            'Review src/rate-limiter.js: what happens when the system clock jumps backwards or forwards? Report, change nothing.',
          answer: null,
        },
        { do: 'todos', list: todos('completed', 'in_progress', 'pending', 'pending') },
        {
          do: 'edit',
          path: 'src/export.js',
          old: '  const lines = rows(request.account)',
          new: '  const { ok, retryAfterMs } = limiter.take(request.account)\n  if (!ok) return tooMany(retryAfterMs)\n  const lines = rows(request.account)',
        },
        { do: 'hear', text: 'Keep the body of the 429 in the same shape as the 401, please.' },
        {
          do: 'edit',
          path: 'src/export.js',
          old: '{ rows })',
          new: '{ rows, limiter })',
        },
        { do: 'shell', command: 'npm run typecheck', why: 'Check the types' },
      ],
      end: 'The handler asks the limiter, but tooMany() is not written yet and the tests have not run since that edit. Left: tooMany() with a 401-shaped body, the README, the metric; the clock review is still running.',
    },
  ],
  facts,
}

/** The sixteen facts that a reader should find: one of each kind that others lost. */
function facts({ project, agentInFlight }: Recorded): object {
  const [first, second] = rateLimiter.turns as { user: string }[]
  return {
    goal: first!.user,
    correction: second!.user,
    answer: questionsOf(rateLimiter)[0]!.answer,
    todoCompleted: 'Write the sliding-window limiter',
    todoInProgress: 'Answer 429 with Retry-After from the export handler',
    todoPending: 'Document the limit in the README',
    taskCreated: 'Count rejected exports in the metrics',
    editedFile: `${project}/src/export.js`,
    createdFile: `${project}/src/rate-limiter.js`,
    planDoc: `${project}/${PLAN}`,
    failingTest: 'rejects the eleventh export within a minute',
    counts: { first: { passed: 6, failed: 1 }, last: { passed: 7, failed: 0 } },
    agentInFlight: agentInFlight!.title,
    agentId: agentInFlight!.id,
    lastAssistant: lastWords(rateLimiter),
    branch: rateLimiter.branch,
  }
}
