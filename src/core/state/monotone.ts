import { oneLine, truncate } from '../text.ts'
import type { State } from '../types.ts'

/** Something that binds and is gone, though nothing says that it was completed, superseded or deleted. */
export interface Vanished {
  kind: 'decision' | 'constraint' | 'correction' | 'todo'
  /** JSON pointer into the older state. */
  pointer: string
  text: string
}

/**
 * Compares two states of one session: a binding decision, constraint, correction or todo of the older one must still be there,
 * unless the newer one lists it as completed, cancelled or superseded, or its skill has ended.
 */
export function findVanished(before: State, after: State): Vanished[] {
  return [
    ...decisions(before, after),
    ...constraints(before, after),
    ...corrections(before, after),
    ...todos(before, after),
  ]
}

const normal = (text: string) => oneLine(text).toLowerCase()

function superseded(state: State): Set<string> {
  return new Set((state.x_midstride?.superseded ?? []).map(({ was }) => normal(was)))
}

function missing(
  kind: Vanished['kind'],
  entries: readonly { text: string; pointer: string }[],
  kept: ReadonlySet<string>,
): Vanished[] {
  return entries
    .filter(({ text }) => !kept.has(normal(text)))
    .map(({ text, pointer }) => ({ kind, pointer, text: truncate(oneLine(text), 200) }))
}

function decisions(before: State, after: State): Vanished[] {
  const { binding, technical } = after.decisions
  const kept = new Set([...[...binding, ...technical].map(({ decision }) => normal(decision)), ...superseded(after)])
  return missing(
    'decision',
    before.decisions.binding.map(({ decision }, index) => ({ text: decision, pointer: `/decisions/binding/${index}` })),
    kept,
  )
}

/** A skill that is no longer on the stack takes its constraints with it. */
function constraints(before: State, after: State): Vanished[] {
  const active = new Map(after.skill_stack.map(frame => [frame.name, frame]))
  return before.skill_stack.flatMap((frame, index) => {
    const now = active.get(frame.name)
    if (!now) return []
    return (['forbidden', 'required'] as const).flatMap(list =>
      missing(
        'constraint',
        frame.constraints[list].map((text, at) => ({
          text,
          pointer: `/skill_stack/${index}/constraints/${list}/${at}`,
        })),
        new Set([...now.constraints[list].map(normal), ...superseded(after)]),
      ),
    )
  })
}

function corrections(before: State, after: State): Vanished[] {
  const kept = new Set([
    ...after.conversation.corrections.map(({ correction }) => normal(correction)),
    ...superseded(after),
  ])
  return missing(
    'correction',
    before.conversation.corrections.map(({ correction }, index) => ({
      text: correction,
      pointer: `/conversation/corrections/${index}`,
    })),
    kept,
  )
}

/** A todo is known by its id or by its words: hosts number anew, people reword. */
function todos(before: State, after: State): Vanished[] {
  const cancelled = after.x_midstride?.cancelled ?? []
  const known = [...after.todos.explicit, ...cancelled]
  const ids = new Set(known.map(({ id }) => id))
  const kept = new Set([...known.map(({ content }) => normal(content)), ...superseded(after)])
  const open = before.todos.explicit.flatMap(({ id, content, status }, index) =>
    status === 'completed' || ids.has(id) ? [] : [{ text: content, pointer: `/todos/explicit/${index}` }],
  )
  return missing('todo', open, kept)
}
