import { count } from '../text.ts'
import type { Session, State } from '../types.ts'
import { absolutePath, minute } from './clean.ts'
import type { DeriveContext, PlanFact, PlanStatus } from './context.ts'
import { planKind } from './plan.ts'

type PlanHash = NonNullable<NonNullable<State['x_midstride']>['plans']>[number]

/** Documents the session never opened are named too, but no more of them than this. */
const UNOPENED = 20
const MUST_READ = 6

interface Plan extends PlanFact {
  opened: boolean
  wrote: boolean
  lastAt: string
}

/** The session's plan documents, those touched last first, then what else lies on disk. A document that is gone is left out. */
export function plansOf(session: Session, context: DeriveContext): Plan[] {
  const facts = new Map((context.plans ?? []).map(fact => [fact.path, fact]))
  const opened = session.planDocs
    .flatMap(({ path, actions, lastAt }): Plan[] => {
      const at = absolutePath(path)
      const wrote = actions.includes('write')
      if (at === null) return []
      const fact = facts.get(path) ?? facts.get(at) ?? unread(at)
      return fact.exists ? [{ ...fact, path: at, opened: true, wrote, lastAt: lastAt ?? '' }] : []
    })
    .sort((a, b) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : 0))
  const seen = new Set(opened.map(plan => plan.path))
  const others = [...facts.values()]
    .filter(fact => fact.exists && absolutePath(fact.path) === fact.path && !seen.has(fact.path))
    .slice(0, UNOPENED)
    .map(fact => ({ ...fact, opened: false, wrote: false, lastAt: '' }))
  return [...new Map([...opened, ...others].map(plan => [plan.path, plan])).values()].slice(0, 400)
}

/** Nobody looked at the file: only its name can speak. */
const unread = (path: string): PlanFact => ({
  path,
  sha256: null,
  exists: true,
  kind: planKind(path),
  status: null,
  boxes: 0,
  checked: 0,
  completed: [],
  remaining: [],
})

export function documents(plans: readonly Plan[], accepted: ReadonlySet<string>): State['documents'] {
  const status = (plan: Plan): PlanStatus | null =>
    plan.status === 'IN_PROGRESS' ? plan.status : accepted.has(plan.path) ? 'APPROVED' : plan.status
  const of = (kind: Plan['kind']) => plans.filter(plan => plan.kind === kind)
  return {
    design: of('design').map(plan => ({ path: plan.path, status: status(plan), focus_sections: focus(plan) })),
    impl: of('impl').map(plan => ({
      path: plan.path,
      status: status(plan),
      current_position: position(plan),
      focus_sections: focus(plan),
    })),
    must_read: [...of('impl'), ...of('design')]
      .filter(plan => plan.opened)
      .slice(0, MUST_READ)
      .map((plan, index) => ({ path: plan.path, why: why(plan), priority: index + 1 })),
  }
}

const focus = (plan: Plan): string[] => plan.remaining.slice(0, 8)

function position(plan: Plan): string | null {
  if (plan.boxes === 0) return null
  const next = plan.remaining[0]
  return `${plan.checked} of ${count(plan.boxes, 'box', 'boxes')} ticked; ${next ? `next: ${next}` : 'nothing open'}`
}

function why(plan: Plan): string {
  const what = plan.kind === 'impl' ? 'tasks and their order' : 'what is to be built, and why'
  const last = minute(plan.lastAt)
  return [what, plan.wrote ? 'written in this session' : 'read in this session', last && `last ${last}`]
    .filter(Boolean)
    .join('; ')
}

export function planHashes(plans: readonly Plan[]): PlanHash[] {
  return plans.map(({ path, sha256, opened, boxes, checked, completed, remaining }) => ({
    path,
    sha256,
    opened,
    ...(boxes > 0 && { boxes, checked, completed: completed.slice(0, 50), remaining: remaining.slice(0, 50) }),
  }))
}
