import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { searchMemory, storeMemory } from './memories.ts'
import { latestOfSessions, loadState, logStates, saveState } from './states.ts'
import { claim, createTask, getTask, listTasks, updateTask } from './tasks.ts'

export interface SqlStoreOptions {
  /** Revisions kept per session; default 50. */
  keep?: number
  now?: () => Date
}

/** The Store over any engine that speaks SQL. */
export function sqlStore(db: Database, { keep = 50, now = () => new Date() }: SqlStoreOptions = {}): Store {
  const options = { keep, now }
  const time = () => now().toISOString()
  return {
    save: async request => saveState(db, request, options),
    load: async request => loadState(db, request, options),
    log: async (project, filter) => logStates(db, project, filter),
    sessions: async project => latestOfSessions(db, project),
    listTasks: async filter => listTasks(db, filter),
    getTask: async id => getTask(db, id),
    createTask: async task => createTask(db, task, time()),
    updateTask: async (id, change, by) => updateTask(db, id, change, by ?? {}, time()),
    claimTask: async (id, by) => claim(db, id, by, time()),
    storeMemory: async memory => storeMemory(db, memory, time()),
    searchMemory: async (query, filter) => searchMemory(db, query, filter),
    close: async () => db.close(),
  }
}
