import { slot } from '../document.ts'
import { count } from '../text.ts'
import type { State, Subagent } from '../types.ts'
import { code, fence, gist, inline, list, plain, table } from './escape.ts'
import { position } from './position.ts'

const RESPONSIBILITIES: Record<State['identity']['role'], string> = {
  executor: 'does the work itself; nothing is delegated',
  hybrid: 'does part of the work itself and delegates the rest to the subagents below',
  orchestrator: 'delegates the work to the subagents below and wrote no file itself',
}

const ROLES: Record<State['identity']['role'], string> = {
  orchestrator:
    '**You are the orchestrator.** Call the skills, start and watch subagents, check their results against the plan, report. Edit no implementation file yourself: when you are about to, start a subagent or go back to the skill.',
  hybrid:
    '**You work and delegate.** Do your own todos; leave to a subagent what is marked as its task in 1.8 and below. Before taking over delegated work, find out how the agent stands (Step 4).',
  executor:
    '**You do the work yourself.** Nothing is delegated. Follow the plan and the skill; take no shortcut past their checks.',
}

const PATTERNS: [State['workflow']['pattern'], string][] = [
  ['single-threaded', 'Single-threaded'],
  ['sequential-delegation', 'Sequential delegation'],
  ['parallel-swarm', 'Parallel swarm'],
  ['hierarchical', 'Hierarchical'],
  ['iterative-review', 'Iterative review'],
]

/** Finished agents whose output the table shows; that of the others stands in 1.20 only. */
const AGENTS = 15

export const organisation: Record<string, (state: State) => string[]> = {
  '1.1': state => ['#### Main Chat Agent (You)', list(mainAgent(state))],
  '1.1.1': state => [
    table(
      ['Skill', 'Parent', 'Phase/Step', 'Resume Command'],
      state.skill_stack.map((frame, index) => [
        code(frame.name),
        frame.parent ? code(frame.parent) : 'user',
        inline([frame.phase, frame.step].filter(Boolean).join(', '), 120) ||
          (index === 0 ? slot('phase and step reached') : '-'),
        frame.resume_command ? code(frame.resume_command, 300) : '-',
      ]),
      'no active skill',
    ),
    ...(state.skill_stack.length > 0 ? [fence('', skillTree(state))] : []),
    ...calledSkills(state),
  ],
  '1.1.2': state => [
    ROLES[state.identity.role],
    '#### Active Subagent Hierarchy',
    ...hierarchy(state),
    '#### Workflow Pattern',
    `- ${PATTERNS.map(([pattern, label]) => `[${pattern === state.workflow.pattern ? 'x' : ' '}] ${label}`).join(' / ')}`,
    workflowDetails(state),
  ],
  '1.2': state => [
    list([
      `**Ultimate Goal:** ${inline(state.goals.ultimate ?? '', 600) || slot('what the user finally wants')}`,
      `**Current Phase:** ${inline(state.goals.current_phase ?? '', 300) || slot('milestone or stage of the work')}`,
      `**Your Active Task:** ${inline(state.goals.main_task ?? '', 600) || slot('what the main agent was doing last')}`,
      `**Subagents' Tasks:** ${inline(state.goals.delegated_summary ?? '', 1000) || 'nothing is in flight'}`,
    ]),
  ],
}

/** Skills that were called and are over. */
function calledSkills(state: State): string[] {
  const active = new Set(state.skill_stack.map(frame => frame.name))
  const over = (state.x_midstride?.skills_called ?? []).filter(name => !active.has(name))
  return over.length > 0 ? [`Called earlier in the session: ${over.map(name => code(name)).join(', ')}.`] : []
}

function mainAgent(state: State): string[] {
  const skills = state.skill_stack.map(frame => code(frame.name))
  return [
    `**Persona:** ${inline(state.identity.persona ?? '', 600) || 'none'}`,
    `**Responsibilities:** ${state.identity.role}: ${RESPONSIBILITIES[state.identity.role]}`,
    `**Skills/Commands:** ${skills.join(', ') || 'none'}`,
    `**Current Task:** ${inline(state.goals.main_task ?? '', 600) || slot('what the main agent was doing last')}`,
    `**Exact Position:** ${position(state)}`,
  ]
}

function skillTree(state: State): string[] {
  const frames = [...state.skill_stack].reverse()
  const rows = frames.map(({ name, phase, step }, depth) => {
    const at = [phase, step].filter(Boolean).join(', ')
    return `${depth === 0 ? '' : `${'      '.repeat(depth - 1)}  └── `}${plain(name)}${at ? ` (${plain(at, 120)})` : ''}`
  })
  const open = state.subagents.filter(agent => agent.status !== 'completed')
  const indent = '      '.repeat(frames.length - 1)
  return [
    ...rows,
    ...open
      .slice(0, 20)
      .map(agent => `${indent}  └── ${plain(agent.id)}: ${plain(agent.task ?? 'no task named', 120)}`),
  ]
}

function hierarchy(state: State): string[] {
  const open = state.subagents.filter(agent => agent.status !== 'completed')
  const telling = new Set([...open, ...state.subagents.filter(agent => agent.status === 'completed').slice(-AGENTS)])
  return [
    table(
      ['Agent ID', 'Persona', 'Task', 'Status', 'Output'],
      state.subagents.map(agent => [
        code(agent.id),
        inline(agent.persona ?? '', 80),
        inline(agent.task ?? '', 160),
        agent.status,
        telling.has(agent) ? gist(agent.output_summary ?? '', 120) : '-',
      ]),
      'no subagents',
    ),
    ...open.slice(0, 50).map(detail),
  ]
}

/** What is needed to go on with an agent or to put another in its place. */
function detail(agent: Subagent): string {
  return fence('', [
    `AGENT ${plain(agent.id)}: ${plain(agent.persona ?? 'no persona', 200)}`,
    `Original Prompt: ${plain(agent.prompt_summary ?? 'not on record', 1500)}`,
    `Scope: ${plain(agent.task ?? 'not on record', 300)}${agent.worktree ? `, in ${plain(agent.worktree)}` : ''}`,
    'Dependencies: none on record',
    `Status: ${agent.status}`,
    `Output/Blockers: ${plain([agent.output_summary ?? '', ...agent.blockers].filter(Boolean).join('; ') || 'none yet', 600)}`,
  ])
}

function workflowDetails(state: State): string {
  const { details, waiting_for } = state.workflow
  const waiting =
    waiting_for.length > 0 ? ` Waiting for: ${waiting_for.map(event => inline(event, 300)).join('; ')}` : ''
  const facts = details ? inline(details, 1000) : `One agent, ${count(state.skill_stack.length, 'active skill')}.`
  return `**Details:** ${facts}${waiting}`
}
