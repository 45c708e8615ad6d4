import type { Caller, Release, TaskChange, TaskInput } from '../../app/tasks.ts'
import { UserError } from '../../core/errors.ts'
import { TASK_STATUSES } from '../../core/tasks.ts'
import { suggest, truncate } from '../../core/text.ts'
import type { Store, Task, TaskStatus } from '../../store/store.ts'
import { table } from '../table.ts'
import { defineVerb, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'task',
  summary: 'tasks that outlive a session: list, tree, show, create, update, claim, release',
  args: '<list|tree|show|create|update|claim|release> [ID|TITLE]',
  arity: [1, 2],
  options: {
    status: {
      type: 'string',
      multiple: true,
      choices: TASK_STATUSES,
      help: 'status to list, to set, or to release to',
    },
    project: { type: 'string', value: 'NAME', help: "project name (create: the repository's folder name)" },
    limit: { type: 'string', value: 'N', help: 'most tasks to list (default: 20)' },
    type: { type: 'string', value: 'T', help: 'task, bug, handoff, … (default: task)' },
    priority: { type: 'string', value: '0-4', help: '0 is most urgent (default: 2)' },
    body: { type: 'string', value: 'TEXT', help: 'description, or checkpoint to add; - reads stdin' },
    title: { type: 'string', value: 'TEXT', help: 'new title' },
    parent: { type: 'string', value: 'ID', help: 'task it follows from' },
    'depends-on': { type: 'string', value: 'ID', multiple: true, help: 'task it waits for; repeat for several' },
    tag: { type: 'string', value: 'TAG', multiple: true, help: 'tag; repeat for several' },
    summary: { type: 'string', value: 'TEXT', help: 'what was done or is missing, when releasing' },
    session: { type: 'string', value: 'ID', help: 'session that calls (default: the one the agent names)' },
    force: { type: 'boolean', help: 'claim although it is held or blocked' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [
    ['midstride task list --status active', 'what is open'],
    ['midstride task tree --project app', 'tasks below those they follow from'],
    ['midstride task create "Add auth tests" --priority 1 --body "Follow-up: see docs/plans/auth.md"', 'prints the id'],
    ['midstride task release T1 --status review --summary "Pushed fix/auth"', 'gives it back, ready for merge'],
  ],
  async run(context) {
    const [{ withStore }, { callerAt }, { sessionFromEnv }] = await Promise.all([
      import('../../app/open-store.ts'),
      import('../../app/tasks.ts'),
      import('../../app/session-id.ts'),
    ])
    const action = context.args[0]!
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (!run) {
      const near = suggest(action, Object.keys(ACTIONS))
      throw new UserError(
        `unknown action '${action}'`,
        near ? `did you mean 'midstride task ${near}'?` : `one of ${Object.keys(ACTIONS).join(', ')}`,
      )
    }
    const caller = await callerAt(context.cwd, text(context, 'session') ?? sessionFromEnv(context.env))
    await withStore(context.env, store => run(store, context, caller))
    return 0
  },
})

type Action = (store: Store, context: VerbContext, caller: Caller) => Promise<void>

const ACTIONS: Record<string, Action> = {
  async list(store, context) {
    const status = list(context, 'status') as TaskStatus[] | undefined
    const project = text(context, 'project')
    const tasks = await store.listTasks({
      ...(status && { status }),
      ...(project !== undefined && { project }),
      limit: whole(context, 'limit') ?? 20,
    })
    if (context.options.json) return print(context, tasks)
    if (tasks.length === 0) return context.err('no tasks')
    const rows = tasks.map(task => [task.id, task.status, String(task.priority), task.project, task.title])
    context.out(`${table(['ID', 'STATUS', 'PRIO', 'PROJECT', 'TITLE'], rows)}\n`)
  },
  async tree(store, context) {
    const status = list(context, 'status') as TaskStatus[] | undefined
    const project = text(context, 'project')
    const tasks = await store.listTasks({
      ...(status && { status }),
      ...(project !== undefined && { project }),
      limit: whole(context, 'limit') ?? 1000,
    })
    if (context.options.json) return print(context, tasks)
    if (tasks.length === 0) return context.err('no tasks')
    context.out(tree(tasks))
  },
  async show(store, context) {
    const { requireTask } = await import('../../app/tasks.ts')
    const task = await requireTask(store, subject(context, 'ID'))
    if (context.options.json) return print(context, task)
    context.out(`${details(task)}\n`)
  },
  async create(store, context, caller) {
    const { createTask } = await import('../../app/tasks.ts')
    const title = text(context, 'title') ?? subject(context, 'TITLE')
    const status = list(context, 'status')?.[0] as TaskStatus | undefined
    const project = text(context, 'project')
    const input: TaskInput = {
      ...(await fields(context)),
      title,
      ...(status && { status }),
      ...(project && { project }),
    }
    const task = await createTask(store, input, caller)
    if (context.options.json) return print(context, task)
    context.out(`${task.id}\n`)
  },
  async update(store, context, caller) {
    const { updateTask } = await import('../../app/tasks.ts')
    const status = list(context, 'status')?.[0] as TaskStatus | undefined
    const title = text(context, 'title')
    const change = { ...(await fields(context)), ...(status && { status }), ...(title !== undefined && { title }) }
    report(context, await updateTask(store, subject(context, 'ID'), change, caller))
  },
  async claim(store, context, caller) {
    const { takeUpTask } = await import('../../app/tasks.ts')
    const task = await takeUpTask(store, subject(context, 'ID'), caller, context.options.force === true, context.env)
    if (context.options.json) return print(context, task)
    context.out(`${details(task)}\n`)
  },
  async release(store, context, caller) {
    const { releaseTask } = await import('../../app/tasks.ts')
    const status = list(context, 'status')?.[0] as Release['status']
    const summary = text(context, 'summary') ?? (await body(context))
    const dependsOn = list(context, 'depends-on')
    const release: Release = {
      ...(status && { status }),
      ...(summary !== undefined && { summary }),
      ...(dependsOn && { depends_on: dependsOn }),
    }
    report(context, await releaseTask(store, subject(context, 'ID'), release, caller))
  },
}

async function fields(context: VerbContext): Promise<TaskChange> {
  const given = {
    type: text(context, 'type'),
    priority: whole(context, 'priority', 4),
    body: await body(context),
    parent: text(context, 'parent'),
    depends_on: list(context, 'depends-on'),
    tags: list(context, 'tag'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

async function body(context: VerbContext): Promise<string | undefined> {
  const given = text(context, 'body')
  return given === '-' ? await context.stdin() : given
}

function subject(context: VerbContext, what: string): string {
  const value = context.args[1]
  if (!value) throw new UserError(`'midstride task ${context.args[0]}' needs ${what}`, "see 'midstride task --help'")
  return value
}

function list(context: VerbContext, name: string): string[] | undefined {
  const value = context.options[name]
  return Array.isArray(value) ? value : undefined
}

function whole(context: VerbContext, name: string, max = 1000): number | undefined {
  const given = text(context, name)
  if (given === undefined) return undefined
  if (!/^\d{1,4}$/.test(given) || Number(given) > max)
    throw new UserError(`--${name} must be a whole number up to ${max}, got '${given}'`, "see 'midstride task --help'")
  return Number(given)
}

function report(context: VerbContext, { task, unblocked }: { task: Task; unblocked: string[] }): void {
  if (context.options.json) {
    print(context, { ...task, unblocked })
    return
  }
  context.out(`${task.id} is ${task.status}\n`)
  for (const id of unblocked) context.out(`${id} is active again\n`)
}

function details(task: Task): string {
  const facts = [
    ['status', task.status],
    ['project', task.project],
    ['type', task.type],
    ['priority', String(task.priority)],
    ['parent', task.parent],
    ['depends on', task.depends_on.join(', ')],
    ['tags', task.tags.join(', ')],
    ['session', task.session],
    ['worktree', task.worktree],
    ['created', task.created_at],
    ['updated', task.updated_at],
  ].filter(([, value]) => value)
  const lines = facts.map(([name, value]) => `${name!.padEnd(10)}  ${value}`)
  return [`${task.id}  ${task.title}`, '', ...lines, ...(task.body ? ['', task.body] : [])].join('\n')
}

/** Tasks below their parents, in the order they came; one whose parent is not among them stands at the top. */
function tree(tasks: readonly Task[]): string {
  const known = new Set(tasks.map(({ id }) => id))
  const below = new Map<string | null, Task[]>()
  for (const task of tasks) {
    const parent = task.parent !== null && known.has(task.parent) ? task.parent : null
    below.set(parent, [...(below.get(parent) ?? []), task])
  }
  const shown = new Set<string>()
  const branch = (parent: string | null, indent: string): string =>
    (below.get(parent) ?? [])
      .map((task, index, all) => {
        if (shown.has(task.id)) return ''
        shown.add(task.id)
        const last = index === all.length - 1
        const [mark, more] = parent === null ? ['', ''] : last ? ['└─ ', '   '] : ['├─ ', '│  ']
        const waits = task.status === 'blocked' ? ` (waits for ${task.depends_on.join(', ') || 'something'})` : ''
        return `${indent}${mark}${task.id}  ${task.status}${waits}  ${truncate(task.title, 80)}\n${branch(task.id, indent + more)}`
      })
      .join('')
  // Tasks that are each other's parents hang on nothing.
  const top = branch(null, '')
  const rest = tasks
    .filter(({ id }) => !shown.has(id))
    .map(task => `${task.id}  ${task.status}  ${truncate(task.title, 80)}\n`)
  return top + rest.join('')
}

function print(context: VerbContext, value: unknown): void {
  context.out(`${JSON.stringify(value, null, 2)}\n`)
}
