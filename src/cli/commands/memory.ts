import { UserError } from '../../core/errors.ts'
import { truncate } from '../../core/text.ts'
import { defineVerb, text, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'memory',
  summary: 'learnings that outlive a session: store, search, list, delete',
  args: '<store|search|list|delete> [TEXT|-|NUMBER]',
  arity: [1, 2],
  options: {
    tag: { type: 'string', value: 'TAG', multiple: true, help: 'tag to store or to look for; repeat for several' },
    meta: { type: 'string', value: 'KEY=VALUE', multiple: true, help: 'metadata to store: task_id=T1' },
    limit: { type: 'string', value: 'N', help: 'most memories to show (default: 10)' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [
    ['midstride memory store "The test database must be seeded first." --tag testing', 'prints its number'],
    ['midstride memory search "test database"', 'best match first'],
    ['midstride memory list --tag testing', 'newest first'],
  ],
  async run(context) {
    const action = context.args[0]!
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (!run)
      throw new UserError(
        `unknown action '${action}'`,
        `one of ${Object.keys(ACTIONS).join(', ')}; see 'midstride memory --help'`,
      )
    return run(context)
  },
})

const ACTIONS: Record<string, (context: VerbContext) => Promise<0>> = {
  store: async context => store(await content(context), context),
  search: async context => search(await content(context), context),
  list: context => search('', context),
  delete: remove,
}

async function content(context: VerbContext): Promise<string> {
  const given = context.args[1] === '-' ? await context.stdin() : (context.args[1] ?? '')
  if (!given.trim()) throw new UserError('there is no text', 'give it as an argument, or - and stdin')
  return given
}

async function remove(context: VerbContext): Promise<0> {
  const { withStore } = await import('../../app/open-store.ts')
  const number = context.args[1] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(number))
    throw new UserError(`'${truncate(number, 60)}' is not the number of a memory`, "'midstride memory list' shows them")
  if (!(await withStore(context.env, store => store.deleteMemory(Number(number)))))
    throw new UserError(`there is no memory ${number}`, "'midstride memory list' shows them")
  context.err(`memory ${number} is deleted`)
  return 0
}

async function store(content: string, context: VerbContext): Promise<0> {
  const [{ withStore }, { callerAt, sourceOf }, { sessionFromEnv }] = await Promise.all([
    import('../../app/open-store.ts'),
    import('../../app/tasks.ts'),
    import('../../app/session-id.ts'),
  ])
  const tags = list(context, 'tag')
  const metadata = Object.fromEntries(list(context, 'meta').map(pair))
  const from = sourceOf(await callerAt(context.cwd, sessionFromEnv(context.env)))
  const memory = await withStore(context.env, store => store.storeMemory({ ...from, content, tags, metadata }))
  context.out(context.options.json ? `${JSON.stringify(memory, null, 2)}\n` : `${memory.id}\n`)
  if (memory.known) context.err('it was known already; new tags and metadata were added')
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
