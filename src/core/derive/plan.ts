import { line } from './clean.ts'
import type { PlanKind, PlanStatus, PlanText } from './context.ts'

const DESIGN_NAME =
  /(?:^|[-_./ ])(?:design|spec|specification|prd|rfc|adr|architecture|requirements|brainstorm(?:ing)?|proposal|direction|vision|context|research)(?:[-_. ]|$)/i
const IMPL_NAME =
  /(?:^|[-_./ ])(?:impl|implementation|plan|tasks?|todos?|roadmap|milestones?|phases?)(?:[-_. 0-9a-z]|$)/i

/** Design by the last name hint in the file name; without one by the content: tasks and checkboxes make a plan. */
export function planKind(path: string, text = ''): PlanKind {
  const name = path.split(/[\\/]/).at(-1) ?? path
  const design = DESIGN_NAME.test(name)
  const impl = IMPL_NAME.test(name)
  if (design !== impl) return design ? 'design' : 'impl'
  if (design && impl) return /(?:plan|impl|tasks?)[^a-z]*\.md$/i.test(name) ? 'impl' : 'design'
  if (/^\s*[-*] \[[ xX]\] /m.test(text) || /^#{1,6} (?:task|phase|step)\b/im.test(text)) return 'impl'
  return /^#{1,6} .{0,80}\b(?:design|architecture|non-goals|requirements)\b/im.test(text) ? 'design' : 'impl'
}

/** Reads a plan's own account of itself: headings, checkboxes, a status line near the top. */
export function readPlan(path: string, text: string): PlanText {
  const sections = countBoxes(text)
  const boxes = sections.reduce((sum, section) => sum + section.open + section.done, 0)
  const checked = sections.reduce((sum, section) => sum + section.done, 0)
  return {
    kind: planKind(path, text),
    status: statedStatus(text) ?? (checked > 0 && checked < boxes ? 'IN_PROGRESS' : null),
    boxes,
    checked,
    completed: sections.filter(section => section.done > 0 && section.open === 0).map(section => section.title),
    remaining: sections.filter(section => section.open > 0).map(section => section.title),
  }
}

interface PlanSection {
  title: string
  open: number
  done: number
}

function countBoxes(text: string): PlanSection[] {
  const sections: PlanSection[] = [{ title: 'top', open: 0, done: 0 }]
  let fence: string | null = null
  for (const row of text.split('\n')) {
    const marker = /^\s{0,3}(`{3,}|~{3,})/.exec(row)?.[1]
    if (marker && (fence === null || marker.startsWith(fence))) fence = fence === null ? marker : null
    if (marker || fence !== null) continue
    const heading = /^#{1,6}\s+(.{1,500})/.exec(row)?.[1]
    const box = /^\s*(?:[-*+]|\d{1,4}[.)])\s+\[([ xX])\]\s/.exec(row)?.[1]
    if (heading) sections.push({ title: line(heading.replace(/\s#+\s*$/, ''), 200) || 'untitled', open: 0, done: 0 })
    else if (box) sections.at(-1)![box === ' ' ? 'open' : 'done'] += 1
  }
  return sections
}

const STATUS_WORDS: [RegExp, PlanStatus][] = [
  [/^(?:draft|proposed|proposal|wip|review|in review)\b/i, 'DRAFT'],
  [/^(?:approved|accepted|final|ready|agreed|done|complete|completed|implemented)\b/i, 'APPROVED'],
  [/^(?:in[ _-]?progress|implementing|active|started|ongoing)\b/i, 'IN_PROGRESS'],
]

function statedStatus(text: string): PlanStatus | null {
  const head = text.split('\n', 40)
  for (const row of head) {
    const stated = /^[\s>*_-]*status[*_]*\s*:[\s*_`"']*([a-z _-]{2,20})/i.exec(row)?.[1]?.trim()
    const known = stated && STATUS_WORDS.find(([words]) => words.test(stated))
    if (known) return known[1]
  }
  return null
}
