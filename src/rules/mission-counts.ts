import { missionOf, statusLines } from '../core/lint/mission.ts'
import { defineRule } from '../core/lint/rule.ts'
import { mission } from './_mission.ts'
import { session } from './_session.ts'

const todo = (id: string, status: 'completed' | 'in_progress' | 'blocked' | 'pending') => ({
  id,
  content: `Task ${id}`,
  activeForm: null,
  status,
  ref: id,
})
const evidence = {
  session: session({
    todos: [
      todo('1', 'completed'),
      todo('2', 'completed'),
      todo('3', 'completed'),
      todo('4', 'in_progress'),
      todo('5', 'blocked'),
      todo('6', 'blocked'),
    ],
  }),
}
const STATUS: Record<string, string> = {
  completed: 'completed',
  'in progress': 'in_progress',
  blocked: 'blocked',
  pending: 'pending',
}

export default defineRule({
  id: 'mission-counts',
  group: 'mission',
  tier: 'transcript',
  severity: 'error',
  summary: 'the status summary counts what the task list of the transcript holds',
  why: 'A task that is counted under the wrong status is done twice, or never.',
  enforces: ['mc-status'],
  kinds: ['mission'],
  examples: {
    ok: [{ text: mission(), evidence }],
    bad: [{ text: mission().replace('Completed: 3', 'Completed: 5'), evidence }],
  },
  check({ document, evidence: { session }, report }) {
    const section = missionOf(document).parts.get('Status Summary')
    if (!section || !session || session.todos.length === 0) return
    const blockedIsKnown = session.todos.some(entry => entry.status === 'blocked')
    for (const { status, count, place } of statusLines(document, section)) {
      const wanted = STATUS[status.toLowerCase()]
      if (!wanted || count === null) continue
      if (!blockedIsKnown && (wanted === 'blocked' || wanted === 'pending')) continue
      const real = session.todos.filter(entry => entry.status === wanted).length
      if (real !== count)
        report({ place, unexpected: `count of ${count} for \`${status}\``, expected: `${real}, as in the transcript` })
    }
  },
})
