import { defineBinding } from '../binding.ts'

/** The host's own list: statuses are three, and a description is replaced, not added to. Not every model is offered these tools. */
export default defineBinding({
  id: 'claude-tasks',
  kind: 'tasks',
  title: "Claude Code's own task list",
  docs: 'https://code.claude.com/docs/en/tools-reference',
  verifiedOn: '2026-11-20',
  statuses: { active: 'pending', review: 'in_progress', done: 'completed', blocked: 'pending' },
  tools: {
    list_tasks: [{ style: 'call', text: 'TaskList' }],
    get_task: [{ style: 'call', text: 'TaskGet', args: { id: 'taskId' } }],
    create_task: [
      {
        style: 'call',
        text: 'TaskCreate',
        args: { title: 'subject', body: 'description', metadata: 'metadata' },
        into: { project: 'metadata', parent: 'metadata', type: 'metadata' },
      },
    ],
    update_task: [
      {
        style: 'call',
        text: 'TaskUpdate',
        args: { id: 'taskId', body: 'description', status: 'status', depends_on: 'addBlockedBy' },
      },
    ],
    claim_task: [{ style: 'call', text: 'TaskUpdate', args: { id: 'taskId' }, also: { status: '"in_progress"' } }],
    release_task: [{ style: 'call', text: 'TaskUpdate', args: { id: 'taskId', status: 'status' } }],
  },
})
