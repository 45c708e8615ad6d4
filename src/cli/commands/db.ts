import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { count, suggest } from '../../core/text.ts'
import type { Store } from '../../store/store.ts'
import { defineVerb, type VerbContext } from '../verb.ts'

export default defineVerb({
  name: 'db',
  summary: 'the store itself: what is in it, bring its tables up to date, move it to another engine',
  args: '<status|migrate|export|import> [FILE|-]',
  arity: [1, 2],
  options: { json: { type: 'boolean', help: 'print JSON' } },
  examples: [
    ['midstride db status', 'engine, size and what is in it'],
    ['midstride db export store.jsonl', 'everything, one JSON object a line, secrets masked'],
    [
      'MIDSTRIDE_DB=postgres://db.example.com/team midstride db import store.jsonl',
      'into another store; what is there stays, and a run that was cut short can be repeated',
    ],
  ],
  async run(context) {
    const action = context.args[0]!
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (!run) {
      const near = suggest(action, Object.keys(ACTIONS))
      throw new UserError(
        `unknown action '${action}'`,
        near ? `did you mean 'midstride db ${near}'?` : `one of ${Object.keys(ACTIONS).join(', ')}`,
      )
    }
    const { withStore } = await import('../../app/open-store.ts')
    await withStore(context.env, store => run(store, context))
    return 0
  },
})

const ACTIONS: Record<string, (store: Store, context: VerbContext) => Promise<void>> = {
  async status(store, context) {
    const { storeLocation } = await import('../../app/open-store.ts')
    const location = storeLocation(context.env)
    const place =
      location.kind === 'sqlite' ? location.file : location.url.replace(/:\/\/[^/]*@/, '://').replace(/\?.*/, '')
    const status = { place, ...(await store.status()) }
    if (context.options.json) return context.out(`${JSON.stringify(status, null, 2)}\n`)
    const { engine, version, bytes, projects, revisions, sessions, tasks, memories } = status
    const rows = [
      ['store', `${place} (${engine}, tables of version ${version}, ${size(bytes)})`],
      ['states', `${count(revisions, 'revision')} of ${count(sessions, 'session')} in ${count(projects, 'project')}`],
      ['tasks', String(tasks)],
      ['memories', String(memories)],
    ]
    context.out(rows.map(([name, value]) => `${name!.padEnd(8)}  ${value}\n`).join(''))
  },
  /** Opening the store does it; this says so. */
  async migrate(store, context) {
    const { version, engine } = await store.status()
    if (context.options.json) context.out(`${JSON.stringify({ engine, version }, null, 2)}\n`)
    else context.out(`the tables on ${engine} are of version ${version}, the newest\n`)
  },
  async export(store, context) {
    const { exportStore } = await import('../../app/transfer.ts')
    const name = fileOf(context)
    const to = name === '-' ? { write: context.out } : { file: path.resolve(context.cwd, name) }
    const total = await exportStore(store, to, new Date(), progress(context, 'exported'))
    context.err(
      `exported ${count(total.revisions, 'revision')}, ${count(total.tasks, 'task')}, ${count(total.memories, 'memory', 'memories')}`,
    )
  },
  async import(store, context) {
    const { importStore } = await import('../../app/transfer.ts')
    const { added, skipped } = await importStore(
      store,
      path.resolve(context.cwd, fileOf(context)),
      progress(context, 'imported'),
    )
    if (context.options.json) context.out(`${JSON.stringify({ added, skipped }, null, 2)}\n`)
    else context.err(`imported ${count(added, 'row')}${skipped > 0 ? `, ${skipped} were there already` : ''}`)
  },
}

function fileOf(context: VerbContext): string {
  const name = context.args[1]
  if (!name) throw new UserError(`'midstride db ${context.args[0]}' needs a file`, "see 'midstride db --help'")
  return name
}

/** A line every 5,000 rows. */
function progress(context: VerbContext, did: string) {
  let next = 5000
  return (done: number, total: number) => {
    if (done < next) return
    context.err(`${did} ${done} of ${total} rows`)
    next = done + 5000
  }
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
