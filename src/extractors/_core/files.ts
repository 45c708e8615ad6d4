import { isPlanDocument } from '../../core/session/plans.ts'
import type { FileTouch, PlanDoc } from '../../core/types.ts'
import type { Order } from './facts.ts'

export interface Touch {
  path: string
  action: FileTouch['actions'][number]
  actor: string
  fresh: boolean
  order: Order
}

/** One entry per path and actor, in the order they were first touched. */
export function composeFiles(touches: readonly Touch[]): FileTouch[] {
  const files = new Map<string, FileTouch>()
  for (const { path, action, actor, order } of touches) {
    const key = `${actor}\0${path}`
    let file = files.get(key)
    if (!file) {
      file = { path, actions: [], actor, firstAt: order.at, lastAt: order.at, lastWriteAt: null }
      files.set(key, file)
    }
    if (!file.actions.includes(action)) file.actions.push(action)
    file.lastAt = later(file.lastAt, order.at)
    if (action !== 'read') file.lastWriteAt = later(file.lastWriteAt, order.at)
  }
  return [...files.values()]
}

export function composePlans(touches: readonly Touch[]): PlanDoc[] {
  const plans = new Map<string, PlanDoc>()
  for (const { path, action, order } of touches) {
    if (action === 'delete' || !isPlanDocument(path)) continue
    const plan = plans.get(path) ?? { path, actions: [], lastAt: order.at }
    const done = action === 'read' ? 'read' : 'write'
    if (!plan.actions.includes(done)) plan.actions.push(done)
    plan.lastAt = later(plan.lastAt, order.at)
    plans.set(path, plan)
  }
  return [...plans.values()]
}

/** How many files were written, edited or deleted after a moment. */
export function writesAfter(touches: readonly Touch[], moment: Order): number {
  const written = new Set<string>()
  for (const { path, action, order } of touches) if (action !== 'read' && isLater(order, moment)) written.add(path)
  return written.size
}

/** Records of one file are in order; between files only time can tell. */
function isLater(a: Order, b: Order): boolean {
  if (a.stream === b.stream || a.at === null || b.at === null) return a.n > b.n
  return a.at > b.at
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)
