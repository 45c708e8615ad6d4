import { type Claim, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { count } from '../core/text.ts'
import { committedLater } from './_aging.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { type Plan, plansOf, type Unit } from './_plans.ts'
import { type State, saysOf } from './_says.ts'
import { localPath, traceOf } from './_trace.ts'

interface PhaseWords {
  noun: string
  /** First and last; null: all of them. */
  from: number | null
  to: number | null
  /** How many of how many, when counted. */
  done: number | null
  of: number | null
  state: State
}

const NOUN = '(phase|step|task|stage|milestone)'
const ONE = new RegExp(`^(?:the )?(?:plan )?${NOUN} (\\d{1,3})(?: ?(?:-|to|through) ?(\\d{1,3}))?\\b(?!\\.)`)
const SEVERAL = new RegExp(`^(?:the )?(?:plan )?${NOUN}s (\\d{1,3}) ?(?:-|to|through|and|,) ?(\\d{1,3})\\b(?!\\.)`)
const ALL = new RegExp(
  `^(?:all|every|both|each)(?: of)?(?: the| of the)?(?: (\\d{1,3}))? (?:plan )?${NOUN}s?(?: (?:of|in) (?:the|this) plan)?$`,
)
const COUNTED = new RegExp(
  `^(\\d{1,3}|one)(?: ?/ ?| (?:out )?of (?:the )?)(\\d{1,3}) (?:plan )?${NOUN}s?(?: (?:is|are|were|now|have been))* (?:done|completed?|finished|ticked(?: off)?)$`,
)

export default defineClaimKind({
  id: 'phase',
  summary: 'phases and steps of the plan that are complete, open or not started',
  about: /phase|step|stage|milestone|\btasks? \d|^\d/,
  find(statement) {
    const words = statement.open ? null : readPhase(statement)
    return words
      ? [{ kind: 'phase', text: statement.text, line: statement.line, data: { ...words } } satisfies Claim]
      : []
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as PhaseWords
    const plans = plansOf(evidence).filter(plan => plan.boxes > 0)
    const [plan] = plans.filter(plan => unitsOf(words, plan).length > 0)
    if (!plan || plans.filter(other => unitsOf(words, other).length > 0).length > 1) return unsupported()
    return words.done !== null ? judgeCount(words, plan, evidence) : judgeUnits(words, plan, evidence)
  },
})

function readPhase(statement: Statement): PhaseWords | null {
  const none = { from: null, to: null, done: null, of: null }
  const counted = COUNTED.exec(statement.norm)
  if (counted)
    return {
      ...none,
      noun: counted[3]!,
      done: counted[1] === 'one' ? 1 : Number(counted[1]),
      of: Number(counted[2]),
      state: 'done',
    }
  const said = saysOf(statement)
  if (!said) return null
  const header = statement.cells?.map(cell => cell.header).find(name => /^(?:phase|step|stage|milestone)$/.test(name))
  const subject = header && /^\d{1,3}\b/.test(said.subject) ? `${header} ${said.subject}` : said.subject
  const one = ONE.exec(subject) ?? SEVERAL.exec(subject)
  if (one) {
    const from = Number(one[2])
    return { ...none, noun: one[1]!, from, to: one[3] ? Number(one[3]) : from, state: said.state }
  }
  const all = ALL.exec(subject)
  return all ? { ...none, noun: all[2]!, of: all[1] ? Number(all[1]) : null, state: said.state } : null
}

/** The plan's units that are spoken of; steps without numbers of their own are its boxes. */
function unitsOf({ noun, from, to }: PhaseWords, plan: Plan): Unit[] {
  const units = plan.units.filter(unit => unit.noun === noun && unit.boxes > 0)
  if (from === null) return units
  const found = units.filter(unit => unit.number >= from && unit.number <= to!)
  return found.length === to! - from + 1 ? found : []
}

function judgeUnits(words: PhaseWords, plan: Plan, evidence: Evidence): Judgement {
  const units = unitsOf(words, plan)
  if (words.of !== null && words.of !== units.length) return unsupported()
  const open = units.filter(unit => unit.ticked < unit.boxes)
  const shown = (open.length > 0 ? open : units).slice(0, 3).map(tell)
  if (words.state === 'done')
    return open.length === 0 ? verified(...shown) : plan.kept ? overtaken(plan, evidence, shown) : unsupported(...shown)
  if (open.length === 0) return overtaken(plan, evidence, shown)
  const begun = open.some(unit => unit.ticked > 0)
  if (words.state === 'unstarted') return begun || !plan.kept ? unsupported(...shown) : verified(...shown)
  return words.state === 'running' ? unsupported(...shown) : verified(...shown)
}

function judgeCount({ done, of }: PhaseWords, plan: Plan, evidence: Evidence): Judgement {
  const units = plan.units.filter(unit => unit.boxes > 0)
  if (units.length !== of) return unsupported()
  const ticked = units.filter(unit => unit.ticked === unit.boxes).length
  const told = pointer(plan.path, `${ticked} of ${count(units.length, 'step')} ticked in ${plan.path}`)
  if (ticked === done) return verified(told)
  return plan.kept ? overtaken(plan, evidence, [told]) : unsupported(told)
}

const tell = (unit: Unit) =>
  pointer(
    `${unit.path}:${unit.line}`,
    `${unit.noun} ${unit.number}: ${unit.ticked} of ${count(unit.boxes, 'box', 'boxes')} ticked`,
  )

/** The plan says otherwise: now only, when somebody changed it after the session. */
function overtaken(plan: Plan, evidence: Evidence, shown: ReturnType<typeof pointer>[]): Judgement {
  const later = committedLater(plan.path, evidence)
  const changed = evidence.world?.changedAt(localPath(plan.path, evidence))
  const end = evidence.session?.endedAt
  const since =
    later !== null || (changed !== undefined && end != null && changed > end && traceOf(plan.path, evidence).dirty)
  return since ? stale(...shown, later) : contradicted(...shown)
}
