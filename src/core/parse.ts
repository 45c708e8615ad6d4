import type { HandoffDocument } from './document.ts'
import type { Place } from './finding.ts'
import { fieldName } from './state/problem.ts'
import { validateState } from './state/validate.ts'
import type { State } from './types.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

export interface ParseIssue {
  message: string
  /** JSON pointer into the YAML; empty for the document as a whole. */
  pointer: string
  /** Offsets in the document. */
  place: Place
}

export interface Parsed {
  /** null unless the YAML of section 1.20 is there and passes the schema. */
  state: State | null
  /** What the YAML holds, valid or not; undefined when there is none or it cannot be read. */
  value: unknown
  issues: ParseIssue[]
}

const MISSING = 'there is no YAML block in section 1.20'

/** The state a handoff document carries, whoever wrote it: the YAML of section 1.20, or of the first block that names a format version. */
export function parse(document: HandoffDocument): Parsed {
  const source = findState(document)
  if (source === null) {
    const at = document.section('1.20')?.heading ?? { start: 0, end: 0 }
    return { state: null, value: undefined, issues: [{ message: MISSING, pointer: '', place: at }] }
  }
  const { yaml, start } = source
  const shift = ({ start: from, end }: Place): Place => ({ start: from + start, end: end + start })
  if (yaml.issues.length > 0) {
    const issues = yaml.issues.map(({ message, place }) => ({ message, pointer: '', place: shift(place) }))
    return { state: null, value: undefined, issues }
  }
  const issues = validateState(yaml.value).map(({ pointer, problem }) => ({
    message: `${fieldName(pointer)}: ${problem}`,
    pointer,
    place: shift(yaml.placeOf(pointer)),
  }))
  return { state: issues.length === 0 ? (yaml.value as State) : null, value: yaml.value, issues }
}

function findState(document: HandoffDocument): { yaml: YamlDocument; start: number } | null {
  if (document.state) return { yaml: document.state.yaml, start: document.state.fence.valueStart }
  const fence = document.fences.find(
    ({ lang, value }) => (lang === 'yaml' || lang === 'yml' || lang === null) && /^format_version\s*:/m.test(value),
  )
  return fence ? { yaml: parseYaml(fence.value), start: fence.valueStart } : null
}
