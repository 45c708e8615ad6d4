import { type Claim, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { normalise, plainText } from '../core/statements/inline.ts'
import type { SubagentRun } from '../core/types.ts'
import { contradicted, pointer, unsupported, verified } from './_judge.ts'
import { type State, saysOf } from './_says.ts'
import { likeness, overlap } from './_similar.ts'

type Said = 'completed' | 'running' | 'failed'

interface AgentWords {
  /** Id, name or task; null: all agents. */
  subject: string | null
  said: Said
  /** How many, when counted: "2 agents are still running". */
  count: number | null
  /** "An agent is running": one of them at least. */
  some?: boolean
  /** Nothing says that it is an agent that is spoken of. */
  loose?: boolean
}

const SAID: [Said, string][] = [
  ['completed', 'completed?|done|finished|returned|reported back|succeeded|came back|\\(ok\\)|ended'],
  [
    'running',
    'running|in flight|in-flight|working|at work|in progress|active|underway|under way|pending|going|not (?:yet )?(?:finished|returned|done|completed?|reported back)|has not (?:yet )?(?:finished|returned|reported back)',
  ],
  ['failed', 'failed|crashed|errored|killed|died|aborted|timed out|stopped|cancell?ed'],
]
const NOUN =
  '(?:background |parallel |review |research |explore |sub|background sub|parallel sub|review sub|research sub)?-?agents?'
const LINK = '(?: (?:is|are|was|were|has|have|had|still|now|already|all|just|both|been|also|currently))*'
const STATE = new RegExp(`(?<![\\w-])(${SAID.map(([, words]) => words).join('|')})(?![\\w-])`)
const EVERY = new RegExp(
  `\\b(all|every one|every|both|no|none of the|one|only one|\\d{1,3}|some|several)(?: of)?(?: the| my| our)?(?: \\d{1,3})? ${NOUN}(?: tasks?)?${LINK} (${SAID.map(([, words]) => words).join('|')})(?![\\w-])`,
)
const NAMED = new RegExp(
  `\\b${NOUN} (?!(?:is|are|was|were|has|have|still|now|also|and|that|to|in|for|on|with|of|work|tasks?|status|runs?)\\b)(?:\\(?(?:id )?)?[#"']?([\\w:-][\\w:. -]{0,80}?)["')]?(?: \\([^()]{0,80}\\))?,?${LINK}(?: ?[:=-]{1,2}>?)? (${SAID.map(([, words]) => words).join('|')})(?![\\w-])`,
)
const TITLED = new RegExp(
  `^(?:the |our )?([\\w:/ -]{3,80}?) ${NOUN}(?: \\(?([\\w-]{4,40})\\)?)?${LINK}(?: ?[:=-]{1,2})? (${SAID.map(([, words]) => words).join('|')})(?![\\w-])`,
)

const SOME = new RegExp(`^(?:an?|another|at least one) ${NOUN}${LINK} (${SAID.map(([, words]) => words).join('|')})$`)

export default defineClaimKind({
  id: 'agent',
  summary: 'subagents that finished, failed or are still running',
  about:
    /agent|running|completed|failed|done|finished|killed|pending|progress|flight|at work|going|returned|reported|cancel|crash|\(ok\)|\(bad\)/,
  find(statement) {
    const words =
      statement.norm.length > 500 || statement.open ? null : (readAgent(statement) ?? looselySaid(statement))
    const claim: Claim | null = words
      ? {
          kind: 'agent',
          text: statement.text,
          line: statement.line,
          data: { ...words },
          ...(words.loose && { weak: true }),
        }
      : null
    return claim ? [claim] : []
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as AgentWords
    const agents = evidence.session?.subagents ?? []
    if (!evidence.session) return unsupported()
    if (words.subject === null) return judgeAll(words, agents, evidence)
    const agent = findAgent(words.subject, agents)
    if (!agent) return unsupported()
    const judgement = judgeOne(words.said, agent)
    return judgement.verdict === 'contradicted' && words.loose && !isSure(words.subject, agent)
      ? unsupported()
      : judgement
  },
})

const saidOf = (word: string): Said | null =>
  SAID.find(([, words]) => new RegExp(`^(?:${words})$`).test(word))?.[0] ?? null

function readAgent(statement: Statement): AgentWords | null {
  const { norm, cells } = statement
  if (cells) {
    const who =
      cells.find(cell => /^(?:sub)?agents?(?: id| name)?$/.test(cell.header)) ??
      cells.find(cell => cell.header === 'id' && cells.some(other => /agent|persona|worker/.test(other.header)))
    const state = cells.find(cell => /^(?:status|state)$/.test(cell.header))
    if (!who || !state || statement.label === null) return null
    const word = STATE.exec(normalise(state.text))?.[1]
    const said = word ? saidOf(word) : null
    const task = cells.find(cell => /^(?:task|description|prompt|what)$/.test(cell.header))
    const id = plainText(who.text).replace(/`/g, '')
    return said && id
      ? { subject: /^[a-z]?[0-9a-f]{6,}$/i.test(id) || !task ? id : `${id} ${plainText(task.text)}`, said, count: null }
      : null
  }
  if (!/agents?\b/.test(norm)) return null
  const tally = /^(?:sub-?)?agents?: (?:\d+ (?:completed|done|finished|failed), )*(\d+) running\b/.exec(norm)
  if (tally) return { subject: null, said: 'running', count: Number(tally[1]) }
  const some = /^(?:an?|another|at least one) /.exec(norm) && SOME.exec(norm)
  if (some) return { subject: null, said: saidOf(some[1]!)!, count: null, some: true }
  const every = EVERY.exec(norm)
  if (every) {
    const said = saidOf(every[2]!)
    const many = every[1]!
    if (!said || /^(?:some|several)$/.test(many)) return null
    return {
      subject: null,
      said,
      count: /^\d+$/.test(many)
        ? Number(many)
        : /^(?:only )?one$/.test(many)
          ? 1
          : /^(?:no|none of the)$/.test(many)
            ? 0
            : null,
    }
  }
  const named = NAMED.exec(norm)
  if (named) return { subject: named[1]!, said: saidOf(named[2]!)!, count: null }
  const titled = TITLED.exec(norm)
  return titled
    ? { subject: titled[2] && /\d/.test(titled[2]) ? titled[2] : titled[1]!, said: saidOf(titled[3]!)!, count: null }
    : null
}

const SAYS: Partial<Record<State, Said>> = {
  done: 'completed',
  running: 'running',
  unfinished: 'running',
  open: 'running',
  failed: 'failed',
}
const WITH_NOUN = new RegExp(
  `^(?:the |our |an? )?${NOUN}:? (?:that |which |who |for |to |on |named |called |doing )?(.{3,120})$|^(?:the |our )?(.{3,120}?) ${NOUN}$`,
)

/** "Review the limiter (completed)", "the agent that reviewed the limiter is done". */
function looselySaid(statement: Statement): AgentWords | null {
  if (statement.cells) return null
  const says = saysOf(statement)
  const said = says && SAYS[says.state]
  if (!said || says.subject.length < 4) return null
  const named = WITH_NOUN.exec(says.subject)
  if (named) return { subject: named[1] ?? named[2]!, said, count: null }
  return { subject: says.subject, said, count: null, loose: true }
}

/** All that is said of it is in the agent's own title, and what it did is what agents do. */
const isSure = (subject: string, agent: SubagentRun) =>
  likeness(subject, agent.description ?? '') >= 0.8 ||
  (agent.status === 'running' &&
    overlap(subject, agent.description ?? '') === 1 &&
    subject.split(' ').length >= 2 &&
    /\b(?:reviews?|audit|research|search|exploration|analysis|investigation|survey|check)$/.test(subject))

function findAgent(subject: string, agents: readonly SubagentRun[]): SubagentRun | null {
  const wanted = subject.toLowerCase().trim()
  const byId = agents.find(
    agent =>
      agent.id.toLowerCase() === wanted ||
      (wanted.length >= 6 && agent.id.toLowerCase().startsWith(wanted)) ||
      (agent.id.length >= 6 && wanted.includes(agent.id.toLowerCase())),
  )
  if (byId) return byId
  const ranked = agents
    .map(agent => ({
      agent,
      score: Math.max(
        likeness(subject, agent.description ?? ''),
        overlap(subject, agent.description ?? '') * 0.9,
        agent.type?.toLowerCase() === wanted ? 0.95 : 0,
      ),
    }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = ranked
  return best && best.score >= 0.6 && !(second && second.score > best.score - 0.15) ? best.agent : null
}

const tell = (agent: SubagentRun) =>
  pointer(
    agent.ref || agent.id,
    `agent ${agent.id}${agent.description ? ` (${agent.description})` : ''} is ${agent.status}`,
  )

const statusOf = (agent: SubagentRun): Said | null =>
  agent.status === 'unknown' ? null : agent.status === 'killed' ? 'failed' : agent.status

function judgeOne(said: Said, agent: SubagentRun): Judgement {
  const status = statusOf(agent)
  if (status === null) return unsupported(tell(agent))
  return status === said ? verified(tell(agent)) : contradicted(tell(agent))
}

function judgeAll(words: AgentWords, agents: readonly SubagentRun[], evidence: Evidence): Judgement {
  const session = pointer(evidence.session!.sessionId ?? 'session', `${agents.length} agents in the session`)
  const unknown = agents.filter(agent => statusOf(agent) === null).length
  const like = agents.filter(agent => statusOf(agent) === words.said)
  if (words.some) {
    if (like.length > 0) return verified(...like.slice(0, 3).map(tell))
    return unknown > 0 || agents.length === 0
      ? unsupported(session)
      : contradicted(session, ...agents.slice(0, 3).map(tell))
  }
  if (words.count !== null) {
    if (like.length === words.count)
      return unknown > 0 ? unsupported() : verified(session, ...like.slice(0, 3).map(tell))
    return words.count >= like.length && words.count <= like.length + unknown
      ? unsupported()
      : contradicted(session, ...like.slice(0, 3).map(tell))
  }
  if (agents.length === 0) return unsupported()
  const other = agents.filter(agent => statusOf(agent) !== null && statusOf(agent) !== words.said)
  if (other.length > 0) return contradicted(...other.slice(0, 3).map(tell))
  return unknown > 0 ? unsupported() : verified(session)
}
