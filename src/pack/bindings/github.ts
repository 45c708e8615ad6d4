import { defineBinding } from '../binding.ts'

/** Statuses are labels; `done` is closed by whoever merges. */
export default defineBinding({
  id: 'github',
  kind: 'tasks',
  title: 'GitHub Issues',
  docs: 'https://cli.github.com/manual/gh_issue',
  verifiedOn: '2026-08-22',
  tools: {
    list_tasks: [
      {
        style: 'shell',
        text: 'gh issue list --json number,title,state,labels',
        args: { status: '--label', limit: '--limit' },
      },
    ],
    get_task: [{ style: 'shell', text: 'gh issue view {id} --comments' }],
    create_task: [{ style: 'shell', text: 'gh issue create', args: { title: '-t', body: '-b', type: '-l' } }],
    update_task: [
      {
        style: 'shell',
        text: 'gh issue edit {id} --add-label {status}\ngh issue comment {id} -b "Blocked by {depends_on}"',
        needs: ['depends_on'],
      },
      {
        style: 'shell',
        text: 'gh issue edit {id} --add-label {status}\ngh issue comment {id} -b {body}',
        needs: ['status', 'body'],
      },
      { style: 'shell', text: 'gh issue edit {id} --add-label {status}', needs: ['status'] },
      { style: 'shell', text: 'gh issue comment {id}', args: { body: '-b' } },
    ],
    claim_task: [{ style: 'shell', text: 'gh issue edit {id} --add-assignee @me' }],
    release_task: [
      {
        style: 'shell',
        text: 'gh issue edit {id} --add-label {status} --remove-assignee @me\ngh issue comment {id} -b {summary}',
        needs: ['summary'],
      },
      { style: 'shell', text: 'gh issue edit {id} --add-label {status} --remove-assignee @me' },
    ],
  },
})
