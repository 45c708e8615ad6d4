import { TASK_STATUSES } from '../../app/tasks.ts'
import type { Schema } from '../schema.ts'

/** Arguments that several tools share. */
export const id: Schema = { type: 'string', minLength: 1, maxLength: 200, description: 'Task id.' }
export const title: Schema = { type: 'string', minLength: 1, maxLength: 500, description: 'Title, one line.' }
export const status: Schema = {
  enum: TASK_STATUSES,
  description: 'active: open · in_progress: claimed · blocked · review: waits for merge · done · cancelled.',
}
export const body: Schema = { type: 'string', maxLength: 102_400, description: 'Markdown text.' }
export const dependsOn: Schema = {
  type: 'array',
  maxItems: 100,
  items: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'Ids of the tasks it waits for.',
}
export const tags: Schema = {
  type: 'array',
  maxItems: 100,
  items: { type: 'string', minLength: 1, maxLength: 100 },
  description: 'Tags.',
}
export const type: Schema = { type: 'string', maxLength: 40, description: 'task, bug, handoff, epic, …' }
export const priority: Schema = { type: 'integer', minimum: 0, maximum: 4, description: '0 is most urgent, 4 least.' }
export const sessionId: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 256,
  description: 'Session that calls; found in the environment where the host says so.',
}
export const projectPath: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 4096,
  description: 'Absolute path of the project or worktree; the folder the server runs in when left out.',
}
export const texts: Schema = { type: 'array', items: { type: 'string' } }
