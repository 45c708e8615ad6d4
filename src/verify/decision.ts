import { defineClaimKind } from '../core/claim.ts'
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
  `\\b${WHO} (?:rejected|declined|refused|turned down|ruled out|vetoed|did not (?:want|approve|accept)) (.{2,200})$`,
)

export default defineClaimKind({
  id: 'decision',
  summary: 'what the user decided, approved or turned down',
  about: /user|human|\byou\b|owner|maintainer/,
  find(statement) {
    const words = statement.open || statement.norm.length > 500 ? null : readDecision(statement.norm)
    return words ? [{ kind: 'decision', text: statement.text, line: statement.line, data: { ...words } }] : []
  },
  judge(claim, evidence) {
    const { what, act } = claim.data as unknown as DecisionWords
    const session = evidence.session
    if (!session || contentWords(what).size === 0) return unsupported()
    const answered = session.decisions.map(decision => ({
      decision,
      score: answers(what, decision.question, decision.answer),
    }))
    const best = answered.toSorted((a, b) => b.score - a.score)[0]
    if (act === 'rejected') return unsupported()
    if (act === 'approved') {
      const plan = session.decisions.find(decision => decision.kind === 'plan')
      if (plan && /\bplan\b|\bdesign\b|\bapproach\b/.test(what))
        return verified(pointer(plan.ref, `plan accepted: ${plan.answer}`))
    }
    if (best && best.score >= 0.6)
      return verified(pointer(best.decision.ref, `"${best.decision.question}" → "${best.decision.answer}"`))
    const said = session.messages.find(
      message => message.kind !== 'interrupt' && covers(what, message.text) >= 0.75 && contentWords(what).size >= 2,
    )
    if (said) return verified(pointer(said.ref, `"${said.text}"`))
    const other = answered.find(
      ({ decision, score }) => decision.kind === 'question' && score === 0 && isAnswered(what, decision.question),
    )
    return act === 'chose' && other
      ? contradicted(pointer(other.decision.ref, `"${other.decision.question}" → "${other.decision.answer}"`))
      : unsupported()
  },
})

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
  const shared = [...claimed].filter(word => asked.has(word))
  if (shared.length === 0 || shared.length === claimed.size) return false
  const role = /\b(?:as|for) (?:a |an |the |our )?(?:[\w-]+ )?([\w-]+)$/.exec(what)?.[1]
  return (
    shared.length >= 2 ||
    asked.size <= 4 ||
    (role !== undefined && [...contentWords(role)].every(word => asked.has(word)))
  )
}

function readDecision(norm: string): DecisionWords | null {
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
