import { maskDeep } from '../secrets.ts'
import { handoffSections, headingText } from '../sections.ts'
import type { State } from '../types.ts'
import { continuity } from './continuity.ts'
import { inline } from './escape.ts'
import { history } from './history.ts'
import { organisation } from './organisation.ts'
import { planSections } from './plans.ts'
import { proof } from './proof.ts'
import { sectionZero } from './section-0.ts'
import { sectionTwo } from './section-2.ts'
import { talk } from './talk.ts'

/** What stands in each section of the catalogue. */
const BODIES: Record<string, (state: State) => string[]> = {
  ...sectionZero,
  '1': () => [],
  ...organisation,
  ...history,
  ...planSections,
  ...proof,
  ...continuity,
  ...talk,
  ...sectionTwo,
}

/**
 * The whole handoff as Markdown: every section of the catalogue in its order, facts filled in, a slot wherever only judgement can answer.
 * Well-formed whatever the strings of the state hold; parsing it gives the same state back, with secrets masked.
 */
export function render(state: State): string {
  const safe = maskDeep(state)
  const sections = handoffSections.sections.map(section => {
    const body = BODIES[section.id]!(safe).filter(block => block !== '')
    return [`${'#'.repeat(section.level)} ${headingText(section)}`, ...body].join('\n\n')
  })
  return `${[...head(safe), ...sections].join('\n\n')}\n`
}

function head(state: State): string[] {
  const name = state.project_path.split(/[\\/]/).filter(Boolean).at(-1) ?? 'project'
  const branch = state.environment.git_branch
  const { agent, agent_version } = state.x_midstride ?? {}
  const source = [
    state.session_id ? `session ${inline(state.session_id)}` : 'a session without id',
    agent ? ` of ${inline([agent, agent_version].filter(Boolean).join(' '))}` : '',
  ].join('')
  return [
    `# Handoff: ${inline(name, 120)}${branch ? ` on ${inline(branch, 120)}` : ''}`,
    `From ${source}; taken ${inline(state.timestamp)}, mode ${state.mode}. Facts are read from the transcript, git and the files; every \`judge\` comment asks for what they cannot say.`,
  ]
}
