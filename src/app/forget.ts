import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Env } from '../io/env.ts'
import { forgetLog } from '../io/log.ts'
import type { Counts, Forgettable } from '../store/store.ts'
import { storeLocation, withStore } from './open-store.ts'
import { callerAt } from './tasks.ts'

export type ForgetRequest = { project: string } | { session: string } | 'all'

export interface ForgetPlan extends Counts {
  /** Lines of the log of the hooks. */
  log: number
  /** Databases that were set aside when they were damaged; only forgetting everything deletes them. */
  aside: string[]
}

/** Counts what is kept of a project, of a session, or at all; with `really`, deletes it everywhere midstride keeps something. */
export async function forget(request: ForgetRequest, env: Env, really: boolean): Promise<ForgetPlan> {
  const what = await resolve(request)
  const counts = await withStore(env, store => store.forget(what, really))
  const texts = what === 'all' ? null : ['project' in what ? what.project : what.session]
  const aside = setAsideBeside(env)
  if (really && what === 'all') for (const file of aside) rmSync(file)
  return { ...counts, log: forgetLog(env, texts, really), aside }
}

async function resolve(request: ForgetRequest): Promise<Forgettable> {
  if (request === 'all' || 'session' in request) return request
  const { root, project } = await callerAt(request.project, null)
  return { project: root, name: project }
}

function setAsideBeside(env: Env): string[] {
  const location = storeLocation(env)
  if (location.kind !== 'sqlite') return []
  const folder = path.dirname(location.file)
  const start = `${path.basename(location.file)}.damaged-`
  return readdirSync(folder)
    .filter(name => name.startsWith(start))
    .map(name => path.join(folder, name))
}
