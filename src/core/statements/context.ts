/** What the headings and lead-ins above a statement say about it. */
import { normalise } from './inline.ts'

export type Setting = 'done' | 'open' | 'plan' | 'quote' | 'neutral'

/** First match decides. Patterns are tried on the heading in normal form. */
const SETTINGS: [Exclude<Setting, 'neutral'>, RegExp][] = [
  [
    'quote',
    /\b(?:user|human)(?:'s)? (?:messages?|prompts?|said|requests?|quotes?|intent|feedback|words)\b|\bconversation\b|\bwhat the user\b|\berrors?(?:,| and| &) (?:and )?fix|\b(?:errors|issues|problems|bugs) (?:and fixes|& fixes|encountered|hit|seen|solved|history)\b|\bchronolog|\boriginal (?:request|prompt|ask)\b|\btranscript\b/,
  ],
  [
    'plan',
    /\b(?:definition of done|done when|when done|is done when|complete when|success criteria|acceptance|criteria|needs? (?:to be|doing)|to be done|(?:files?|things|work|what|tests?|docs?) to (?:be )?\w+|must (?:finish|do|pass|be)|should be|before (?:merging|you|starting|push|commit|release|any)|next|follow-?ups?|future|roadmap|proposed?|proposals?|suggest(?:ed|ions?)|recommend(?:ed|ations?)|ideas?)\b/,
  ],
  [
    'open',
    /\b(?:not (?:yet )?(?:started|done|implemented|finished|complete|completed|fixed|tested|addressed|committed)|undone|unfinished|incomplete|remaining|remains|pending|outstanding|in progress|wip|blocked|missing|still (?:open|to do|todo|left)|open (?:items?|tasks?|todos?|work|issues|ends)|left (?:to do|over|open)|what is left|to-?dos?|to do|^left$|deferred)\b/,
  ],
  [
    'done',
    /\b(?:completed?|done|accomplish\w*|finished|shipped|delivered|implemented|changes(?: made)?|changelog|what (?:was|we|i) (?:did|done|changed|built|fixed)|what changed|already|achievements?|progress|work log|commits?|fixed|merged|additions|added|created|modified|edited|deleted|removed|files (?:changed|touched|created|modified)|fixes|highlights|this session)\b/,
  ],
  [
    'plan',
    /\b(?:later|upcoming|backlog|(?:execution|action|test|release|implementation|migration|rollout) plan|plan|planned|strategy|options?|open questions?|questions?|faq|troubleshooting|how to|usage|quick ?start|instructions?|set-?up|getting started|resume (?:here|instructions|from)|how (?:we|you)|to resume|recover(?:y)?|if |workflow|process|protocol|guidelines?|conventions?|rules?|principles?|constraints?|invariants?|requirements?|goals?|objectives?|out of scope|expected|targets?|risks?|prevention|mitigations?|examples?|templates?|anti-?patterns|failure modes|do not|don't|lessons|mission|role|priorit(?:y|ies)|action items?|steps? (?:to|for)|first actions|start here|when )/,
  ],
]

const cache = new Map<string, Setting>()

/** Headings are short; what is longer is a sentence that happens to stand above. */
function settingOf(heading: string): Setting {
  if (heading.length > 90) return 'neutral'
  const known = cache.get(heading)
  if (known) return known
  const words = normalise(heading.replace(/[#*_:]/g, ' '))
  const setting = /\?$|^(?:after|once|if|when|before|until)\b/.test(words)
    ? 'plan'
    : (SETTINGS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'neutral')
  if (cache.size > 2000) cache.clear()
  cache.set(heading, setting)
  return setting
}

/** Words that say outright that it is finished, whatever stands above. */
const FINISHED = /\b(?:completed?|done|finished|shipped|already|accomplish\w*|landed|merged)\b|[✅✔]/i

/**
 * The nearest heading or lead-in that decides. Under a plan, "files touched" is still a plan; only what says outright that it is finished
 * is lifted out of it. What is quoted stays quoted.
 */
export function setting(section: readonly string[], leads: readonly string[], titled: boolean): Setting {
  let current: Setting = 'neutral'
  for (const [index, words] of [...section, ...leads].entries()) {
    if (titled && index === 0) continue
    const here = settingOf(words)
    if (here === 'quote') return 'quote'
    if (here === 'neutral' || (here === 'done' && current === 'plan' && !FINISHED.test(words))) continue
    current = here
  }
  return current
}

/** How the numbered sections of a 3.0 handoff are read; what is not named here is prose like any other. */
export const NUMBERED: Record<string, Setting> = {
  '0': 'plan',
  '0.1': 'plan',
  '0.2': 'plan',
  '0.3': 'plan',
  '0.4': 'plan',
  '0.5': 'plan',
  '1.1.2': 'plan',
  '1.2': 'plan',
  '1.3': 'plan',
  '1.5': 'done',
  '1.6': 'plan',
  '1.7': 'quote',
  '1.8': 'open',
  '1.10': 'plan',
  '1.14': 'plan',
  '1.16': 'plan',
  '1.17': 'plan',
  '1.21': 'plan',
  '1.23': 'plan',
  '1.24': 'plan',
  '1.25': 'quote',
  '2': 'plan',
}
