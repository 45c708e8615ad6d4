import { defineBinding } from '../binding.ts'

export default defineBinding({
  id: 'aops',
  kind: 'tasks',
  title: 'academicOps',
  docs: 'https://github.com/nicsuzor/academicOps',
  verifiedOn: '2026-08-22',
  statuses: { active: 'partial', in_progress: 'active' },
  tools: {
    list_tasks: [
      { style: 'call', text: 'mcp__pkb__list_tasks', args: { status: 'status', project: 'project', limit: 'limit' } },
    ],
    get_task: [{ style: 'call', text: 'mcp__pkb__get_task', args: { id: 'id' } }],
    create_task: [
      {
        style: 'call',
        text: 'mcp__pkb__create_task',
        args: {
          title: 'title',
          type: 'type',
          project: 'project',
          priority: 'priority',
          body: 'body',
          parent: 'parent',
          depends_on: 'depends_on',
          tags: 'tags',
        },
      },
    ],
    update_task: [
      {
        style: 'call',
        text: 'mcp__pkb__update_task',
        needs: ['status'],
        args: { id: 'id', status: 'status', depends_on: 'depends_on' },
      },
      { style: 'call', text: 'mcp__pkb__append', args: { id: 'id', body: 'content' } },
    ],
    claim_task: [{ style: 'call', text: 'mcp__pkb__claim_task', args: { id: 'id', session_id: 'session_id' } }],
    release_task: [
      {
        style: 'call',
        text: 'mcp__pkb__release_task',
        args: { id: 'id', status: 'status', summary: 'summary' },
        also: { summary: '"<one line>"' },
      },
    ],
  },
})
