/** A mission handoff that is complete; examples change one line of it. */
export const mission = (): string => `## Mission Handoff

### Status Summary
- Completed: 3 tasks
- In Progress: 1 task (T-004, agent abc123)
- Blocked: 2 tasks (T-005 and T-006, waiting on T-004)
- Pending: 0 tasks

### Key Decisions
- Sessions are kept in SQLite, because the user wants no server

### Open Questions
- None currently

### Next Actions
When resuming:
1. Check whether the agent on T-004 has finished
2. If it has, verify its work and unblock T-005 and T-006
`
