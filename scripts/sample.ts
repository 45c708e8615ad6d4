/** The filled sample of a handoff: the project's own recorded session, drafted, with every slot answered as an agent would. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { readSession } from '../src/app/read-session.ts'
import { derive } from '../src/core/derive/derive.ts'
import { render } from '../src/core/render/render.ts'

const RECORDING = 'test/fixtures/recordings/claude-code/rate-limiter'

/** Slot → its answers in order of appearance; the last one serves for what follows. Lists go into YAML as they are. */
const ANSWERS: Record<string, readonly (string | readonly unknown[])[]> = {
  'milestone or stage of the work': ['Step 2 of the implementation plan: the export handler'],
  'technologies, patterns and architecture this work depends on, each with how it is used and why': [
    `- Node's own test runner (\`node --test\`): the project has no dependencies and gets none.
- Sliding window: one list of timestamps per account, pruned at each call, because a fixed window lets a client double its rate around the edge.
- The clock is an argument of the limiter, so that its tests need no waiting.`,
  ],
  'technical approach, delegation and workflow the agent chose, each with its why': [
    `- The limiter is a module of its own, \`/home/dev/exporter/src/rate-limiter.js\`: the handler stays readable and the limiter is tested without a server.
- The question of clock jumps went to a subagent: it needs reading only and can run beside the wiring.`,
  ],
  'patterns to avoid, from the corrections above': ['Counting per calendar minute; rounding a waiting time down.'],
  'work that was named but never listed, or "none"': ['none'],
  'work that was named but never listed; [] when there is none': [[]],
  'phase and task reached': ['step 2 of 4'],
  'two or three paragraphs: what happened, how the work was organised, what was hard, where it stands, what lists cannot say':
    [
      `The user wants a limit on exports and gave a plan with it. Test-first throughout: the limiter was written against a failing test, and the user stopped a fixed window before it was built. The sliding window is committed and its tests pass.

The handler is half wired: it calls the limiter and does not answer 429 yet. A subagent reads the limiter for clock jumps meanwhile; its report may change how timestamps are taken. The user watches details of the API closely and corrects early, so show the shape of the 429 before writing its test.`,
    ],
  'where files differ from the plan or from what was said, or "none"': ['none'],
  'command that shows it is done': [
    '`npm test`',
    '`grep -c "10 exports per minute" /home/dev/exporter/README.md`',
    '`grep -c "exports_rejected" /home/dev/exporter/src/export.js`',
  ],
  why: [
    'one process serves all exports, and a restart may forget them',
    'a client could send 20 exports around the edge of a minute',
    'clients already parse that shape',
  ],
  'why it was decided': [
    'one process serves all exports, and a restart may forget them',
    'a client could send 20 exports around the edge of a minute',
    'clients already parse that shape',
  ],
  'phase this skill has reached': ['Green for the limiter, red for the handler'],
  'what this skill forbids; [] when nothing': [['code before a failing test']],
  'what this skill demands; [] when nothing': [['a failing test first', 'all tests green before a commit']],
  'DRAFT, APPROVED or IN_PROGRESS': ['APPROVED'],
  'technical decisions the agent took, each {decision, rationale}; [] when there are none': [
    [
      {
        decision: 'The limiter is a module of its own',
        rationale: 'the handler stays readable and the limiter is tested without a server',
      },
      { decision: 'The clock is an argument of the limiter', rationale: 'its tests need no waiting' },
    ],
  ],
  'pattern to avoid': ['Counting per calendar minute; rounding a waiting time down.'],
  'what must work in the end, and the command or look that shows it': [
    'The eleventh export of an account within a minute is answered with 429 and Retry-After, in the shape of the 401: `npm test`',
  ],
}

/** The sample as Markdown; throws when a slot has no answer, so that a new one is noticed. */
export async function filledSample(root: string): Promise<string> {
  const folder = path.join(root, RECORDING)
  const file = (await readdir(folder)).find(name => name.endsWith('.jsonl'))!
  const session = await readSession(path.join(folder, file))
  const state = derive(session, { mode: 'manual', now: session.endedAt!, transcript: null })
  return fill(render(state))
}

function fill(text: string): string {
  const used = new Map<string, number>()
  const next = (question: string): string | readonly unknown[] => {
    const answers = ANSWERS[question]
    if (!answers) throw new Error(`the sample has no answer to "${question}"`)
    const index = used.get(question) ?? 0
    used.set(question, index + 1)
    return answers[Math.min(index, answers.length - 1)]!
  }
  const yamlStart = text.indexOf('### 1.20 ')
  const yamlEnd = text.indexOf('### 1.21 ')
  const [before, yaml, after] = [text.slice(0, yamlStart), text.slice(yamlStart, yamlEnd), text.slice(yamlEnd)]
  const prose = (part: string) =>
    part.replace(/<!-- judge: (.*?) -->/g, (_, question: string) => String(next(question)))
  const filledBefore = prose(before)
  used.clear()
  const filledYaml = yaml.replace(/(?:null|\[\]) # <!-- judge: (.*?) -->/g, (_, question: string) => {
    const answer = next(question)
    return JSON.stringify(typeof answer === 'string' ? answer.replaceAll('`', '') : answer)
  })
  return filledBefore + filledYaml + prose(after)
}
