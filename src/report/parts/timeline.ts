import { count, oneLine, truncate } from '../../core/text.ts'
import { eventsOf, type TimelineEvent } from '../events.ts'
import { type Html, html } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, MAX_ROWS, none, type Part, when } from '../part.ts'
import { strip } from '../strip.ts'

/** Tool calls that are written out between two other events. */
const MAX_CALLS = 50

export function timeline({ session }: Facts): Part | null {
  if (!session) return null
  const events = eventsOf(session)
  if (events.length === 0)
    return { id: 'timeline', title: 'Timeline', body: none('Nothing in the transcript has a time.') }
  const rows = grouped(events)
  const left = rows.length - MAX_ROWS
  const body = html`${strip(session, events)}<ol class="timeline">${rows.slice(0, MAX_ROWS).map(row)}</ol>${left > 0 ? none(`${left} more are left out`) : null}`
  return { id: 'timeline', title: 'Timeline', count: events.length, body }
}

/** Tool calls that follow each other are one row. */
function grouped(events: readonly TimelineEvent[]): TimelineEvent[][] {
  const rows: TimelineEvent[][] = []
  for (const event of events) {
    const before = rows.at(-1)
    if (event.kind === 'tool' && before?.[0]?.kind === 'tool') before.push(event)
    else rows.push([event])
  }
  return rows
}

function row(events: readonly TimelineEvent[]): Html {
  const [first] = events as [TimelineEvent]
  if (events.length === 1) return html`<li class="${first.kind}">${when(first.time)} ${told(first)}</li>`
  const left = events.length - MAX_CALLS
  return html`<li class="tool">${when(first.time)} <details><summary>${count(events.length, 'tool call')}</summary><ul class="plain">${events
    .slice(0, MAX_CALLS)
    .map(event => html`<li>${told(event)}</li>`)}</ul>${left > 0 ? none(`${left} more`) : null}</details></li>`
}

const told = ({ kind, label, text }: TimelineEvent): Html =>
  html`${chip(kind, label)} <span class="${kind === 'tool' ? 'code' : 'said'}">${truncate(oneLine(text), 400)}</span>`
