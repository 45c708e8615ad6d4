import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import type { Env } from '../io/env.ts'
import { packageRoot } from '../io/package-root.ts'
import { Marks } from './hooks/marks.ts'
import { findProject } from './project.ts'

const EVERY_MS = 6 * 3_600_000

/** What is remembered of sweeping one project. */
export const sweepMarks = (env: Env, root: string): Marks => new Marks(env, 'sweep', root)

/** Sweeps in a process of its own, of the lowest priority, that nobody waits for; a few times a day for each project; never with `MIDSTRIDE_SWEEP=off`. */
export async function startSweep(cwd: string, env: Env, now = Date.now()): Promise<void> {
  if (env.MIDSTRIDE_SWEEP === 'off') return
  const { root } = await findProject(cwd)
  const marks = sweepMarks(env, root)
  if (now - (marks.data.swept ?? 0) < EVERY_MS) return
  marks.set({ swept: now })
  const cli = path.join(packageRoot(), 'dist', 'cli.js')
  const child = spawn(process.execPath, [cli, 'sweep'], { cwd: root, env, stdio: 'ignore', detached: true })
  child.on('error', () => {})
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  child.unref()
}
