import { UserError } from '../../core/errors.ts'
import { truncate } from '../../core/text.ts'
import { defineVerb, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'memory',
  summary: 'learnings that outlive a session: store, search',
  args: '<store|search> <TEXT|->',
  arity: [2, 2],
  options: {
    tag: { type: 'string', value: 'TAG', multiple: true, help: 'tag to store or to search for; repeat for several' },
    meta: { type: 'string', value: 'KEY=VALUE', multiple: true, help: 'metadata to store: task_id=T1' },
    limit: { type: 'string', value: 'N', help: 'most memories to find (default: 10)' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [
    ['midstride memory store "The test database must be seeded first." --tag testing', 'prints its number'],
    ['midstride memory search "test database"', 'best match first'],
  ],
  async run(context) {
    const [action, given] = context.args as [string, string]
    if (action !== 'store' && action !== 'search')
      throw new UserError(`unknown action '${action}'`, "one of store, search; see 'midstride memory --help'")
    const content = given === '-' ? await context.stdin() : given
    if (!content.trim()) throw new UserError('there is no text', 'give it as an argument, or - and stdin')
    return action === 'store' ? store(content, context) : search(content, context)
  },
})

async function store(content: string, context: VerbContext): Promise<0> {
  const { withStore } = await import('../../app/open-store.ts')
  const tags = list(context, 'tag')
  const metadata = Object.fromEntries(list(context, 'meta').map(pair))
  const memory = await withStore(context.env, store => store.storeMemory({ content, tags, metadata }))
  context.out(context.options.json ? `${JSON.stringify(memory, null, 2)}\n` : `${memory.id}\n`)
  return 0
}

async function search(query: string, context: VerbContext): Promise<0> {
  const { withStore } = await import('../../app/open-store.ts')
  const limit = text(context, 'limit') ?? '10'
  if (!/^[1-9]\d{0,2}$/.test(limit)) throw new UserError(`--limit must be from 1 to 999, got '${limit}'`)
  const tags = list(context, 'tag')
  const found = await withStore(context.env, store =>
    store.searchMemory(query, { limit: Number(limit), ...(tags.length > 0 && { tags }) }),
  )
  if (context.options.json) context.out(`${JSON.stringify(found, null, 2)}\n`)
  else if (found.length === 0) context.err('nothing found')
  for (const memory of context.options.json ? [] : found) {
    const marks = memory.tags.map(tag => ` #${tag}`).join('')
    context.out(
      `${memory.id}  ${memory.created_at.slice(0, 10)}${marks}\n    ${truncate(memory.content, 500).replaceAll('\n', '\n    ')}\n`,
    )
  }
  return 0
}

function list(context: VerbContext, name: string): string[] {
  const value = context.options[name]
  return Array.isArray(value) ? value : []
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1)
    throw new UserError(`--meta must be KEY=VALUE, got '${truncate(text, 60)}'`, 'for instance --meta task_id=T1')
  return [text.slice(0, at), text.slice(at + 1)]
}
