/** Where a project stands: what was saved, what changed since, what is open, which sessions there are. */
import type { Drift } from '../core/drift.ts'
import type { Task } from '../core/tasks.ts'
import type { Subagent, Todo } from '../core/types.ts'
import type { Store } from '../store/store.ts'
import { projectSessions } from './newest-session.ts'
import { withStore } from './open-store.ts'
import type { FoundSession } from './sessions/locator.ts'
import { loadState, type Place } from './state.ts'
import { callerAt } from './tasks.ts'

export interface SavedStatus {
  revision: number
  session: string | null
  trigger: string
  saved_at: string
  age_hours: number
  branch: string | null
  goal: string | null
  /** Not completed, in their own order. */
  todos: Todo[]
  /** Running or about to. */
  agents: Subagent[]
  drift: Drift[]
  /** Other sessions of the project with a saved state. */
  others: number
}

export interface Status {
  project: string
  worktree: string | null
  /** Newest state; null when nothing was saved. */
  saved: SavedStatus | null
  /** Handoff tasks nobody has taken up. */
  handoffs: Task[]
  /** Other tasks that are not closed, the most urgent first. */
  tasks: Task[]
  /** Transcripts of every agent, newest first. */
  sessions: FoundSession[]
}

const OPEN = ['active', 'in_progress', 'blocked', 'review'] as const
const MAX_TASKS = 200

export async function readStatus(place: Place): Promise<Status> {
  const caller = await callerAt(place.directory, null)
  const [sessions, stored] = await Promise.all([
    projectSessions(place.directory, place.env),
    withStore(place.env, async store => ({
      saved: await savedStatus(store, place),
      open: await store.listTasks({ project: caller.project, status: [...OPEN], limit: MAX_TASKS }),
    })),
  ])
  const waits = ({ type, status }: Task) => type === 'handoff' && status === 'active'
  return {
    project: caller.root,
    worktree: caller.worktree,
    saved: stored.saved,
    handoffs: stored.open.filter(waits),
    tasks: stored.open.filter(task => !waits(task)),
    sessions,
  }
}

async function savedStatus(store: Store, place: Place): Promise<SavedStatus | null> {
  const loaded = await loadState(store, place)
  if (!loaded) return null
  const { revision, session, trigger, saved_at, age_hours, branch, state, drift, others } = loaded
  return {
    revision,
    session,
    trigger,
    saved_at,
    age_hours,
    branch,
    goal: state.goals.main_task ?? state.goals.current_phase ?? state.goals.ultimate,
    todos: state.todos.explicit.filter(({ status }) => status !== 'completed'),
    agents: state.subagents.filter(({ status }) => status === 'running' || status === 'pending'),
    drift,
    others: others.length,
  }
}
