/** Finds the todo a text speaks of. */
import type { SessionTodo } from '../core/types.ts'
import { likeness, overlap } from './_similar.ts'

export interface TodoMatch {
  todo: SessionTodo
  /** The words are the todo's own, not only like them. */
  sure: boolean
}

const flat = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export function matchTodo(subject: string, todos: readonly SessionTodo[]): TodoMatch | null {
  const number = /^#(\S+)$/.exec(subject)?.[1]
  if (number) {
    const todo = todos.find(item => item.id === number)
    return todo ? { todo, sure: true } : null
  }
  const wanted = flat(subject)
  if (wanted.length < 4) return null
  const same = todos.find(
    todo => flat(todo.content) === wanted || (todo.activeForm && flat(todo.activeForm) === wanted),
  )
  if (same) return { todo: same, sure: true }
  const ranked = todos
    .map(todo => ({
      todo,
      score: Math.max(likeness(subject, todo.content), contains(wanted, flat(todo.content)) ? 0.9 : 0),
    }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = ranked
  if (!best || best.score < 0.6 || (second && second.score > best.score - 0.1)) return null
  return { todo: best.todo, sure: best.score >= 0.8 && overlap(subject, best.todo.content) > 0.8 }
}

/** One text holds the other whole, and most of it. */
const contains = (a: string, b: string) => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.split(' ').length >= 3 && long.includes(short) && short.length / long.length > 0.5
}
