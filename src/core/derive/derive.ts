import { encodeProject } from '../project.ts'
import { maskDeep } from '../secrets.ts'
import type { Session, State } from '../types.ts'
import { artifacts } from './artifacts.ts'
import { fitState } from './budget.ts'
import { checksOf } from './checks.ts'
import { absolutePath, lineOrNull, time } from './clean.ts'
import type { DeriveContext } from './context.ts'
import { conversation } from './conversation.ts'
import { decisionFacts, decisions } from './decisions.ts'
import { documents, planHashes, plansOf } from './documents.ts'
import { environment, recovery } from './environment.ts'
import { extension } from './extension.ts'
import { qualityGates } from './gates.ts'
import { goalFacts, goals } from './goals.ts'
import { acceptedPlans } from './plan-decisions.ts'
import { skillStack } from './skills.ts'
import { subagents } from './subagents.ts'
import { todos } from './todos.ts'
import { role, workflow } from './workflow.ts'

/**
 * State 3.0 of a session: every fact the evidence holds, null or empty where only judgement can say. Pure and total: whatever the
 * session holds, the result passes the schema, is cleaned and masked, and stays below the store's limit.
 */
export function derive(session: Session, context: DeriveContext): State {
  const project = absolutePath(context.project) ?? absolutePath(session.cwd) ?? '/'
  const agents = subagents(session)
  const goal = goalFacts(session)
  const decided = decisionFacts(session)
  const plans = plansOf(session, context)
  const checks = checksOf(session)
  const state: State = {
    format_version: '3.0',
    mode: context.mode,
    project_path: project,
    project_encoded: encodeProject(project),
    session_id: lineOrNull(session.sessionId, 256),
    timestamp: time(context.now) ?? new Date(0).toISOString(),
    compaction_count: session.compactions.length,
    identity: { persona: null, mode: 'none', role: role(session) },
    skill_stack: skillStack(session),
    subagents: agents,
    workflow: workflow(session),
    goals: goals(session, goal),
    todos: todos(session, agents),
    documents: documents(plans, acceptedPlans(session)),
    decisions: decisions(decided),
    conversation: conversation(session),
    artifacts: artifacts(session, { ...context, project }, checks),
    quality_gates: qualityGates(session, checks),
    environment: environment(session, { ...context, project }, agents),
    recovery: recovery(session),
    x_midstride: extension(
      session,
      { ...context, project },
      { superseded: [...goal.superseded, ...decided.superseded], plans: planHashes(plans), checks },
    ),
  }
  return fitState(maskDeep(state))
}

export { encodeProject }
