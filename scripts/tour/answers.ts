/** What the agent would answer to the questions of its own draft; the line tells questions of the same words apart. */
const ANSWERS: [question: RegExp, answer: string, line?: RegExp][] = [
  [/^milestone or stage/, 'Step 2 of the plan: the export handler'],
  [
    /^technologies, patterns/,
    '- Sliding window per account: `createLimiter({ limit, windowMs, now })` keeps the times of recent calls. The clock is passed in, so tests never wait.',
  ],
  [
    /^technical approach, delegation/,
    '- Tests first, as the skill prescribes; reading and reviewing is delegated, writing is not.',
  ],
  [/^patterns to avoid/, 'Proposing the simplest algorithm before asking what bursts may do.'],
  [/^pattern to avoid/, 'Ask what bursts may do before choosing the algorithm'],
  [/^work that was named/, 'Write tooMany() in src/export.js; its body has the shape of the 401'],
  [/^where the todo list/, 'none'],
  [
    /^two or three paragraphs/,
    'The limiter was written test-first, with a sliding window after the user refused a fixed one. All 7 tests pass. Updated `README.md` with the limit. Pushed to origin.\n\nThe handler asks the limiter since, but `tooMany()` is not written yet.',
  ],
  [/^where files differ/, '`tooMany()` is called in `src/export.js` and not written yet.'],
  [/^command that shows/, "`grep -n '10 exports' README.md`", /README/],
  [/^command that shows/, '`npm test`'],
  [/^why/, 'No new dependency; each process may count by itself', /counters/],
  [/^why/, 'A client could send 20 exports around the edge of a minute'],
  [/^phase this skill/, 'least code that makes the test pass'],
  [/^what must work/, 'The eleventh export within a minute is answered 429 with Retry-After: `npm test`'],
]

const SLOT = /<!-- judge: (.*?) -->/

/** Answers every open question of a draft, in its prose and in its YAML. */
export function fillSlots(draft: string): { text: string; filled: number } {
  let filled = 0
  const lines = draft.split('\n').map((line, i, all) => {
    const question = SLOT.exec(line)?.[1]
    if (question === undefined) return line
    filled += 1
    const item = all.slice(0, i + 1).findLastIndex(each => /^\s*- /.test(each))
    const near = line.startsWith('|') ? line : all.slice(item, i + 1).join('\n')
    const answer = ANSWERS.find(([asks, , where]) => asks.test(question) && (where?.test(near) ?? true))?.[1]
    return fillYaml(line, answer) ?? line.replace(SLOT, () => answer ?? 'none')
  })
  return { text: lines.join('\n'), filled }
}

/** `key: null # <!-- judge: … -->`, and lists likewise; null when the line is no YAML. */
function fillYaml(line: string, answer: string | undefined): string | null {
  const [, key, empty] = /^(\s*(?:- )?[\w]+: )(null|\[\]) # <!-- judge: .* -->$/.exec(line) ?? []
  if (key === undefined) return null
  if (answer === undefined) return `${key}${empty}`
  const value = JSON.stringify(answer.replaceAll('`', ''))
  return `${key}${empty === '[]' ? `[${value}]` : value}`
}
