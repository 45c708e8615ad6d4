import { slot } from '../document.ts'
import { count } from '../text.ts'
import type { State } from '../types.ts'
import { inline, list, table } from './escape.ts'

const ERRORS = 15

/** Section 1.25: how the conversation shapes what comes. */
export const talk: Record<string, (state: State) => string[]> = {
  '1.25': state => {
    const { user_messages, corrections } = state.conversation
    return [
      '#### User Messages (Intent Evolution)',
      table(
        ['#', 'Type', 'Message Summary'],
        user_messages.map(({ type, content }, index) => [String(index + 1), type, inline(content, 110)]),
      ),
      '#### Corrections Received',
      table(
        ['Original Behavior', 'Correction', 'Lesson'],
        corrections.map(({ original, correction, lesson }) => [
          inline(original ?? '', 240) || slot('what the agent had done'),
          inline(correction, 400),
          inline(lesson ?? '', 300) || slot('pattern to avoid'),
        ]),
      ),
      '**Mistakes NOT to Repeat:**',
      mistakes(state),
      '#### Error History',
      errorHistory(state),
    ]
  },
}

function mistakes(state: State): string {
  const lessons = state.conversation.corrections.flatMap(({ lesson }) => (lesson ? [inline(lesson, 300)] : []))
  if (lessons.length > 0) return list(lessons)
  return state.conversation.corrections.length > 0 ? 'The lessons above.' : 'None on record.'
}

function errorHistory(state: State): string {
  const { errors } = state.conversation
  const open = errors.filter(error => error.fix === null)
  const resolved = errors.filter(error => error.fix !== null)
  const shown = [...open.slice(-ERRORS), ...resolved.slice(-Math.max(0, ERRORS - open.length))]
  const rows = shown.map(({ error, fix, user_feedback }) => [
    inline(error, 90),
    inline(fix ?? '', 90) || 'open',
    user_feedback ? `yes: ${inline(user_feedback, 120)}` : 'no',
  ])
  const left = errors.length - shown.length
  return (
    table(['Error', 'Resolution', 'User Involved?'], rows) +
    (left > 0 ? `\n\n${count(left, 'older error')} in 1.20.` : '')
  )
}
