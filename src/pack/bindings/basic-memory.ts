import { defineBinding } from '../binding.ts'

export default defineBinding({
  id: 'basic-memory',
  kind: 'memory',
  title: 'basic-memory',
  docs: 'https://github.com/basicmachines-co/basic-memory',
  verifiedOn: '2026-08-21',
  tools: {
    store_memory: [
      {
        style: 'call',
        text: 'mcp__basic-memory__write_note',
        args: { content: 'content', tags: 'tags', metadata: 'metadata' },
        also: { title: '"<subject> <date>"', directory: '"sessions"' },
      },
    ],
    search_memory: [{ style: 'call', text: 'mcp__basic-memory__search_notes', args: { query: 'query' } }],
  },
})
