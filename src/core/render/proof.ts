import { slot } from '../document.ts'
import { count } from '../text.ts'
import type { State } from '../types.ts'
import { code, fence, inline, list, plain, table } from './escape.ts'

const FILES = 25
/** Files nobody could look at say little. */
const UNSEEN = 10
const CHECKS = 8
const RAN = 5

/** Sections that say what was verified and what must be. */
export const proof: Record<string, (state: State) => string[]> = {
  '1.11': () => [
    slot(
      'two or three paragraphs: what happened, how the work was organised, what was hard, where it stands, what lists cannot say',
    ),
  ],
  '1.12': state => [
    fileTable(state),
    `**Verification Commands Run:**`,
    ran(state),
    `**Discrepancies:** ${discrepancies(state)}`,
  ],
  '1.13': state => [checklist(state), 'Structural: see 1.21. Nothing is complete before its check has passed.'],
  '1.18': state => [
    table(
      ['Gate', 'Status', 'Evidence', 'Skip?'],
      state.quality_gates.map(({ name, status, evidence, can_skip }) => [
        inline(name, 160),
        status,
        inline(evidence ?? '', 160),
        can_skip ? 'Yes' : 'No',
      ]),
      'no gate on record',
    ),
    'PASSED need not run again while no file changes; RECHECK, FAILED and PENDING must pass first.',
  ],
  '1.21': state => [list(definitionOfDone(state))],
}

function fileTable(state: State): string {
  const { files } = state.artifacts
  const telling = files.filter(file => file.status !== 'match')
  const seen = files.some(file => file.status !== null)
  const shown = [...telling, ...files.filter(file => file.status === 'match')].slice(seen ? 0 : -UNSEEN).slice(0, FILES)
  const rows = shown.map(({ path, expected, actual, status }) => [
    code(path),
    inline(expected ?? '', 160) || slot('what the plan asks for'),
    inline(actual ?? '', 160),
    status === null ? '-' : STATUS[status],
  ])
  const left = files.length - shown.length
  const more = left > 0 ? `\n\n${count(left, 'more file')} in \`artifacts.files\` of 1.20.` : ''
  return table(['Path', 'Expected (per plan)', 'Actual', 'Status'], rows, 'no file was changed') + more
}

const STATUS = { match: 'Match', partial: 'Partial', missing: 'Missing' } as const

function ran(state: State): string {
  const results = state.artifacts.verification_results.slice(-RAN)
  if (results.length === 0) return 'None on record.'
  return fence(
    'bash',
    results.map(({ command, actual }) => `${plain(command, 200)} # Result: ${plain(actual ?? 'unknown', 240)}`),
  )
}

function discrepancies(state: State): string {
  const missing = state.artifacts.files
    .filter(file => file.status === 'missing')
    .map(file => `${code(file.path)} is missing`)
  const back = state.artifacts.files.filter(file => file.status === 'partial').map(file => `${code(file.path)} differs`)
  const found = [...missing, ...back].slice(0, 20)
  return `${found.length > 0 ? `${found.join(', ')}. ` : ''}${slot('where files differ from the plan or from what was said, or "none"')}`
}

function checklist(state: State): string {
  const open = state.todos.explicit.filter(todo => todo.status !== 'completed')
  const todos = open.map(({ id, content, verification }) => [
    `${inline(id, 40)}: ${inline(content, 120)}`,
    verification ? code(verification, 300) : slot('command that shows it is done'),
    'succeeds',
    'not run',
  ])
  const checks = state.artifacts.verification_results
    .slice(-CHECKS)
    .map(({ command, expected, actual }) => [
      'all',
      code(command, 200),
      inline(expected ?? '', 160),
      inline(actual ?? '', 160),
    ])
  return table(['Task', 'Command', 'Expected', 'Actual'], [...todos, ...checks], 'nothing to check')
}

function definitionOfDone(state: State): string[] {
  const open = state.todos.explicit.filter(todo => todo.status !== 'completed').length
  const gates = state.quality_gates.filter(gate => gate.status !== 'PASSED')
  return [
    ...(open > 0 ? [`[ ] The ${count(open, 'open todo')} of 1.8 ${open === 1 ? 'is' : 'are'} completed`] : []),
    ...gates.slice(-6).map(gate => `[ ] ${inline(gate.name, 160)} passes`),
    `[ ] ${slot('what must work in the end, and the command or look that shows it')}`,
    '[ ] All checks of 1.13 pass',
    '[ ] The user approved',
  ]
}
