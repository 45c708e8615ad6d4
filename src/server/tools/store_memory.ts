import { answer, args } from '../schema.ts'
import { ADDS, defineTool } from '../tool.ts'
import { tags, texts } from './_arguments.ts'

export default defineTool({
  name: 'store_memory',
  title: 'Store a memory',
  description: 'Keeps a learning for later sessions. Write whole sentences that can be understood alone.',
  input: args(
    {
      content: { type: 'string', minLength: 1, maxLength: 102_400, description: 'What was learned.' },
      tags,
      metadata: { type: 'object', description: 'task_id, reason and the like.' },
    },
    ['content'],
  ),
  output: answer({ id: { type: 'integer' }, tags: texts, created_at: { type: 'string' } }),
  annotations: ADDS,
  async run({ content, tags, metadata }, context) {
    const store = await context.store()
    const memory = await store.storeMemory({
      content: content as string,
      ...(tags !== undefined && { tags: tags as string[] }),
      ...(metadata !== undefined && { metadata: metadata as Record<string, unknown> }),
    })
    return { data: { id: memory.id, tags: memory.tags, created_at: memory.created_at } }
  },
})
