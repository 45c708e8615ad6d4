import { withStore } from '../../app/open-store.ts'
import { findProject } from '../../app/project.ts'
import { UserError } from '../../core/errors.ts'
import { diff, type StateChange } from '../../core/state/diff.ts'
import { findVanished } from '../../core/state/monotone.ts'
import { fieldName } from '../../core/state/problem.ts'
import { oneLine, truncate } from '../../core/text.ts'
import type { State } from '../../core/types.ts'
import type { Store } from '../../store/store.ts'
import { defineVerb } from '../verb.ts'
import { json, parseRevision, placeOf, placeOptions } from './_state.ts'

export default defineVerb({
  name: 'diff',
  summary: 'compare two revisions (exit 1 when something that binds is gone without a word)',
  args: '<A> <B>',
  arity: [2, 2],
  options: { project: placeOptions.project!, json: { type: 'boolean', help: 'print the changes as JSON' } },
  examples: [['midstride diff 6 7', 'what revision 7 changed']],
  async run(context) {
    const [from, to] = context.args.map(parseRevision) as [number, number]
    const { directory, env } = placeOf(context)
    const { root } = await findProject(directory)
    const [before, after] = await withStore(env, async store => [
      await stateOf(store, root, from),
      await stateOf(store, root, to),
    ])
    const changes = diff(before!, after!)
    const vanished = findVanished(before!, after!)
    if (context.options.json) context.out(json({ from, to, changes, vanished }))
    else {
      for (const change of changes) context.out(`${line(change)}\n`)
      for (const { kind, text } of vanished) context.out(`! ${kind} is gone without a word: ${text}\n`)
      if (changes.length === 0) context.err(`midstride: revisions ${from} and ${to} are equal`)
    }
    return vanished.length > 0 ? 1 : 0
  },
})

async function stateOf(store: Store, project: string, revision: number): Promise<State> {
  const saved = await store.load({ project, revision })
  if (!saved) throw new UserError(`there is no revision ${revision} in this project`, "see 'midstride log'")
  return saved.state
}

const SIGN = { added: '+', removed: '-', changed: '~' } as const

function line({ kind, pointer, before, after }: StateChange): string {
  const values = kind === 'changed' ? `${brief(before)} → ${brief(after)}` : brief(kind === 'added' ? after : before)
  return `${SIGN[kind]} ${fieldName(pointer)}: ${values}`
}

const brief = (value: unknown) => truncate(oneLine(JSON.stringify(value) ?? ''), 120)
