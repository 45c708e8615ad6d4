import type { Session } from '../types.ts'

/** Paths of plans the user accepted, as far as the decision names them. */
export function acceptedPlans(session: Session): ReadonlySet<string> {
  const known = session.planDocs.map(doc => doc.path)
  const accepted = session.decisions.filter(decision => decision.kind === 'plan')
  return new Set(known.filter(path => accepted.some(({ question, answer }) => `${question}\n${answer}`.includes(path))))
}
