import { isPlanDocument } from '../session/plans.ts'
import type { FileTouch, Session } from '../types.ts'
import { line } from './clean.ts'

const TEMPORARY =
  /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev)\/|^[A-Za-z]:[\\/](?:.*[\\/])?(?:Temp|tmp)[\\/]|[\\/]\.claude[\\/]projects[\\/]/i

/** Files of the session without what it put into temporary folders outside the project; plans count wherever they lie. */
export function worked(session: Session, project: string | undefined): FileTouch[] {
  const places = [project, session.cwd].filter(place => typeof place === 'string' && place.length > 1) as string[]
  return session.files.filter(
    ({ path }) => !TEMPORARY.test(path) || isPlanDocument(path) || places.some(place => path.startsWith(place)),
  )
}

/** What the session wrote into temporary folders. */
export function scratchFiles(session: Session, project: string | undefined): string[] {
  const kept = new Set(worked(session, project))
  const rest = session.files.filter(file => !kept.has(file) && file.actions.some(action => action !== 'read'))
  return [...new Set(rest.map(({ path }) => line(path, 4096)).filter(Boolean))].slice(-200)
}
