/** The phases and steps of the plan documents that the session worked with, and what is ticked in them. */
import type { Evidence } from '../core/lint/rule.ts'
import { localPath } from './_trace.ts'

export interface Unit {
  /** `phase`, `step`, `task`, `stage`, `milestone`. */
  noun: string
  number: number
  path: string
  line: number
  boxes: number
  ticked: number
}

export interface Plan {
  path: string
  units: Unit[]
  boxes: number
  ticked: number
  /** Boxes are ticked as work goes on, so that an empty one tells something. */
  kept: boolean
}

const HEADING = /^#{1,6}\s+(?:\W{0,3})(phase|step|task|stage|milestone)\s+(\d{1,3})\b/i
const BOX = /^\s*(?:[-*+]|\d{1,3}[.)])\s+\[([ xX])\]\s*(.*)$/
const NUMBERED_BOX = /^(?:\*\*)?(?:(phase|step|task|stage|milestone)\s+(\d{1,3})\b|(\d{1,3})[.):]\s)/i

const MAX_LINES = 5000

export function plansOf(evidence: Evidence): Plan[] {
  return (evidence.session?.planDocs ?? []).slice(0, 20).flatMap(({ path, actions }) => {
    const local = localPath(path, evidence)
    const text = evidence.world?.readFile(local)
    return typeof text === 'string' ? [readPlan(local, text, actions.includes('write'))] : []
  })
}

function readPlan(path: string, text: string, written: boolean): Plan {
  const units: Unit[] = []
  let boxes = 0
  let ticked = 0
  let under: Unit | null = null
  for (const [index, line] of text.split('\n').slice(0, MAX_LINES).entries()) {
    const heading = HEADING.exec(line)
    if (heading) {
      under = unit(heading[1]!, Number(heading[2]), path, index)
      units.push(under)
      continue
    }
    if (/^##? /.test(line)) under = null
    const box = BOX.exec(line)
    if (!box) continue
    const done = box[1] !== ' ' ? 1 : 0
    boxes += 1
    ticked += done
    if (under) {
      under.boxes += 1
      under.ticked += done
    }
    const numbered = NUMBERED_BOX.exec(box[2]!) ?? (/^\s*\d/.test(line) ? /^\s*()()(\d{1,3})/.exec(line) : null)
    if (numbered)
      units.push({
        ...unit(numbered[1] || 'step', Number(numbered[2] || numbered[3]), path, index),
        boxes: 1,
        ticked: done,
      })
  }
  return { path, units, boxes, ticked, kept: ticked > 0 && written }
}

const unit = (noun: string, number: number, path: string, index: number): Unit => ({
  noun: noun.toLowerCase(),
  number,
  path,
  line: index + 1,
  boxes: 0,
  ticked: 0,
})
