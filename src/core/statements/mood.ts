/**
 * Tells what a clause does: assert something, or ask, order, plan, suppose, hope, report or remember. Only assertions are claims.
 * Patterns are tried on the normal form with code out of sight (`withoutCode`), so that `shouldRetry()` is not a "should".
 */

export type Mood = 'claim' | 'question' | 'condition' | 'modal' | 'plan' | 'order' | 'report' | 'history' | 'guess'

interface MoodRule {
  mood: Exclude<Mood, 'claim'>
  /** `clause`: sets aside the clause it stands in · `sentence`: also the clauses beside it. */
  reach: 'clause' | 'sentence'
  pattern: RegExp
}

const PERSON =
  '(?:user|human|he|she|they|boss|client|customer|reviewer|readme|docs?|documents?|documentation|handoff|hand-off|ledger|plan|spec|issue|ticket|message|comment|pr description|(?:previous|prior|last|other|old) (?:agent|session|instance|handoff|note)|sub-?agent|agent|note|report)s?'

export const MOODS: readonly MoodRule[] = [
  { mood: 'question', reach: 'sentence', pattern: /\?["')\]]*$/ },
  {
    mood: 'condition',
    reach: 'sentence',
    pattern:
      /\b(?:if|unless|until|till|assuming|provided that|in case|as soon as|as long as|whenever|whether|suppose|supposing|otherwise|in the event)\b/,
  },
  {
    mood: 'condition',
    reach: 'sentence',
    pattern: /(?<!\b(?:at|more than|only|all at|just) )\bonce\b(?! (?:again|more|per|every))/,
  },
  {
    mood: 'condition',
    reach: 'sentence',
    pattern:
      /\bwhen (?!(?:i|we) (?:ran|run|checked|tried|left|stopped|looked|tested|last)\b|last (?:run|checked)\b|run\b|i was\b|this was\b)/,
  },
  {
    mood: 'condition',
    reach: 'sentence',
    pattern:
      /\bafter (?:(?:the|all|this|that|these|those|each|every|your|our|both|\d+|§|[\w-]+) ){1,4}?(?:lands?|merges?|completes?|passes|finish(?:es)?|is|are|has|have|goes|gets|ships?|deploys?|you)\b/,
  },
  {
    mood: 'modal',
    reach: 'clause',
    pattern: /\b(?:should|must(?!-)|shall|may(?! \d)|might|could|would|will|ought|can)\b/,
  },
  {
    mood: 'plan',
    reach: 'clause',
    pattern:
      /\b(?:going to|about to|(?:plan|want|need|intend|hope|expect|aim|try|attempt|wait|prepare|mean)(?:s|ed|ned|ning|ing)?(?:ting)? (?:to|on|for)\b|tried to|trying|needs?\b(?! (?:no|nothing|not)\b)|has to|have to|supposed to|waiting (?:for|on|until)|awaiting|working (?:on(?! (?:the )?(?:branch|§))|towards?)|looking into|investigating|to be (?:\w+ed|done|made|built|written|run|sent)\b|(?<!(?:left|nothing|nothing left|nothing more|nothing else|more|still|much) )to do\b|(?<!\b(?:the|a|this|that|each|every|which|status|is) |[-:|] )todo(?!s\b| (?:list|items?)\b| [#\d"“'§]| (?:is|was)\b)\b|tbd\b|fixme\b|(?<!\b(?:decided|agreed|chose|opted|asked|confirmed) )(?:to|and) (?:make|get|have|let|keep|ensure|see|check|verify|confirm)\b|want(?:s|ed)? (?:all|the|it|this)|require[sd]?\b|is required|are required)/,
  },
  {
    mood: 'plan',
    reach: 'clause',
    pattern:
      /\b(?:we|i|they|it|you|users?|others?) want\b|\b(?:the )?(?:goal|aim|target|objective|idea|hope|intention|plan|next step)(?: (?:is|was|here)(?: still)? (?:to|that|for)\b| here|:)|\bideally\b|\beventually\b|\btomorrow\b|\bnext (?:session|week|time|sprint|release|up)\b|\bin (?:the|a) (?:future|next|later|follow-?up)\b/,
  },
  {
    mood: 'guess',
    reach: 'clause',
    pattern:
      /\b(?:probably|likely|presumably|perhaps|maybe|possibly|hopefully|allegedly|supposedly|theoretically|in theory|not sure|unsure|unclear|unknown|unverified|untested whether|no idea|(?:do|did|does) not know|have not (?:checked|verified|confirmed)|not (?:checked|verified|confirmed))\b/,
  },
  {
    mood: 'report',
    reach: 'sentence',
    pattern: new RegExp(
      `\\b${PERSON}\\b(?: \\S+){0,3}? (?:said|says?|claim(?:s|ed)?|state[sd]?|told|asks?|asked|mention(?:s|ed)?|report(?:s|ed)(?! back)|wants?|wanted|expects?|expected|wrote|thinks?|thought|believes?|insist(?:s|ed)|suggest(?:s|ed)|wonder(?:s|ed)?|promised?|announced?)\\b`,
    ),
  },
  {
    mood: 'report',
    reach: 'sentence',
    pattern:
      /\baccording to\b|\b(?:it|this) (?:was|is) (?:claimed|said|reported|stated)\b|\bclaims? (?:that|was|were|is)\b|\ballegation\b/,
  },
  {
    mood: 'history',
    reach: 'clause',
    pattern:
      /\b(?:previously|initially|originally|formerly|at first|at one point|back then|used to|had been|had (?:all )?(?:passed|failed)|yesterday|last (?:week|month|session)|at (?:the )?(?:session )?(?:start|beginning)|(?:in|during) (?:the|a|an) (?:previous|prior|earlier|last|old) (?:session|run|attempt|version)|earlier (?:today|on|in)|before (?:the|my|our|this|that|these|those|i|we|it|any|§|\w+ing)|prior to)\b/,
  },
  { mood: 'history', reach: 'clause', pattern: /^(?:earlier|before|back when)\b/ },
  { mood: 'plan', reach: 'sentence', pattern: /^(?:\w+ ){1,3}means\b/ },
  {
    mood: 'plan',
    reach: 'clause',
    pattern:
      /^(?:for example|e\.g\.|example|imagine|say,|let us|let's|you (?!are on\b)|your\b|one (?:could|should)|we'd)/,
  },
]

/** Words in front of a verb that orders. */
const LEADING =
  /^(?:(?:then|first|second|third|next|also|finally|now|lastly|and|so|instead|please|just|simply|afterwards?|step \d+[:.]?|\d+[.)]|[-•>]|\((?:ok|bad)\)),?\s+)+/
const ORDERS = new Set(
  'add address adjust align always amend analyse analyze apply archive ask assign attach audit avoid be begin bring bump capture change check choose claim clarify clean clear close commit compare complete confirm configure consider consolidate continue convert copy cover create cut debug decide define delete delegate deploy describe design determine disable discuss do document don drop edit enable ensure escalate establish evaluate examine execute expand expect aim explain explore export expose extend extract fetch figure fill find finish fix focus follow format generate get give go grep handle have honor honour identify ignore implement import improve include inform insert inspect install integrate introduce invoke investigate iterate keep land launch leave let link list load locate log look maintain make mark measure merge migrate mock modify monitor move name never notify open optimize optimise organize pick pin plan polish populate port prefer prepare present preserve prevent print proceed produce profile provide publish pull push put re-run read rebase rebuild record recreate redo refactor refresh refer regenerate register release reload remember remind remove rename reorganize repeat replace report request require rerun research resolve restart restore restructure resume retry return revert review revisit rewrite roll run save scan schedule see send set setup share ship show simplify skip solve sort spawn specify split squash start stash stay stop store submit support switch sync tag take talk tell test tidy track translate treat trigger trim try tune turn unify update upgrade upload use validate verify wait watch wire work wrap write'.split(
    ' ',
  ),
)
/** Orders that are nouns as well: "build passes", "commit abc1234 is pushed". */
const NOUNS = new Set(
  'address archive bump build change check claim commit copy debug design document export fix format import install land launch link list log merge mock plan port pull push rebase record release report request research review roll run set setup stash start switch sync tag test track type update upgrade upload watch work wrap'.split(
    ' ',
  ),
)
const DETERMINER =
  /^(?:the|a|an|all|any|every|each|both|that|this|these|those|it|them|your|our|my|its|their|for|to|in|on|with|from|into|up|out|off|down|over|through|again|as|at|by|until|and|or|only|also|just|new|more|some|whether|if|sure)$/
const STATE =
  /\b(?:is|are|was|were|has|have|been|pass|passes|passed|passing|fail|fails|failed|failing|succeeds?|succeeded|works|worked|exists?|green|red|clean|complete|completed|done|ok|broken|finished|merged|pushed|landed|applied|created|added|shipped|remains?|contains?|lives?|happens)\b/

/** Starts with a verb that tells somebody to do something. */
export function isOrder(bare: string): boolean {
  const words = bare.replace(LEADING, '').split(' ', 40)
  const first = (words[0] ?? '').replace(/[^a-z-]/g, '')
  if (/^(?:do|does|did)$/.test(first) && words[1] === 'not') return true
  if (first === 'make' && words[1] === 'sure') return true
  if (
    !ORDERS.has(first) ||
    (first === 'clean' &&
      /^clean(?:[,.(]|$| (?:working |git )?(?:tree|state|slate|build|lint|run|worktree|directory|status)\b)/.test(bare))
  )
    return false
  if (/^\S*:/.test(words[0] ?? '')) return false
  if (first === 'commit' && /^(?:§|[0-9a-f]{7,40}\b)/.test(words[1] ?? '')) return false
  if (!NOUNS.has(first)) return true
  return !STATE.test(words.slice(1).join(' ')) || DETERMINER.test(words[1] ?? '')
}

/** Starts with something that is going on: "running the tests", "waiting for CI". */
export function isOngoing(bare: string): boolean {
  const first = /^(?:(?:currently|now|still|also) )?([a-z]+ing)\b/.exec(bare)?.[1]
  if (
    !first ||
    /^(?:nothing|everything|something|anything|existing|remaining|missing|failing|passing|pending|outstanding|linting|testing|formatting|typechecking|type-checking|working|during|following|including|string|using|regarding|according|building)$/.test(
      first,
    )
  )
    return false
  return !STATE.test(bare)
}

/** "As far as I can tell" softens a claim and leaves it one. */
const HEDGE =
  /\b(?:as far as (?:i|we) (?:can (?:tell|see|judge)|know|could tell)|if i (?:remember|recall) correctly|to the best of my knowledge)\b,?/g

/** The mood of a clause by itself, and whether it colours the clauses beside it. */
export function moodOf(clause: string): { mood: Mood; reach: 'clause' | 'sentence' } {
  if (!GATE.test(clause)) return CLAIM
  const bare =
    clause.includes(' as far as ') || /^as far|^to the best|\bif i /.test(clause) ? clause.replace(HEDGE, '') : clause
  for (const { mood, reach, pattern } of MOODS) if (pattern.test(bare)) return { mood, reach }
  return CLAIM
}

const CLAIM = { mood: 'claim', reach: 'clause' } as const

/** One of these stands in whatever a rule of `MOODS` matches; most clauses hold none. */
const GATE =
  /\?|\b(?:if|unless|until|till|assuming|provided|in case|as soon|as long|whenever|whether|suppos|otherwise|in the event|once|when|after|should|must|shall|may|might|could|would|will|ought|can|going|about to|plan|want|need|inten|hope|expect|aim|try|tri|attempt|wait|prepar|mean|has to|have to|await|working|looking|investigat|in order|so that|to be|to do|todo|tbd|fixme|(?:to|and) (?:make|get|have|let|keep|ensure|see|check|verify|confirm)|requir|is required|are required|goal|target|objective|idea|next|ideally|eventually|tomorrow|in the|in a|probabl|likely|presumabl|perhaps|maybe|possibl|allegedly|theoretical|in theory|not|unsure|unclear|unknown|unverified|untested|no idea|do not|said|says?|claim|state|told|ask|mention|report|wrote|thinks?|thought|believe|insist|suggest|wonder|promise|announce|according|allegation|previous|initial|original|former|at|one point|back then|used to|had|yesterday|last|during|earlier|before|prior|for example|e\.g|example|imagine|means|say|let|you|your|one|we'd)/

/** "Were passing", "was green": so it was; whether it still is, it does not say. */
export const isPast = (norm: string): boolean =>
  /\b(?:was|were) (?:all |both |still |also |not |fully )?(?:passing|failing|green|red|broken|clean|dirty|running|ok|pending|open)\b/.test(
    norm,
  )

/** Labels whose value is no claim: `Next: …`, `Expected: …`. */
export const SILENT_LABELS =
  /^(?:planned|proposed|upcoming|later|optional|next(?: (?:steps?|actions?|up|task))?|goals?|ultimate goal|expected(?: (?:result|output|outcome|behaviou?r))?|targets?|acceptance(?: criteria)?|exit criteri(?:on|a)|criteria|dod|definition of done|todos?|to do|plans?|questions?|q|ideas?|options?|proposals?|suggestions?|recommendations?|requirements?|examples?|e\.g\.|instructions?|risks?|if|when(?: done)?|commands?|usage|resume(?: from| here| at)?|action|actions|task|purpose|why|rationale|reason|approach|strategy|want|wish|hypothesis|assumption|constraints?|rule|principle|warning|caution|important|remember|prompt|user|human|message|request|quote|then|step \d+|before|previously|persona|responsibilities|verification(?: command)?|verify|prevention|recovery|scope|trigger|focus|mission|role|lesson)$/
