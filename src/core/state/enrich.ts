import type { State } from '../types.ts'
import { identityOf } from './identity.ts'
import { isRecord } from './problem.ts'

/**
 * A state read from the transcript, with the judgement an earlier save of the same session holds: facts come from the transcript,
 * what it cannot say (null, empty, unlisted) stays as it was. What the transcript shows to be superseded goes. Pure.
 */
export function enrich(before: State, derived: State): State {
  const superseded = derived.x_midstride?.superseded ?? []
  const again = new Set(derived.decisions.binding.map(({ decision }) => decision))
  const gone = new Set(superseded.map(({ was }) => was).filter(was => !again.has(was)))
  const goal = derived.goals.ultimate
  const newGoal = superseded.some(
    ({ superseded_by, at }) => superseded_by === goal && at != null && at > before.timestamp,
  )
  const judged = before.mode !== 'auto'
  return {
    ...derived,
    mode: before.mode,
    identity: {
      ...fill(before.identity, derived.identity),
      mode: derived.identity.mode === 'none' ? before.identity.mode : derived.identity.mode,
      role: judged ? before.identity.role : derived.identity.role,
    },
    skill_stack: facts(before.skill_stack, derived.skill_stack, '/skill_stack'),
    subagents: facts(before.subagents, derived.subagents, '/subagents'),
    workflow: {
      ...fill(before.workflow, derived.workflow),
      pattern: judged ? before.workflow.pattern : derived.workflow.pattern,
    },
    goals: {
      ...fill(before.goals, derived.goals),
      ultimate: newGoal ? goal : (before.goals.ultimate ?? goal),
    },
    todos: {
      explicit: facts(before.todos.explicit, derived.todos.explicit, '/todos/explicit'),
      implicit: union(before.todos.implicit, derived.todos.implicit, '/todos/implicit'),
      blockers: union(before.todos.blockers, derived.todos.blockers, '/todos/blockers'),
    },
    documents: {
      design: union(before.documents.design, derived.documents.design, '/documents/design'),
      impl: union(before.documents.impl, derived.documents.impl, '/documents/impl'),
      must_read: union(before.documents.must_read, derived.documents.must_read, '/documents/must_read'),
    },
    decisions: {
      binding: standing(union(before.decisions.binding, derived.decisions.binding, '/decisions/binding'), gone),
      technical: standing(union(before.decisions.technical, derived.decisions.technical, '/decisions/technical'), gone),
    },
    conversation: {
      user_messages: facts(
        before.conversation.user_messages,
        derived.conversation.user_messages,
        '/conversation/user_messages',
      ),
      corrections: union(
        before.conversation.corrections,
        derived.conversation.corrections,
        '/conversation/corrections',
      ),
      errors: facts(before.conversation.errors, derived.conversation.errors, '/conversation/errors'),
    },
    artifacts: {
      files: facts(before.artifacts.files, derived.artifacts.files, '/artifacts/files'),
      verification_results: facts(
        before.artifacts.verification_results,
        derived.artifacts.verification_results,
        '/artifacts/verification_results',
      ),
    },
    quality_gates: union(before.quality_gates, derived.quality_gates, '/quality_gates'),
    recovery: {
      checkpoints: union(before.recovery.checkpoints, derived.recovery.checkpoints, '/recovery/checkpoints'),
    },
  }
}

const standing = <T extends { decision: string }>(decisions: T[], gone: ReadonlySet<string>): T[] =>
  decisions.filter(({ decision }) => !gone.has(decision))

const isOpen = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

/** The newer value, key by key; where it says nothing the older one's. */
function fill<T>(older: T, newer: T): T {
  if (!isRecord(older) || !isRecord(newer)) return isOpen(newer) ? older : newer
  const result: Record<string, unknown> = { ...newer }
  for (const [key, value] of Object.entries(older)) result[key] = fill(value, newer[key])
  return result as T
}

/** The transcript knows the whole list: its entries, with details of the older ones. It is empty: the older list. */
function facts<T>(older: readonly T[], newer: readonly T[], pointer: string): T[] {
  return newer.length === 0 ? [...older] : filled(older, newer, pointer)
}

function filled<T>(older: readonly T[], newer: readonly T[], pointer: string): T[] {
  const known = new Map(older.map(entry => [identityOf(entry, pointer), entry]))
  return newer.map(entry => {
    const old = known.get(identityOf(entry, pointer))
    return old === undefined ? entry : fill(old, entry)
  })
}

/** Entries of either, each once; what both have is filled in. */
export function union<T>(older: readonly T[], newer: readonly T[], pointer: string): T[] {
  const added = new Set(newer.map(entry => identityOf(entry, pointer)))
  return [...older.filter(entry => !added.has(identityOf(entry, pointer))), ...filled(older, newer, pointer)]
}
