import { sessionFromEnv } from '../../app/session-id.ts'
import { callerAt, TASK_STATUSES } from '../../app/tasks.ts'
import type { Task } from '../../store/store.ts'
import { answer, type Schema } from '../schema.ts'
import type { ToolContext } from '../tool.ts'
import { texts } from './_arguments.ts'

const text: Schema = { type: 'string' }
const maybe: Schema = { type: ['string', 'null'] }
const SHORT = 6000

export const row = answer({
  id: text,
  title: text,
  type: text,
  project: text,
  priority: { type: 'integer' },
  status: { enum: TASK_STATUSES },
  parent: maybe,
  depends_on: texts,
  tags: texts,
  session: maybe,
  worktree: maybe,
  created_at: text,
  updated_at: text,
})

/** Everything but the text. */
export function rowOf(task: Task): Record<string, unknown> {
  const { body: _, ...rest } = task
  return rest
}

export function caller(args: Record<string, unknown>, context: ToolContext) {
  const session = (args.session_id as string | undefined) ?? sessionFromEnv(context.env)
  return callerAt((args.project_path as string | undefined) ?? context.cwd, session)
}

/** Keeps a quarter from the beginning and the rest from the end, cut at line ends: the newest checkpoint matters most. */
export function shorten(text: string, max = SHORT): { text: string; omitted: number } {
  if (text.length <= max) return { text, omitted: 0 }
  const headEnd = text.lastIndexOf('\n', max / 4) + 1 || Math.floor(max / 4)
  const from = text.length - (max - headEnd)
  const tailStart = text.indexOf('\n', from) + 1 || from
  const omitted = tailStart - headEnd
  const note = `[${omitted} characters omitted; get_task with full=true returns them]`
  return { text: `${text.slice(0, headEnd)}\n${note}\n\n${text.slice(tailStart)}`, omitted }
}
