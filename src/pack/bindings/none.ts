import { defineBinding } from '../binding.ts'

export default defineBinding({
  id: 'none',
  kind: 'memory',
  title: 'no memory server',
  docs: 'https://modelcontextprotocol.io',
  verifiedOn: '2026-11-20',
  tools: {
    store_memory: [{ style: 'prose', text: 'No memory server: write it under Proposed changes in the reflection.' }],
    search_memory: [{ style: 'prose', text: 'the notes of earlier sessions' }],
  },
})
