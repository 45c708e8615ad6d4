import { defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import { normalise } from '../core/statements/inline.ts'
import type { Session } from '../core/types.ts'
import { contradicted, pointer, unsupported, verified } from './_judge.ts'
import { contentWords } from './_similar.ts'

interface DecisionWords {
  /** What was chosen, approved, asked for. */
  what: string
  act: 'chose' | 'approved' | 'rejected'
}

const WHO =
  '(?:the )?(?:user|human|you|owner|maintainer|kim|product owner)(?: has| have| explicitly| also| then| already| clearly)*'
const CHOSE = new RegExp(
  `\\b${WHO} (?:chose|chosen|picked|selected|decided|opted|settled|went|preferred|prefers|confirmed|answered|agreed)(?: (?:on|for|to use|to go with|with|to|that|upon|in favou?r of))* (.{2,200})$`,
)
const APPROVED = new RegExp(`\\b${WHO} (?:approved|accepted|signed off(?: on)?|ok'?d|okayed|greenlit) (.{2,200})$`)
const PASSIVE =
  /^(.{2,160}?) (?:was|were|is|are|has been|have been) (chosen|picked|selected|decided|approved|accepted|confirmed|rejected|declined)(?: on)? by (?:the )?(?:user|human)\b/
const REJECTED = new RegExp(
  `\\b${WHO} (?:rejected|declined|refused|turned down|ruled out|vetoed|decided against|opted against|chose against|did not (?:want|approve|accept)) (.{2,200})$`,
)
const OF_USER = "(?:user(?:'s)?|human(?:'s)?)"
/** "User decision: …", "Decided by the user: …". */
const LABELLED = new RegExp(
  `^(?:${OF_USER} (?:decision|choice|answer|decided|chose)|(?:decision|choice|answer) (?:by|of|from) (?:the )?user|(?:decided|chosen|answered) by (?:the )?user)$`,
)
/** "The user's answer was …". */
const STATED = /^(?:the )?(?:user|human)(?:'s)? (?:answer|choice|decision|pick) (?:was|is) (.{2,200})$/
/** "… (user decided)", "…, as chosen by the user". */
const TAILED = new RegExp(
  `^(.{2,200}?)(?: \\(|, | - )(?:as )?(?:${OF_USER} (?:decided|decision|choice|chose|confirmed)|(?:decided|chosen|confirmed|picked) by (?:the )?user|per (?:the )?user(?:'s (?:choice|decision))?)\\)?$`,
)
const ANSWER_COLUMN =
  /^(?:(?:the )?user(?:'s)? (?:answer|choice|decision|decided|chose)|(?:answer|choice|decision) (?:of|by) (?:the )?user)$/

export default defineClaimKind({
  id: 'decision',
  summary: 'what the user decided, approved or turned down',
  about: /user|human|\byou\b|owner|maintainer/,
  find(statement) {
    const words = statement.open || statement.norm.length > 500 ? null : readDecision(statement)
    return words ? [{ kind: 'decision', text: statement.text, line: statement.line, data: { ...words } }] : []
  },
  judge(claim, evidence) {
    const { what, act } = claim.data as unknown as DecisionWords
    const session = evidence.session
    if (!session || contentWords(what).size === 0) return unsupported()
    if (act === 'approved') {
      const plan = session.decisions.find(decision => decision.kind === 'plan')
      if (plan && /\bplan\b|\bdesign\b|\bapproach\b/.test(what))
        return verified(pointer(plan.ref, `plan accepted: ${plan.answer}`))
    }
    const questions = session.decisions.filter(decision => decision.kind === 'question')
    if (act === 'rejected') return judgeRejected(what, questions, session)
    const best = session.decisions
      .map(decision => ({ decision, score: answers(what, decision.question, decision.answer) }))
      .toSorted((a, b) => b.score - a.score)[0]
    const other = questions.find(decision => optionIn(what, decision))
    if (best && best.score >= 0.6 && !(other && best.decision === other)) return verified(told(best.decision))
    if (act === 'chose' && other) return contradicted(told(other))
    const said = session.messages.findLast(
      message =>
        message.kind !== 'interrupt' &&
        contentWords(what).size >= 2 &&
        (covers(what, message.text) >= 0.75 || refuses(what, message.text)),
    )
    if (said) return refuses(what, said.text) ? refused(act, said) : verified(pointer(said.ref, `"${said.text}"`))
    const wrong = questions.find(
      decision => answers(what, decision.question, decision.answer) === 0 && isAnswered(what, decision.question),
    )
    return act === 'chose' && wrong ? contradicted(told(wrong)) : unsupported()
  },
})

type Decision = Session['decisions'][number]

const told = (decision: Decision) => pointer(decision.ref, `"${decision.question}" → "${decision.answer}"`)

/** What is claimed is an option that was offered and not taken, told in words of its label and of the question. */
function optionIn(what: string, { question, answer, options = [] }: Decision): boolean {
  const claimed = [...contentWords(what)]
  const [asked, taken] = [contentWords(question), contentWords(answer)]
  return options.some(option => {
    const own = contentWords(option)
    return (
      claimed.some(word => own.has(word) && !taken.has(word) && !asked.has(word)) &&
      claimed.every(word => own.has(word) || asked.has(word)) &&
      ![...own].every(word => taken.has(word))
    )
  })
}

/** "No, don't use a fixed window": the message names the thing to turn it down. */
function refuses(what: string, message: string): boolean {
  const claimed = [...contentWords(what)]
  if (claimed.length === 0) return false
  return message.split(/[.;:!?\n]+/).some(sentence => {
    for (const match of sentence.matchAll(NEGATION)) {
      const after = contentWords(sentence.slice(match.index + match[0].length).split(/\bbut\b|,/)[0]!)
      if (claimed.every(word => after.has(word))) return true
    }
    return false
  })
}

const NEGATION =
  /\b(?:no|not|never|without|don['’]t|doesn['’]t|won['’]t|instead of|rather than|avoid|stop|forget(?: about)?)\b/gi

/** A negative in the claim ("no Redis") agrees with the refusal. */
const refused = (act: DecisionWords['act'], said: { ref: string; text: string }): Judgement =>
  act !== 'rejected'
    ? contradicted(pointer(said.ref, `"${said.text}"`))
    : unsupported(pointer(said.ref, `"${said.text}"`))

function judgeRejected(what: string, questions: readonly Decision[], session: Session): Judgement {
  const said = session.messages.find(message => message.kind !== 'interrupt' && refuses(what, message.text))
  if (said) return verified(pointer(said.ref, `"${said.text}"`))
  const turned = questions.find(decision => optionIn(what, decision))
  if (turned) return verified(told(turned))
  const chosen = questions.find(
    decision => covers(what, decision.answer) === 1 && contentWords(decision.answer).size > 0,
  )
  return chosen ? contradicted(told(chosen)) : unsupported()
}

/** Share of the claim's words that the evidence has. */
function covers(what: string, text: string): number {
  const [claimed, there] = [contentWords(what), contentWords(text)]
  let shared = 0
  for (const word of claimed) if (there.has(word)) shared += 1
  const answer = there.size === 0 ? 0 : shared / there.size
  return claimed.size === 0
    ? 0
    : Math.max(shared / claimed.size, there.size <= 6 && there.size >= 1 && answer === 1 ? 1 : 0)
}

/** What is claimed is the answer, or the answer told with words of the question. */
function answers(what: string, question: string, answer: string): number {
  const [claimed, asked, said] = [contentWords(what), contentWords(question), contentWords(answer)]
  const own = [...claimed].filter(word => said.has(word) && !asked.has(word))
  const known = [...claimed].filter(word => said.has(word) || asked.has(word))
  const together = own.length > 0 ? known.length / claimed.size : 0
  return Math.max(covers(what, answer), together)
}

/** The claim names the matter of the question ("counters in Redis" of "Where should the counters live?"), and another answer to it. */
function isAnswered(what: string, question: string): boolean {
  const [claimed, asked] = [contentWords(what), contentWords(question)]
  for (const word of asked) if (QUESTION_WORD.test(word)) asked.delete(word)
  const shared = [...claimed].filter(word => asked.has(word))
  if (shared.length === 0 || shared.length === claimed.size) return false
  const role = /\b(?:as|for) (?:a |an |the |our )?(?:[\w-]+ )?([\w-]+)$/.exec(what)?.[1]
  return (
    shared.length >= 2 ||
    asked.size <= 4 ||
    (role !== undefined && [...contentWords(role)].every(word => asked.has(word)))
  )
}

const QUESTION_WORD =
  /^(?:which|what|where|when|how|who|why|should|shall|would|could|can|do|does|we|i|you|want|like|prefer|there|have|has)$/

function readDecision({ norm, label, value, cells }: Statement): DecisionWords | null {
  const answer = cells?.find(cell => ANSWER_COLUMN.test(cell.header))
  if (cells && answer) {
    const question = cells.find(cell => /^(?:question|decision|matter|topic)$/.test(cell.header))
    return { what: normalise(`${question?.text ?? ''} ${answer.text}`), act: 'chose' }
  }
  if (label !== null && LABELLED.test(label)) return { what: normalise(value), act: 'chose' }
  const stated = STATED.exec(norm)
  if (stated) return { what: stated[1]!, act: 'chose' }
  const tailed = TAILED.exec(norm)
  if (tailed) return { what: tailed[1]!, act: 'chose' }
  const rejected = REJECTED.exec(norm)
  if (rejected) return { what: rejected[1]!, act: 'rejected' }
  const approved = APPROVED.exec(norm)
  if (approved) return { what: approved[1]!, act: 'approved' }
  const chose = CHOSE.exec(norm)
  if (chose) return { what: chose[1]!, act: 'chose' }
  const passive = PASSIVE.exec(norm)
  if (!passive) return null
  return {
    what: passive[1]!,
    act: /approved|accepted/.test(passive[2]!)
      ? 'approved'
      : /rejected|declined/.test(passive[2]!)
        ? 'rejected'
        : 'chose',
  }
}
