import type { Section, Tier } from './sections.ts'

/** How much of a section is shown: its `keep` entries of lowest rank, each at most `cap` long. */
export interface Share {
  keep: number
  cap: number
}
export type Plan = ReadonlyMap<Section, Share>

/** Lengths tried for an entry, longest first; Infinity is everything with details. */
const CAPS = [Infinity, 4000, 2000, 1000, 600, 400, 300, 250, 200, 160, 130, 110, 95, 80, 70, 60, 48]
const SHORTEST = CAPS.at(-1)!
/** Shortest an entry of the extra sections is worth showing at. */
const EXTRA_SHORTEST = 80

/** Order in which sections are served when not everything fits. */
const PRIORITY = [
  'decisions',
  'constraints',
  'corrections',
  'todos',
  'skill',
  'documents',
  'subagents',
  'waiting',
  'drift',
  'errors',
  'blockers',
  'gates',
  'tests',
  'implicit',
  'technical',
  'messages',
  'last',
]

/**
 * Decides what is shown. `fits` measures a plan exactly. By priority, never by recency: what binds comes first, and its entries are
 * shortened before one is left out; what merely helps gets the room that is left.
 */
export function planSections(sections: readonly Section[], fits: (plan: Plan) => boolean): Plan {
  const ordered = [...sections].sort((a, b) => PRIORITY.indexOf(a.id) - PRIORITY.indexOf(b.id))
  const all = (cap: number, of: readonly Section[] = ordered): Plan =>
    new Map(of.map(section => [section, { keep: section.items.length, cap }]))
  if (fits(all(Infinity))) return all(Infinity)
  const needed = ordered.filter(section => section.tier !== 'extra')
  const cap = CAPS.find(length => fits(all(length, needed)))
  let plan: Plan = cap === undefined ? fill(needed, fits) : raise(needed, all(cap, needed), fits)
  for (const section of ordered.filter(section => section.tier === 'extra')) plan = addExtra(section, plan, fits)
  return plan
}

/** Gives the entries of the essential sections the length that is left, then those of the core. */
function raise(needed: readonly Section[], start: Plan, fits: (plan: Plan) => boolean): Plan {
  let plan = start
  for (const tier of ['essential', 'core'] satisfies Tier[]) {
    const members = needed.filter(section => section.tier === tier)
    for (const cap of CAPS) {
      const longer = new Map(plan)
      for (const section of members) longer.set(section, { keep: section.items.length, cap })
      if (!fits(longer)) continue
      plan = longer
      break
    }
  }
  return plan
}

/** Even the shortest entries are too many: sections are served in order, each with as many as fit. */
function fill(needed: readonly Section[], fits: (plan: Plan) => boolean): Plan {
  let plan: Plan = new Map()
  for (const section of needed) plan = withMost(section, SHORTEST, plan, fits)
  return plan
}

function addExtra(section: Section, plan: Plan, fits: (plan: Plan) => boolean): Plan {
  for (const cap of CAPS.filter(length => length >= EXTRA_SHORTEST)) {
    const longer = new Map(plan).set(section, { keep: section.items.length, cap })
    if (fits(longer)) return longer
  }
  return withMost(section, EXTRA_SHORTEST, plan, fits)
}

function withMost(section: Section, cap: number, plan: Plan, fits: (plan: Plan) => boolean): Plan {
  let [low, high] = [0, section.items.length]
  while (low < high) {
    const keep = Math.ceil((low + high) / 2)
    if (fits(new Map(plan).set(section, { keep, cap }))) low = keep
    else high = keep - 1
  }
  return low === 0 ? plan : new Map(plan).set(section, { keep: low, cap })
}
