import type { State } from '../types.ts'
import { isRecord, record } from './problem.ts'

/** No empty value exists: the key must be given, or may be absent; it stands here for its place in the order. */
const GIVEN = Symbol('given')

/** A list whose items are completed with a shape of their own. */
interface Items {
  items: Shape
}
type Fallback = null | string | number | boolean | readonly never[] | typeof GIVEN | Items | Shape
interface Shape {
  readonly [key: string]: Fallback | ((index: number, siblings: readonly unknown[]) => Fallback)
}

const each = (items: Shape): Items => ({ items })
const position = (index: number) => index + 1

/** The position as an id, or the next number that no other entry has. */
function freeId(index: number, siblings: readonly unknown[]): string {
  const taken = new Set(siblings.map(entry => (isRecord(entry) ? entry.id : undefined)))
  let id = position(index)
  while (taken.has(String(id))) id += 1
  return String(id)
}

const SKILL_STACK = each({
  name: GIVEN,
  parent: null,
  phase: null,
  step: null,
  iteration: null,
  resume_command: null,
  constraints: { forbidden: [], required: [] },
})

/** The keys of section 1.20 in its order, with what stands for a key nobody filled in. */
const STATE: Shape = {
  format_version: '3.0',
  mode: 'manual',
  project_path: GIVEN,
  project_encoded: GIVEN,
  session_id: null,
  timestamp: GIVEN,
  compaction_count: 0,
  identity: { persona: null, mode: 'none', mode_context: GIVEN, role: 'hybrid' },
  skill_stack: SKILL_STACK,
  subagents: each({
    id: GIVEN,
    persona: null,
    prompt_summary: null,
    task: null,
    status: 'pending',
    worktree: null,
    output_summary: null,
    blockers: [],
    skill_stack: SKILL_STACK,
  }),
  workflow: { pattern: 'single-threaded', details: null, waiting_for: [] },
  goals: { ultimate: null, current_phase: null, main_task: null, delegated_summary: null },
  todos: {
    explicit: each({
      id: freeId,
      content: GIVEN,
      status: 'pending',
      priority: null,
      verification: null,
      delegated_to: null,
    }),
    implicit: [],
    blockers: [],
  },
  documents: {
    design: each({ path: GIVEN, status: null, focus_sections: [] }),
    impl: each({ path: GIVEN, status: null, current_position: null, focus_sections: [] }),
    must_read: each({ path: GIVEN, why: null, priority: position }),
  },
  decisions: {
    binding: each({ decision: GIVEN, rationale: null, binding: 'SESSION' }),
    technical: each({ decision: GIVEN, rationale: null }),
  },
  conversation: {
    user_messages: each({ content: GIVEN, type: 'request', timestamp: null }),
    corrections: each({ original: null, correction: GIVEN, lesson: null }),
    errors: each({ error: GIVEN, fix: null, user_feedback: null }),
  },
  artifacts: {
    files: each({ path: GIVEN, expected: null, actual: null, status: null }),
    verification_results: each({ command: GIVEN, expected: null, actual: null, passed: null }),
  },
  quality_gates: each({ name: GIVEN, status: 'PENDING', evidence: null, can_skip: false }),
  environment: {
    git_branch: null,
    git_status: null,
    worktrees: each({ path: GIVEN, branch: null, purpose: null, assigned_to: null }),
  },
  recovery: { checkpoints: each({ name: GIVEN, git_ref: null, scope: null, command: null }) },
}

export interface Origin {
  /** Absolute project root, used when the state names none. */
  project: string
  session?: string | null
  /** ISO 8601. */
  timestamp: string
}

/** `project_path` without its leading slash, every other slash a dash (section 1.9). */
export function encodeProject(path: string): string {
  return path.replace(/^[\\/]+/, '').replace(/[\\/:]+/g, '-') || '-'
}

/**
 * Fills missing keys with empty values and puts all of them in the order of section 1.20. A key left empty in YAML (null where a
 * list, an object or a word belongs) counts as missing. What has the wrong type is left alone, for validation to name.
 */
export function completeState(value: Record<string, unknown>, origin: Origin): State {
  const project = value.project_path ?? origin.project
  const given = {
    project_path: project,
    project_encoded: typeof project === 'string' ? encodeProject(project) : GIVEN,
    session_id: value.session_id === null ? null : (origin.session ?? null),
    timestamp: origin.timestamp,
  }
  return fillObject(value, { ...STATE, ...given } as unknown as Shape) as unknown as State
}

/** A state that holds nothing yet. */
export const emptyState = (origin: Origin): State => completeState({}, origin)

function fillObject(
  value: Record<string, unknown>,
  shape: Shape,
  index = 0,
  siblings: readonly unknown[] = [],
): Record<string, unknown> {
  const own = new Map(Object.entries(value))
  const ordered: [string, unknown][] = []
  for (const [key, entry] of Object.entries(shape)) {
    const filled = fill(own.get(key), typeof entry === 'function' ? entry(index, siblings) : entry)
    if (filled !== undefined) ordered.push([key, filled])
    own.delete(key)
  }
  return record([...ordered, ...own])
}

function fill(value: unknown, fallback: Fallback): unknown {
  if (fallback === GIVEN) return value
  const missing = value === undefined || value === null
  if (Array.isArray(fallback)) return missing ? [] : value
  if (typeof fallback !== 'object' || fallback === null) return missing ? fallback : value
  if (isItems(fallback)) {
    if (!Array.isArray(value)) return missing ? [] : value
    const done: unknown[] = [...value]
    for (const [index, item] of value.entries())
      if (isRecord(item)) done[index] = fillObject(item, fallback.items, index, done)
    return done
  }
  if (missing) return fillObject({}, fallback as Shape)
  return isRecord(value) ? fillObject(value, fallback as Shape) : value
}

const isItems = (fallback: object): fallback is Items => 'items' in fallback
