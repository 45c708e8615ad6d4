/** Keys of every object of section 1.20 in the order of its template; a test compares them with the schema. */
export const ORDER: Readonly<Record<string, readonly string[]>> = {
  identity: ['persona', 'mode', 'mode_context', 'role'],
  'identity.mode_context': ['persona', 'context', 'undertow'],
  'skill_stack[]': ['name', 'parent', 'phase', 'step', 'iteration', 'resume_command', 'constraints'],
  'skill_stack[].constraints': ['forbidden', 'required'],
  'subagents[]': [
    'id',
    'persona',
    'prompt_summary',
    'task',
    'status',
    'worktree',
    'output_summary',
    'blockers',
    'skill_stack',
  ],
  workflow: ['pattern', 'details', 'waiting_for'],
  goals: ['ultimate', 'current_phase', 'main_task', 'delegated_summary'],
  todos: ['explicit', 'implicit', 'blockers'],
  'todos.explicit[]': ['id', 'content', 'status', 'priority', 'verification', 'delegated_to'],
  documents: ['design', 'impl', 'must_read'],
  'documents.design[]': ['path', 'status', 'focus_sections'],
  'documents.impl[]': ['path', 'status', 'current_position', 'focus_sections'],
  'documents.must_read[]': ['path', 'why', 'priority'],
  decisions: ['binding', 'technical'],
  'decisions.binding[]': ['decision', 'rationale', 'binding'],
  'decisions.technical[]': ['decision', 'rationale'],
  conversation: ['user_messages', 'corrections', 'errors'],
  'conversation.user_messages[]': ['content', 'type', 'timestamp'],
  'conversation.corrections[]': ['original', 'correction', 'lesson'],
  'conversation.errors[]': ['error', 'fix', 'user_feedback'],
  artifacts: ['files', 'verification_results'],
  'artifacts.files[]': ['path', 'expected', 'actual', 'status'],
  'artifacts.verification_results[]': ['command', 'expected', 'actual', 'passed'],
  'quality_gates[]': ['name', 'status', 'evidence', 'can_skip'],
  environment: ['git_branch', 'git_status', 'worktrees'],
  'environment.worktrees[]': ['path', 'branch', 'purpose', 'assigned_to'],
  recovery: ['checkpoints'],
  'recovery.checkpoints[]': ['name', 'git_ref', 'scope', 'command'],
}

/** Keys of an object in template order, then whatever else it has. A subagent's own skills are ordered like the main agent's. */
export function keyOrder(at: string, value: object): string[] {
  const known = ORDER[at.replace(/^(?:subagents\[\]\.)+skill_stack/, 'skill_stack')] ?? []
  const present = Object.keys(value).filter(key => (value as Record<string, unknown>)[key] !== undefined)
  return [...known.filter(key => present.includes(key)), ...present.filter(key => !known.includes(key))]
}
