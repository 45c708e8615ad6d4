import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { forget, storeStatus } from './forget.ts'
import { deleteMemory, searchMemory, storeMemory } from './memories.ts'
import { latestOfSessions, loadState, logStates, saveState } from './states.ts'
import { claim, createTask, getTask, listTasks, updateTask } from './tasks.ts'

export interface SqlStoreOptions {
  /** Revisions kept per session; default 50. */
  keep?: number
  now?: () => Date
  /** The name under which a project's rows are kept; default: its root. */
  nameOf?: (root: string) => Promise<string>
}

/** The Store over any engine that speaks SQL. */
export function sqlStore(
  db: Database,
  { keep = 50, now = () => new Date(), nameOf = async root => root }: SqlStoreOptions = {},
): Store {
  const options = { keep, now, nameOf }
  const time = () => now().toISOString()
  const name = async (root: string | undefined) => (root === undefined ? null : nameOf(root))
  const transfer = () => import('./transfer.ts')
  return {
    save: async request => saveState(db, request, options),
    load: async request => loadState(db, request, options),
    log: async (project, filter = {}) => logStates(db, project, filter, options),
    sessions: async project => latestOfSessions(db, project, options),
    listTasks: async filter => listTasks(db, filter),
    getTask: async id => getTask(db, id),
    createTask: async (task, from) => createTask(db, task, await name(from?.root), time()),
    updateTask: async (id, change, by) => updateTask(db, id, change, by ?? {}, time()),
    claimTask: async (id, by) => claim(db, id, by, time()),
    storeMemory: async memory => storeMemory(db, memory, await name(memory.root), time()),
    searchMemory: async (query, filter) => searchMemory(db, query, filter),
    deleteMemory: async id => deleteMemory(db, id),
    forget: async (what, really) => forget(db, what, really, nameOf),
    status: async () => storeStatus(db),
    async *exportRows() {
      yield* (await transfer()).exportRows(db)
    },
    importRows: async rows => (await transfer()).importRows(db, rows, nameOf),
    close: async () => db.close(),
  }
}
