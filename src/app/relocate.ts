import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Session } from '../core/types.ts'

/** Files looked at before it is decided where the old root was. */
const SAMPLE = 50

/**
 * A session whose project now lies elsewhere (another machine, a container, a moved checkout), with its paths below the new root. The old
 * root is the folder above or at the session's own under which most of its files are found again. The session itself when its folder is
 * still there, or nothing is found.
 */
export async function relocate(session: Session, root: string): Promise<Session> {
  const from = session.cwd
  if (from === null || !from.startsWith('/') || from === root || (await exists(from))) return session
  const old = await oldRoot(session, from, root)
  if (old === null) return session
  const move = (file: string): string =>
    file === old || file.startsWith(`${old}/`) ? root + file.slice(old.length) : file
  return {
    ...session,
    cwd: move(from),
    files: session.files.map(file => ({ ...file, path: move(file.path) })),
    planDocs: session.planDocs.map(doc => ({ ...doc, path: move(doc.path) })),
    subagents: session.subagents.map(agent => ({ ...agent, worktree: agent.worktree && move(agent.worktree) })),
  }
}

async function oldRoot(session: Session, from: string, root: string): Promise<string | null> {
  const touched = [...session.planDocs, ...session.files].map(({ path: file }) => file).slice(0, SAMPLE)
  let best: { folder: string; found: number } | null = null
  for (let folder = from; folder.split('/').length > 2; folder = path.posix.dirname(folder)) {
    const inside = touched.filter(file => file.startsWith(`${folder}/`))
    const there = await Promise.all(inside.map(file => exists(path.join(root, file.slice(folder.length)))))
    const found = there.filter(Boolean).length
    if (found > (best?.found ?? 0)) best = { folder, found }
  }
  return best?.folder ?? null
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
