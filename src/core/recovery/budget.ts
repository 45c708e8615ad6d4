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

type Fits = (plan: Plan) => boolean

/** Every entry in full. */
export const everything = (sections: readonly Section[]): Plan =>
  new Map(sections.map(section => [section, { keep: section.items.length, cap: Infinity }]))

/**
 * Decides what is shown. `fits` measures a plan exactly. By priority, never by recency: what binds comes first, and its entries are
 * shortened before one is left out; what merely helps gets the room that is left.
 */
export function planSections(sections: readonly Section[], fits: Fits): Plan {
  const ordered = [...sections].sort((a, b) => a.priority - b.priority)
  if (fits(everything(ordered))) return everything(ordered)
  const needed = ordered.filter(section => section.tier !== 'extra')
  const cap = CAPS.find(length => fits(enoughOf(needed, length)))
  let plan = cap === undefined ? fill(needed, fits) : raise(needed, enoughOf(needed, cap), fits)
  for (const section of needed.filter(section => keepEnough(section) < section.items.length))
    plan = withMost(section, plan.get(section)?.cap ?? SHORTEST, plan, fits)
  for (const section of ordered.filter(section => section.tier === 'extra')) plan = addExtra(section, plan, fits)
  return plan
}

const keepEnough = ({ items, enough = items.length }: Section) => Math.min(items.length, enough)

const enoughOf = (sections: readonly Section[], cap: number): Plan =>
  new Map(sections.map(section => [section, { keep: keepEnough(section), cap }]))

/** Gives the entries of the essential sections the length that is left, then those of the core. */
function raise(needed: readonly Section[], start: Plan, fits: Fits): Plan {
  let plan = start
  for (const tier of ['essential', 'core'] satisfies Tier[]) {
    const members = needed.filter(section => section.tier === tier)
    for (const cap of CAPS) {
      const longer = new Map([...plan, ...enoughOf(members, cap)])
      if (!fits(longer)) continue
      plan = longer
      break
    }
  }
  return plan
}

/** Even the shortest entries are too many: one of each that binds and the skill, then section after section as many as fit. */
function fill(needed: readonly Section[], fits: Fits): Plan {
  let plan: Plan = new Map()
  for (const section of needed.filter(({ tier, id }) => tier === 'essential' || id === 'skill')) {
    const one = new Map(plan).set(section, { keep: 1, cap: SHORTEST })
    if (fits(one)) plan = one
  }
  for (const section of needed) plan = withMost(section, SHORTEST, plan, fits)
  return plan
}

function addExtra(section: Section, plan: Plan, fits: Fits): Plan {
  for (const cap of CAPS.filter(length => length >= EXTRA_SHORTEST)) {
    const longer = new Map(plan).set(section, { keep: section.items.length, cap })
    if (fits(longer)) return longer
  }
  return withMost(section, EXTRA_SHORTEST, plan, fits)
}

/** Shows as many entries of a section as fit, never fewer than the plan shows already. */
function withMost(section: Section, cap: number, plan: Plan, fits: Fits): Plan {
  const start = plan.get(section)?.keep ?? 0
  let [low, high] = [start, section.items.length]
  while (low < high) {
    const keep = Math.ceil((low + high) / 2)
    if (fits(new Map(plan).set(section, { keep, cap }))) low = keep
    else high = keep - 1
  }
  return low === start ? plan : new Map(plan).set(section, { keep: low, cap })
}
