import type { Place } from '../finding.ts'
import type { State } from '../types.ts'
import { perDocument } from './per-document.ts'

/** Some of the state may be wrong or missing; the schema rule says so, other rules read what is there. */
export type Loose<T> = T extends (infer Item)[]
  ? Loose<Item>[]
  : T extends object
    ? { [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T

export interface StateView {
  value: Loose<State>
  /** Place in the document of the value at a JSON pointer. */
  place(pointer: string): Place
}

/** The state of section 1.20 when it parses to an object; null otherwise, which other rules report. */
export const stateOf = perDocument((document): StateView | null => {
  const state = document.state
  if (!state || state.yaml.issues.length > 0 || !isRecord(state.yaml.value)) return null
  return {
    value: state.yaml.value as Loose<State>,
    place(pointer) {
      // most places are never reported, and the first one asks for those of the whole block
      return {
        get start() {
          return state.fence.at(state.yaml.placeOf(pointer).start)
        },
        get end() {
          return state.fence.at(state.yaml.placeOf(pointer).end)
        },
      }
    },
  }
})

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list of records at a dotted path (`todos.explicit`), each with its JSON pointer; what has another shape is left out. */
export function records(view: StateView, path: string): { value: Record<string, unknown>; pointer: string }[] {
  const pointer = `/${path.replaceAll('.', '/')}`
  const found = valueAt(view.value, path)
  if (!Array.isArray(found)) return []
  return found.flatMap((value, index) => (isRecord(value) ? [{ value, pointer: `${pointer}/${index}` }] : []))
}

export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
}

/** The string at a dotted path, or null. */
export function stringAt(value: unknown, path: string): string | null {
  const found = valueAt(value, path)
  return typeof found === 'string' && found !== '' ? found : null
}
