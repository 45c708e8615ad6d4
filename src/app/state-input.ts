import { parseDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import type { Place } from '../core/finding.ts'
import { loadParser } from '../core/markdown.ts'
import { parse } from '../core/parse.ts'
import { isRecord } from '../core/state/problem.ts'
import { parseYaml } from '../core/yaml.ts'

const HELP = 'give a state as JSON, as YAML, or a handoff document with section 1.20'

/** Reads a state from JSON, YAML, or a handoff in Markdown (its section 1.20). */
export async function readStateText(text: string, name: string): Promise<Record<string, unknown>> {
  const value = text.trimStart().startsWith('{') ? fromJson(text, name) : await fromYaml(text, name)
  if (!isRecord(value)) throw new UserError(`${name} holds no state`, HELP)
  return value
}

function fromJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(`${name} is not valid JSON: ${(error as Error).message}`, 'correct it and save again')
  }
}

/** Pure YAML is tried first: its comments look like headings, and its texts may hold fences. */
async function fromYaml(text: string, name: string): Promise<unknown> {
  const whole = parseYaml(text)
  if (isRecord(whole.value)) return whole.value
  if (!/^(?:#{1,6} |`{3}|~{3})/m.test(text) || /^(?:format_version|project_path|identity):/m.test(beforeFence(text)))
    return whole.issues[0] ? unreadable(whole.issues[0], text, name) : whole.value
  const { value, issues } = parse(parseDocument(text, await loadParser(), { name }))
  return value === undefined && issues[0] ? unreadable(issues[0], text, name) : value
}

const beforeFence = (text: string) => text.slice(0, text.search(/^(?:`{3}|~{3})/m) >>> 0)

function unreadable({ message, place }: { message: string; place: Place }, text: string, name: string): never {
  const line = text.slice(0, place.start).split('\n').length
  throw new UserError(`${name}:${line}: ${message}`, HELP)
}
