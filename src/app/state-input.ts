import { parseDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import { loadParser } from '../core/markdown.ts'
import { isRecord } from '../core/state/problem.ts'
import { parseYaml, type YamlDocument } from '../core/yaml.ts'

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
    return checked(whole, text, 0, name)
  const block = parseDocument(text, await loadParser(), { name }).state
  if (!block) throw new UserError(`${name} has no YAML in section 1.20`, HELP)
  return checked(block.yaml, text, block.fence.valueStart, name)
}

const beforeFence = (text: string) => text.slice(0, text.search(/^(?:`{3}|~{3})/m) >>> 0)

function checked(yaml: YamlDocument, text: string, start: number, name: string): unknown {
  const issue = yaml.issues[0]
  if (!issue) return yaml.value
  const line = text.slice(0, start + issue.place.start).split('\n').length
  throw new UserError(`${name}:${line}: the YAML cannot be read: ${issue.message}`, 'correct it and save again')
}
