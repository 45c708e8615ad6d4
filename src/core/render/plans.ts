import { slot } from '../document.ts'
import type { State } from '../types.ts'
import { code, fence, inline, plain, table } from './escape.ts'
import { none, readCalls } from './section-0.ts'

type Plans = NonNullable<NonNullable<State['x_midstride']>['plans']>

export const planSections: Record<string, (state: State) => string[]> = {
  '1.9': state => {
    const { design, impl } = state.documents
    const found = design.length + impl.length > 0
    return [
      '#### Finding Planning Documents',
      searched(state),
      ...(found ? [] : [none('1.9')]),
      '#### Design Docs (ABSOLUTE paths required)',
      found ? designTable(state) : 'None.',
      '#### Implementation Plans (ABSOLUTE paths required)',
      found ? implTable(state) : 'None.',
      '#### Progress Per Doc',
      ...(found ? progress(state) : ['None.']),
    ]
  },
  '1.10': state => {
    if (state.documents.must_read.length === 0) return [none('1.10')]
    return [
      table(
        ['Priority', 'Path (ABSOLUTE)', 'Why', 'Focus Section'],
        state.documents.must_read.map(({ priority, path, why }) => [
          String(priority),
          code(path),
          inline(why ?? '', 200) || slot('what this document gives the next session'),
          inline(focusOf(state, path).join(', '), 200) || 'all',
        ]),
      ),
      'Before any work:',
      fence('', [
        ...readCalls(state, false),
        '# Take from them: current task, work that remains, how each task is verified.',
      ]),
    ]
  },
}

function searched(state: State): string {
  const roots = state.x_midstride?.plan_roots ?? []
  if (roots.length === 0)
    return 'The documents the session itself touched; run `midstride plans` to search the project.'
  return `Searched: ${roots.map(root => code(root)).join(', ')}, and the session itself.`
}

const planOf = (state: State, path: string): Plans[number] | undefined =>
  state.x_midstride?.plans?.find(plan => plan.path === path)

const priority = (state: State, path: string): string =>
  state.documents.must_read.some(entry => entry.path === path) ? 'HIGH' : 'MEDIUM'

function designTable(state: State): string {
  return table(
    ['Path', 'Purpose', 'Status', 'Re-Read Priority'],
    state.documents.design.map(({ path, status }) => [
      code(path),
      planOf(state, path)?.opened === false ? 'on disk, not opened in this session' : slot('what it defines'),
      status ?? slot('DRAFT, APPROVED or IN_PROGRESS'),
      priority(state, path),
    ]),
  )
}

function implTable(state: State): string {
  const [design] = state.documents.design.filter(({ path }) => planOf(state, path)?.opened !== false)
  return table(
    ['Path', 'From', 'Phase/Task', 'Tracking?'],
    state.documents.impl.map(({ path, current_position }) => [
      code(path),
      planOf(state, path)?.opened === false ? 'on disk, not opened in this session' : design ? code(design.path) : '-',
      inline(current_position ?? '', 200) || slot('phase and task reached'),
      (planOf(state, path)?.boxes ?? 0) > 0 ? 'Yes' : 'No',
    ]),
  )
}

function focusOf(state: State, path: string): string[] {
  const all = [...state.documents.design, ...state.documents.impl]
  return all.find(document => document.path === path)?.focus_sections ?? []
}

function progress(state: State): string[] {
  const opened = [...state.documents.impl, ...state.documents.design].filter(
    ({ path }) => planOf(state, path)?.opened !== false,
  )
  const tracked = opened.filter(({ path }) => (planOf(state, path)?.boxes ?? 0) > 0)
  const rows = tracked.slice(0, 10).map(({ path }) => {
    const { completed = [], remaining = [], checked = 0, boxes = 0 } = planOf(state, path)!
    return fence('', [
      `DOC: ${plain(path)}`,
      `Completed: ${names(completed)} (${checked} of ${boxes} boxes), In-progress: ${names(remaining.slice(0, 1))}, Remaining: ${names(remaining.slice(1))}`,
      `Discrepancies with todo: ${slot('where the todo list of 1.8 says something else, or "none"')}`,
    ])
  })
  const untracked = opened.length - tracked.length
  const rest =
    untracked > 0
      ? [`${untracked === 1 ? 'One document tracks' : `${untracked} documents track`} no progress with checkboxes.`]
      : []
  return rows.length + rest.length > 0 ? [...rows, ...rest, PRECEDENCE] : ['No document was opened in this session.']
}

const PRECEDENCE = 'Where plan and todo list differ, the plan says what there is to do, the list says when.'

const names = (headings: readonly string[]): string =>
  headings.length === 0
    ? 'none'
    : headings
        .slice(0, 12)
        .map(heading => plain(heading, 100))
        .join('; ') + (headings.length > 12 ? '; …' : '')
