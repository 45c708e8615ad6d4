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

/** The latest writes of one file that one stream tells of. */
interface Latest {
  path: string
  stream: number
  n: number
  at: string | null
  /** Among those without a time. */
  untimed: number
}

/** Tells how many files were written, edited or deleted after a moment; the touches are gone through once, however many moments there are. */
export function writesAfter(touches: readonly Touch[]): (moment: Order) => number {
  const latest = new Map<string, Latest>()
  for (const { path, action, order } of touches) {
    if (action === 'read') continue
    const { stream, n, at } = order
    const key = `${stream} ${path}`
    const known = latest.get(key) ?? { path, stream, n, at, untimed: -1 }
    known.n = Math.max(known.n, n)
    known.at = later(known.at, at)
    if (at === null) known.untimed = Math.max(known.untimed, n)
    latest.set(key, known)
  }
  const all = [...latest.values()]
  return moment => new Set(all.filter(write => isLater(write, moment)).map(({ path }) => path)).size
}

/** Records of one file are in order; between files only time can tell. */
function isLater(write: Latest, moment: Order): boolean {
  if (write.stream === moment.stream || moment.at === null) return write.n > moment.n
  return (write.at !== null && write.at > moment.at) || write.untimed > moment.n
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)
