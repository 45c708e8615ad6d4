/** A small state that is valid; examples change one line of it. */
export const stateYaml = (): string => `format_version: "3.0"
mode: manual
project_path: /code/shop
project_encoded: code-shop
session_id: 5f0c2f6e-6f5c-4a53-9f0e-2f0b7f9f6a11
timestamp: "2026-03-02T16:20:00Z"
compaction_count: 0
identity:
  persona: null
  mode: none
  role: orchestrator
skill_stack:
  - name: develop
    parent: null
    phase: Phase 3
    step: Task 7
    iteration: 1
    resume_command: Skill("develop", "--resume Phase3.Task7")
    constraints:
      forbidden: [editing implementation files directly]
      required: [one subagent per task]
subagents:
  - id: agent-7f
    persona: test writer
    prompt_summary: write tests for the cart reducer
    task: cart reducer tests
    status: running
    worktree: null
    output_summary: null
    blockers: []
    skill_stack: []
workflow:
  pattern: sequential-delegation
  details: one task after the other
  waiting_for: [agent-7f]
goals:
  ultimate: a shop that sells
  current_phase: Phase 3
  main_task: supervise the cart
  delegated_summary: cart reducer tests
todos:
  explicit:
    - id: "1"
      content: Finish the cart reducer
      status: in_progress
      priority: high
      verification: npm test -- cart
      delegated_to: agent-7f
  implicit: []
  blockers: []
documents:
  design: []
  impl:
    - path: /code/shop/docs/plans/cart-impl.md
      status: APPROVED
      current_position: Phase 3, Task 7
      focus_sections: ["3"]
  must_read:
    - path: /code/shop/docs/plans/cart-impl.md
      why: remaining tasks
      priority: 1
decisions:
  binding:
    - decision: Money is kept in cents
      rationale: floats lose cents
      binding: ABSOLUTE
  technical: []
conversation:
  user_messages:
    - content: Build the cart
      type: request
      timestamp: "2026-03-02T15:00:00Z"
  corrections:
    - original: used floats
      correction: keep money in cents
      lesson: never compute money in floats
  errors: []
artifacts:
  files:
    - path: /code/shop/src/cart.ts
      expected: reducer with tests
      actual: reducer, tests missing
      status: partial
  verification_results: []
quality_gates:
  - name: unit tests
    status: PENDING
    evidence: null
    can_skip: false
environment:
  git_branch: cart
  git_status: 1 uncommitted
  worktrees: []
recovery:
  checkpoints: []`
