import type { Place } from '../finding.ts'
import { type Call, callsIn } from './calls.ts'
import { type JsonDocument, parseJson } from './json.ts'
import { perDocument } from './per-document.ts'
import { isRecord } from './state.ts'

/** Statuses that TodoWrite knows. */
export const TODO_STATUSES = ['pending', 'in_progress', 'completed'] as const

export interface TodoList {
  call: Call
  json: JsonDocument
  /** Items as they stand, whatever their shape; empty when the JSON is broken. */
  items: { value: unknown; pointer: string; place: Place }[]
  /** Place in the document of a JSON pointer. */
  place(pointer: string): Place
}

/** The list that 0.3 restores, or null when there is no call with a list. */
export const todoList = perDocument((document): TodoList | null => {
  const call = callsIn(document, '0.3', 'TodoWrite')[0]
  const arg = call?.args[0]
  if (!arg) return null
  const json = parseJson(arg.value)
  const place = (pointer: string): Place => {
    const { start, end } = json.placeOf(pointer)
    return { start: arg.at(start), end: arg.at(end) }
  }
  const { list, pointer } = listOf(json.value)
  const items = list.map((value, index) => {
    const at = `${pointer}/${index}`
    return { value, pointer: at, place: place(at) }
  })
  return { call, json, place, items }
})

/** TodoWrite takes the list itself, or an object with the list under `todos`. */
function listOf(value: unknown): { list: unknown[]; pointer: string } {
  if (isRecord(value) && Array.isArray(value.todos)) return { list: value.todos, pointer: '/todos' }
  return { list: Array.isArray(value) ? value : [], pointer: '' }
}
