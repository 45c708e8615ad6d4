import { slot } from '../document.ts'
import type { SkillFrame, State } from '../types.ts'
import { code, fence, inline, plain, table } from './escape.ts'
import { none, skillCalls } from './section-0.ts'
import { stateToYaml } from './yaml.ts'

/** What keeps the next session on the same track: skills, decisions, authority, environment, machine-readable state. */
export const continuity: Record<string, (state: State) => string[]> = {
  '1.14': state => {
    const calls = skillCalls(state)
    if (calls.length === 0) return [none('0.1')]
    return [
      fence('', calls),
      'Call the outermost first; a nested skill is called by its parent. Where a skill knows no resume argument, tell it:',
      fence('', [`"${resumeWords(state)}"`]),
    ]
  },
  '1.15': state => [
    table(
      ['Decision', 'Rationale', 'Confirmed', 'Binding'],
      state.decisions.binding.map(({ decision, rationale, binding }) => [
        inline(decision, 600),
        inline(rationale ?? '', 400) || slot('why'),
        'Yes',
        binding,
      ]),
    ),
    'ABSOLUTE is never violated; SESSION is changed only after asking the user.',
  ],
  '1.16': () => [
    table(
      ['Source', 'Authority', 'Use For'],
      [
        ['Implementation Plan', 'HIGHEST', 'structure and tasks'],
        ['Actual Files', 'HIGH', 'present state'],
        ['Design Doc', 'MEDIUM', 'reasons'],
        ['Distilled Session', 'LOW', 'history'],
      ],
    ),
    'Where plan and file disagree, the file is wrong; where plan and this document disagree, the plan is right; what is not there is not done.',
  ],
  '1.17': () => [
    '**Incomplete:** a heading with nothing under it, TODO markers, a text that breaks off, subsections the plan names and the file lacks.',
    '**Corrupted:** a heading twice, a fence that never closes, content under the wrong heading.',
    'Do not build on either: go back to the last complete section, remove what follows, do it again.',
  ],
  '1.19': state => [environmentFence(state)],
  '1.20': state => [fence('yaml', [stateToYaml(state).trimEnd()])],
  '1.22': state => [
    table(
      ['Checkpoint', 'Git Ref', 'Scope', 'Recovery'],
      state.recovery.checkpoints
        .slice(-20)
        .map(({ name, git_ref, scope, command }) => [
          inline(name, 120),
          git_ref ? code(git_ref) : '-',
          inline(scope ?? '', 200),
          command ? code(command, 300) : '-',
        ]),
      'no commit in this session',
    ),
    'For corrupted state, unusable subagent output, or a gate that demands going back. Keep what is uncommitted first.',
  ],
  '1.23': state => {
    if (state.skill_stack.length === 0) return [none('0.1')]
    const frames = [...state.skill_stack].reverse()
    return frames.flatMap((frame, index) => [
      `**${inline(frame.name)}:**`,
      fence('', [
        ...(frame.resume_command ? [plain(frame.resume_command)] : []),
        ...(index === frames.length - 1 ? [reEntry(frame, state)] : []),
      ]),
    ])
  },
  '1.24': () => [table(['Mode', 'Prevention'], FAILURES)],
}

const FAILURES = [
  ['Section 0 skipped', 'carry out Section 0 before reading on'],
  ['Ad-hoc implementation', 'call the skill of 0.1 first; 0.4 asks for it'],
  ['Trust in stale state', 'run 1.13 before calling anything done'],
  ['Vague position', 'take it from 1.1, to the file and line'],
  ['Orchestrator implements', 'stop; 1.1.2 says what is yours'],
  ['Partial work accepted', 'look for the markers of 1.17; redo from the last complete section'],
  ['Quality gate bypassed', 'gates of 1.18 pass first, unless the user waives one'],
  ['Plan divergence', '1.16: the plan defines the structure'],
  ['Context bloat', '1.23: hand on paths, position and decisions only'],
  ['Checkpoint forgotten', '1.22: go back when verification fails badly'],
  ['Workflow abandoned', 'keep the pattern of 1.1'],
]

function resumeWords(state: State): string {
  const [top] = state.skill_stack
  const at = [top?.phase, top?.step].filter(Boolean).join(', ')
  const docs = [...state.documents.design, ...state.documents.impl].filter(({ path }) =>
    state.documents.must_read.some(entry => entry.path === path),
  )
  const done = state.todos.explicit.filter(todo => todo.status === 'completed').map(todo => todo.content)
  return [
    `Continue ${plain(top?.name ?? '')}${at ? ` at: ${plain(at, 200)}` : ''}.`,
    ...docs.slice(0, 4).map(({ path, status }) => `${plain(path)}${status ? ` is ${status}` : ''}.`),
    ...(done.length > 0 ? [`Completed: ${plain(done.join('; '), 300)}.`] : []),
    'Do not repeat what is completed, do not ask again what 1.15 answers.',
  ].join(' ')
}

function reEntry(frame: SkillFrame, state: State): string {
  const { explicit } = state.todos
  const open = explicit.filter(todo => todo.status !== 'completed')
  const next = open.find(todo => todo.status === 'in_progress') ?? open[0]
  const position = plain([frame.phase, frame.step].filter(Boolean).join(', '), 200) || 'not on record'
  const done = `${explicit.length - open.length} of ${explicit.length} todos completed`
  return `Context: ${done}. Position: ${position}. Next: ${next ? plain(next.content, 200) : 'nothing on the list'}. Decisions: 1.15. Do not re-run, do not re-ask.`
}

function environmentFence(state: State): string {
  const { git_branch, git_status, worktrees } = state.environment
  const head = state.x_midstride?.head
  return fence('bash', [
    `git branch --show-current   # Expected: ${plain(git_branch ?? 'unknown', 200)}`,
    ...(git_status ? [`git status --porcelain      # Expected: ${git_status}`] : []),
    ...(head ? [`git rev-parse HEAD          # Expected: ${plain(head)}`] : []),
    ...worktrees.slice(0, 20).map(({ path, branch, purpose, assigned_to }) => {
      const use = [purpose, assigned_to && `agent ${assigned_to}`].filter(Boolean).join(', ')
      return `# worktree ${plain(path)}: ${plain(branch ?? 'detached', 120)}${use ? `, ${plain(use, 160)}` : ''}`
    }),
  ])
}
