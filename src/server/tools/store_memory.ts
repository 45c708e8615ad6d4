import { sourceOf } from '../../app/tasks.ts'
import { answer, args } from '../schema.ts'
import { defineTool, SETS } from '../tool.ts'
import { projectPath, sessionId, tags, texts } from './_arguments.ts'
import { caller } from './_task.ts'

export default defineTool({
  name: 'store_memory',
  title: 'Store a memory',
  description:
    'Keeps a learning for later sessions. Write whole sentences that can be understood alone. One with the same words is not stored twice (known: true).',
  input: args(
    {
      content: { type: 'string', minLength: 1, maxLength: 102_400, description: 'What was learned.' },
      tags,
      metadata: { type: 'object', description: 'task_id, reason and the like.' },
      session_id: sessionId,
      project_path: projectPath,
    },
    ['content'],
  ),
  output: answer({ id: { type: 'integer' }, tags: texts, created_at: { type: 'string' }, known: { type: 'boolean' } }),
  annotations: SETS,
  async run({ content, tags, metadata, session_id, project_path }, context) {
    const [store, from] = await Promise.all([context.store(), caller({ session_id, project_path }, context)])
    const memory = await store.storeMemory({
      ...sourceOf(from),
      content: content as string,
      ...(tags !== undefined && { tags: tags as string[] }),
      ...(metadata !== undefined && { metadata: metadata as Record<string, unknown> }),
    })
    return { data: { id: memory.id, tags: memory.tags, created_at: memory.created_at, known: memory.known } }
  },
})
