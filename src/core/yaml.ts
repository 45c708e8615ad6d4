/** The only file that names a YAML library. Reads with positions, writes with the key order it is given. */
import {
  CORE_SCHEMA,
  constructFromEvents,
  dump,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from 'js-yaml'
import type { Place } from './finding.ts'

export interface YamlIssue {
  message: string
  place: Place
}

export interface YamlDocument {
  /** undefined when there are issues or the text is empty. */
  value: unknown
  issues: YamlIssue[]
  /** Where the value at a JSON pointer (`/todos/explicit/0`) stands; the nearest parent when it is missing. Offsets of the text given. */
  placeOf(pointer: string): Place
}

/** YAML 1.2 core schema: `no` and dates stay strings; no custom tags, so nothing can be constructed but plain data. */
export function parseYaml(text: string): YamlDocument {
  try {
    const events = parseEvents(text, {})
    const documents = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxTotalMergeKeys: 0 })
    if (documents.length > 1)
      return broken('several YAML documents in one block', { start: 0, end: Math.min(3, text.length) })
    let places: Map<string, Place> | undefined
    return {
      value: documents[0],
      issues: [],
      placeOf(pointer) {
        places ??= locate(text, events)
        for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
          const place = places.get(at)
          if (place || at === '') return place ?? { start: 0, end: 0 }
        }
      },
    }
  } catch (error) {
    if (!(error instanceof YAMLException))
      return broken(error instanceof Error ? error.message : String(error), { start: 0, end: 0 })
    const start = Math.min(error.mark?.position ?? 0, text.length)
    return broken(error.reason, { start, end: Math.min(start + 1, text.length) })
  }
}

function broken(message: string, place: Place): YamlDocument {
  return { value: undefined, issues: [{ message, place }], placeOf: () => ({ start: 0, end: 0 }) }
}

interface Frame {
  pointer: string
  kind: 'map' | 'list' | 'document'
  index: number
  /** Key just read, waiting for its value. */
  key: { name: string; place: Place } | null
}

function locate(text: string, events: readonly Event[]): Map<string, Place> {
  const places = new Map<string, Place>()
  const stack: Frame[] = []
  const enter = (place: Place): string => {
    const top = stack.at(-1)
    if (!top || top.kind === 'document') {
      places.set('', place)
      return ''
    }
    const name = top.kind === 'list' ? String(top.index++) : (top.key?.name ?? '?')
    const pointer = `${top.pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`
    places.set(pointer, top.key ? { start: top.key.place.start, end: Math.max(place.end, top.key.place.end) } : place)
    top.key = null
    return pointer
  }
  for (const event of events) {
    if (event.type === EVENT_ID.POP) stack.pop()
    else if (event.type === EVENT_ID.DOCUMENT) stack.push({ pointer: '', kind: 'document', index: 0, key: null })
    else if (event.type === EVENT_ID.SCALAR) {
      const place = { start: Math.max(0, event.valueStart), end: Math.max(0, event.valueEnd) }
      const top = stack.at(-1)
      if (top?.kind === 'map' && !top.key) top.key = { name: getScalarValue(text, event), place }
      else enter(place)
    } else if (event.type === EVENT_ID.ALIAS) {
      enter({ start: 0, end: 0 })
    } else {
      const place = { start: event.start, end: event.start + 1 }
      const pointer = enter(place)
      stack.push({ pointer, kind: event.type === EVENT_ID.SEQUENCE ? 'list' : 'map', index: 0, key: null })
    }
  }
  return places
}

/** Writes plain data as YAML in the order of its keys; long texts stay on one line, so that a diff shows one change per line. */
export function stringifyYaml(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true, quoteStyle: 'double' })
}
