import { defineBinding } from '../binding.ts'

export default defineBinding({
  id: 'beads',
  kind: 'tasks',
  title: 'beads',
  docs: 'https://github.com/gastownhall/beads',
  verifiedOn: '2026-08-22',
  statuses: { active: 'open', review: 'in_progress', done: 'closed' },
  tools: {
    list_tasks: [{ style: 'shell', text: 'bd list --json', args: { status: '--status' } }],
    get_task: [{ style: 'shell', text: 'bd show {id} --json' }],
    create_task: [
      {
        style: 'shell',
        text: 'bd create {title}',
        args: { type: '-t', priority: '-p', body: '-d', parent: '--parent', depends_on: '--deps' },
      },
    ],
    update_task: [
      { style: 'shell', text: 'bd update {id} -s {status}\nbd dep add {id} {depends_on}', needs: ['depends_on'] },
      { style: 'shell', text: 'bd update {id}', args: { status: '-s', body: '--append-notes' } },
    ],
    claim_task: [{ style: 'shell', text: 'bd update {id} --claim' }],
    release_task: [{ style: 'shell', text: 'bd update {id} -s {status}', args: { summary: '--append-notes' } }],
  },
})
