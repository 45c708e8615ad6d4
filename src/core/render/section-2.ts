import type { State } from '../types.ts'
import { fence, inline, plain, shellQuote } from './escape.ts'
import { position } from './position.ts'

/** The continuation protocol: what to do, in order, when the user says "continue". */
export const sectionTwo: Record<string, (state: State) => string[]> = {
  '2': () => ['The operation is running; you take it over. Section 0 first, if that has not been done.'],
  'Step 0': state => [fence('bash', smokeTest(state)), 'Another result: stop and find out why.'],
  'Step 0.5': () => [
    '**Not:** do delegated tasks · leave out the skill · ask what plan or 1.15 answers · call done what was not verified · pass a gate by · build on partial output.',
    '**But:** re-invoke the skill (1.14) · let it start its subagents · verify (1.13) · stop when verification fails · keep the pattern of 1.1.',
  ],
  'Step 1': state => [
    state.identity.persona
      ? `Take on the persona of 1.1: ${inline(state.identity.persona, 300)}.`
      : 'No persona is on record; take on the role of 1.1.2.',
  ],
  'Step 2': () => [
    'TodoWrite from 0.3, then add the implicit todos of 1.8. What is delegated stays on your list; look after its agent in Step 4 instead of doing it.',
  ],
  'Step 3': state => [
    state.skill_stack.length > 0
      ? 'Call what 1.14 says, arguments exactly as they stand, and let the skill lead. Check: is it active, at the right position, with its context?'
      : 'No skill was active: nothing to call.',
  ],
  'Step 3.5': () => [
    'Before any implementation: is the leading skill active? Is this the right task, not an earlier one? Is delegated what should be? Put right what is not.',
  ],
  'Step 4': state => subagentSteps(state),
  'Step 5': () => [
    'Run the commands of 1.13, compare with what is expected, look at the discrepancies of 1.12. A failure means: not complete (see 1.17).',
  ],
  'Step 6': state => [
    state.documents.impl.length + state.documents.design.length > 0
      ? 'Compare the documents of 1.9 with the todo list: the document is the whole, the list the present part. Check that finished sections are really there.'
      : 'No documents to reconcile with.',
  ],
  'Step 7': state => [
    state.documents.must_read.length > 0
      ? 'Make the Read calls of 1.10 now, unless 0.2 was done. Take from them position, remaining work and verification; the plan has the last word.'
      : 'No documents: go on. If the work turns out to follow a plan after all, search as 1.9 says.',
  ],
  'Step 8': state => [position(state), next(state)],
  'Step 9': () => ['Keep method, structure and workflow as they are: the user chose them.'],
}

function smokeTest(state: State): string[] {
  const place = state.x_midstride?.worktree ?? state.project_path
  const { git_status } = state.environment
  const changed = state.artifacts.files.filter(file => file.status === 'match' && file.actual === 'exists').at(-1)
  const critical = state.documents.must_read[0]?.path ?? changed?.path
  return [
    `pwd                              # Expected: ${plain(place)}`,
    ...(critical ? [`test -f ${shellQuote(critical)} && echo OK || echo MISSING`] : []),
    ...(git_status
      ? [`git status --porcelain | wc -l   # Expected: ~${git_status.replace('clean', '0').split(' ')[0]}`]
      : []),
  ]
}

function subagentSteps(state: State): string[] {
  const open = state.subagents.filter(agent => agent.status !== 'completed')
  if (open.length === 0) return ['Nothing is in flight; results of finished agents are in 1.1.']
  return [
    `In flight or unfinished: ${open
      .slice(0, 30)
      .map(agent => `${inline(agent.id)} (${agent.status})`)
      .join(', ')}.`,
    'Completed: take over its output. Running: let it run, go on with your own. Blocked: remove the blocker. Failed: start another with the same persona and prompt. Never do its work yourself.',
  ]
}

function next(state: State): string {
  const open = state.todos.explicit.filter(todo => todo.status !== 'completed')
  const first = open.find(todo => todo.status === 'in_progress') ?? open.find(todo => todo.status === 'pending')
  return first ? `Next: ${inline(first.content)}` : 'Next: nothing is on the list; see the last words above.'
}
