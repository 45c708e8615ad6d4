import { truncate } from '../core/text.ts'
import type { Session } from '../core/types.ts'
import type { EventKind, TimelineEvent } from './events.ts'
import { type Html, html, type Value } from './html.ts'
import { type Scale, scaleOf } from './scale.ts'

const WIDTH = 1000
const LEFT = 165
const RIGHT = 980
const LANE = 24
const TOP = 26
/** Agents with a lane of their own; more would be a picture of nothing but lanes. */
const MAX_AGENTS = 16

const LANES: readonly [name: string, kinds: readonly EventKind[]][] = [
  ['You', ['user', 'correction', 'answer']],
  ['Tools', ['tool']],
  ['Tests', ['passed', 'failed']],
  ['Commits', ['commit']],
]

/** The session at a glance: a lane for the user, tools, tests and commits, and one for each agent. */
export function strip(session: Session, events: readonly TimelineEvent[]): Value {
  if (events.length < 2) return null
  const scale = scaleOf(
    events.map(({ at }) => at),
    LEFT,
    RIGHT,
  )
  const lanes = LANES.filter(([, kinds]) => events.some(({ kind }) => kinds.includes(kind)))
  const agents = session.subagents.filter(({ startedAt }) => !Number.isNaN(Date.parse(startedAt ?? '')))
  const shown = agents.slice(0, MAX_AGENTS)
  const bottom = TOP + (lanes.length + shown.length) * LANE
  const last = events.at(-1)!.at
  const y = (lane: number): number => TOP + lane * LANE + LANE / 2
  const parts: Value[] = [
    scale.breaks.map(({ x, ms }) => mark(x, bottom, 'gap', rest(ms))),
    events
      .filter(({ kind }) => kind === 'compaction')
      .map(({ at }) => mark(scale.place(at), bottom, 'cut', 'compaction')),
    lanes.map(([name, kinds], lane) => [
      label(name, y(lane)),
      thinned(
        events.filter(({ kind }) => kinds.includes(kind)),
        scale,
      ).map(event => dot(event, scale.place(event.at), y(lane))),
    ]),
    shown.map((agent, index) => {
      const name = agent.description ?? agent.id
      const from = scale.place(Date.parse(agent.startedAt!))
      const ended = Date.parse(agent.endedAt ?? '')
      const to = scale.place(Number.isNaN(ended) ? last : ended)
      const row = y(lanes.length + index)
      return [
        label(name, row),
        html`<rect class="bar ${agent.status}" x="${fixed(from)}" y="${row - 5}" width="${fixed(Math.max(3, to - from))}" height="10" rx="3"><title>${`${name}: ${agent.status}`}</title></rect>`,
      ]
    }),
  ]
  const left = agents.length - shown.length
  return html`<div class="scroll" tabindex="0"><svg class="strip" viewBox="0 0 ${WIDTH} ${bottom + 22}" role="img" aria-label="${`The session from ${clock(events[0]!)} to ${clock(events.at(-1)!)}`}">${parts}<text class="axis" x="${LEFT}" y="${bottom + 16}">${clock(events[0]!)}</text><text class="axis end" x="${RIGHT}" y="${bottom + 16}">${clock(events.at(-1)!)}</text></svg></div>${left > 0 ? html`<p class="dim">${left} more agents are in the list only.</p>` : null}`
}

const clock = ({ time }: TimelineEvent): string => time.slice(0, 16).replace('T', ' ')

const fixed = (x: number): string => x.toFixed(1)

const label = (name: string, y: number): Html =>
  html`<text class="lane" x="${LEFT - 12}" y="${y + 4}">${truncate(name, 22)}<title>${name}</title></text>`

const dot = ({ kind, label: what, text }: TimelineEvent, x: number, y: number): Html =>
  html`<circle class="${kind}" cx="${fixed(x)}" cy="${y}" r="${kind === 'tool' ? 3 : 5}"><title>${`${what}: ${truncate(text, 120)}`}</title></circle>`

const mark = (x: number, bottom: number, kind: string, words: string): Html =>
  html`<line class="${kind}" x1="${fixed(x)}" x2="${fixed(x)}" y1="${TOP - 6}" y2="${bottom}"/><text class="axis middle" x="${fixed(x)}" y="${TOP - 12}">${words}</text>`

/** Dots of one kind that would cover each other become one. */
function thinned(events: readonly TimelineEvent[], scale: Scale): TimelineEvent[] {
  const drawn = new Set<string>()
  return events.filter(({ kind, at }) => {
    const key = `${kind} ${Math.round(scale.place(at) / 2)}`
    if (drawn.has(key)) return false
    drawn.add(key)
    return true
  })
}

const rest = (ms: number): string =>
  ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
