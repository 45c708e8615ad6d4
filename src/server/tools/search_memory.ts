import { truncate } from '../../core/text.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { tags, texts } from './_arguments.ts'

const DEFAULT_LIMIT = 10
const BUDGET = 8000

export default defineTool({
  name: 'search_memory',
  title: 'Search memories',
  description:
    'Finds stored memories by their words, best match first. Long ones are cut; a lower limit shows more of each.',
  input: args(
    {
      query: { type: 'string', minLength: 1, maxLength: 2000, description: 'Words to look for.' },
      tags: { ...tags, description: 'Only memories that carry all of these tags.' },
      limit: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        description: `Most memories to return; ${DEFAULT_LIMIT} by default.`,
      },
    },
    ['query'],
  ),
  output: answer({
    memories: {
      type: 'array',
      items: answer({
        id: { type: 'integer' },
        content: { type: 'string' },
        tags: texts,
        metadata: { type: 'object' },
        created_at: { type: 'string' },
      }),
    },
  }),
  annotations: READS,
  async run({ query, tags, limit = DEFAULT_LIMIT }, context) {
    const store = await context.store()
    const found = await store.searchMemory(query as string, {
      limit: limit as number,
      ...(tags !== undefined && { tags: tags as string[] }),
    })
    const each = Math.max(200, Math.floor(BUDGET / Math.max(1, found.length)))
    return { data: { memories: found.map(memory => ({ ...memory, content: truncate(memory.content, each) })) } }
  },
})
