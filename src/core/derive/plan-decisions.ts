import type { Session } from '../types.ts'

/** Where agents keep the plans they submit for approval. */
const SUBMITTED = /[\\/]\.\w+[\\/]plans[\\/][^\\/]+$/

/** Paths of plans the user accepted: those a decision names, or the only one in a folder of submitted plans. */
export function acceptedPlans(session: Session): ReadonlySet<string> {
  const accepted = session.decisions.filter(decision => decision.kind === 'plan')
  if (accepted.length === 0) return new Set()
  const known = session.planDocs.map(doc => doc.path)
  const named = known.filter(path => accepted.some(({ question, answer }) => `${question}\n${answer}`.includes(path)))
  const submitted = known.filter(path => SUBMITTED.test(path))
  return new Set([...named, ...(submitted.length === 1 ? submitted : [])])
}
