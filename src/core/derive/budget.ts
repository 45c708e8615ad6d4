import { truncate } from '../text.ts'
import type { State } from '../types.ts'

/** Below the store's 1 MiB, with room for what the model adds. */
const MAX_BYTES = 900_000

type Step = (state: State) => State

const withExtension = (state: State, change: Partial<NonNullable<State['x_midstride']>>): State => ({
  ...state,
  x_midstride: { ...state.x_midstride, ...change },
})

/** What gives way first: records of what is over, then long texts; todos, decisions and corrections never. */
const STEPS: Step[] = [
  state =>
    withExtension(state, {
      commands: state.x_midstride?.commands?.slice(-10) ?? [],
      tests: state.x_midstride?.tests?.slice(-10) ?? [],
    }),
  state => ({
    ...state,
    subagents: state.subagents.map(agent => ({
      ...agent,
      prompt_summary: shorten(agent.prompt_summary, agent.status === 'completed' ? 200 : 3000),
      output_summary: shorten(agent.output_summary, 300),
    })),
  }),
  state => ({ ...state, conversation: { ...state.conversation, errors: state.conversation.errors.slice(-100) } }),
  state =>
    withExtension(state, {
      changes: state.x_midstride?.changes?.slice(-500) ?? [],
      dirty: state.x_midstride?.dirty?.slice(0, 500) ?? [],
    }),
  state => ({ ...state, artifacts: { ...state.artifacts, files: state.artifacts.files.slice(-500) } }),
  ...[20_000, 8_000, 3_000, 1_000, 300].map(max => shortenMessages(max)),
  state => ({
    ...state,
    subagents: state.subagents.slice(-200),
    recovery: { checkpoints: state.recovery.checkpoints.slice(-50) },
  }),
  state => ({
    ...state,
    conversation: { ...state.conversation, user_messages: state.conversation.user_messages.slice(-1000) },
  }),
]

const shorten = (text: string | null, max: number): string | null => (text === null ? null : truncate(text, max))

function shortenMessages(max: number): Step {
  return state => ({
    ...state,
    conversation: {
      ...state.conversation,
      user_messages: state.conversation.user_messages.map(message => ({
        ...message,
        content: truncate(message.content, max),
      })),
      corrections: state.conversation.corrections.map(entry => ({
        ...entry,
        correction: truncate(entry.correction, Math.max(max, 1000)),
      })),
    },
  })
}

/** The state itself when it is small enough, otherwise with as little left out as needed. */
export function fitState(state: State, max = MAX_BYTES): State {
  let fitted = state
  for (const step of STEPS) {
    if (Buffer.byteLength(JSON.stringify(fitted)) <= max) return fitted
    fitted = step(fitted)
  }
  return fitted
}
