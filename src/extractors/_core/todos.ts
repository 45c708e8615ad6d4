import { own } from '../../core/own.ts'
import type { SessionTodo } from '../../core/types.ts'
import { asText, type Json, objects, textOrNull } from './json.ts'

const STATUS: Readonly<Record<string, SessionTodo['status']>> = {
  pending: 'pending',
  todo: 'pending',
  open: 'pending',
  not_started: 'pending',
  in_progress: 'in_progress',
  'in-progress': 'in_progress',
  inprogress: 'in_progress',
  active: 'in_progress',
  completed: 'completed',
  complete: 'completed',
  done: 'completed',
  blocked: 'blocked',
  cancelled: 'cancelled',
  canceled: 'cancelled',
}

export const todoStatus = (value: unknown): SessionTodo['status'] | null =>
  own(STATUS, asText(value).toLowerCase()) ?? null

/** The agent's task list as it stands. Whole-list tools replace it, incremental ones change it by id. */
export class TodoList {
  private items: SessionTodo[] = []

  get final(): SessionTodo[] {
    return this.items.map(item => ({ ...item }))
  }

  /** Whole-list tools: `[{content, status, activeForm?, id?}]`, also `step`, `description` or `title` for the words. */
  replace(list: unknown, ref: string): void {
    this.items = objects(list).map((item, index) => ({
      id: textOrNull(item.id) ?? String(index + 1),
      content: wordsOf(item),
      activeForm: textOrNull(item.activeForm),
      status: todoStatus(item.status) ?? 'pending',
      ref,
    }))
  }

  /** An id that is taken again means that the list was cleared before. */
  create(todo: { id: string; content: string; activeForm: string | null }, ref: string): void {
    if (this.items.some(item => item.id === todo.id)) this.items = []
    this.items.push({ ...todo, status: 'pending', ref })
  }

  update(id: string, change: { status?: unknown; content?: unknown; activeForm?: unknown }, ref: string): void {
    if (change.status === 'deleted') {
      this.items = this.items.filter(item => item.id !== id)
      return
    }
    const item = this.items.find(one => one.id === id)
    if (!item) return
    item.status = todoStatus(change.status) ?? item.status
    item.content = textOrNull(change.content) ?? item.content
    item.activeForm = textOrNull(change.activeForm) ?? item.activeForm
    item.ref = ref
  }

  /** A snapshot tells the state of what it names; tasks it leaves out were collected by the host, not undone. */
  observe(list: unknown, ref: string): void {
    for (const seen of objects(list)) {
      const id = textOrNull(seen.id)
      if (id === null) continue
      const known = this.items.find(item => item.id === id)
      if (known) {
        const status = todoStatus(seen.status) ?? known.status
        if (status !== known.status) Object.assign(known, { status, ref })
      } else
        this.items.push({
          id,
          content: wordsOf(seen),
          activeForm: textOrNull(seen.activeForm),
          status: todoStatus(seen.status) ?? 'pending',
          ref,
        })
    }
  }
}

function wordsOf(item: Json): string {
  return asText(item.content ?? item.subject ?? item.step ?? item.description ?? item.title ?? item.text)
}
