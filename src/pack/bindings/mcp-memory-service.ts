import { defineBinding } from '../binding.ts'

/** Names of the default server; its older `store_memory` is an alias that it does not list. */
export default defineBinding({
  id: 'mcp-memory-service',
  kind: 'memory',
  title: 'mcp-memory-service',
  docs: 'https://github.com/doobidoo/mcp-memory-service',
  verifiedOn: '2026-08-22',
  tools: {
    store_memory: [
      {
        style: 'call',
        text: 'mcp__memory__memory_store',
        args: { content: 'content', metadata: 'metadata' },
        into: { tags: 'metadata' },
      },
    ],
    search_memory: [{ style: 'call', text: 'mcp__memory__memory_search', args: { query: 'query' } }],
  },
})
