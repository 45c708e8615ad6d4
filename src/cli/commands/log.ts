import { withStore } from '../../app/open-store.ts'
import { findProject } from '../../app/project.ts'
import { defineVerb } from '../verb.ts'
import { json, placeOf, placeOptions, wholeNumber } from './_state.ts'

export default defineVerb({
  name: 'log',
  summary: 'list the saved revisions of a project, newest first',
  options: {
    ...placeOptions,
    limit: { type: 'string', value: 'N', help: 'how many at most' },
    json: { type: 'boolean', help: 'print them as JSON' },
  },
  examples: [['midstride log --limit 10', 'the ten newest revisions of this project']],
  async run(context) {
    const { directory, session, env } = placeOf(context)
    const limit = wholeNumber(context, 'limit', 1)
    const { root } = await findProject(directory)
    const revisions = await withStore(env, store =>
      store.log(root, { ...(session != null && { session }), ...(limit !== undefined && { limit }) }),
    )
    if (context.options.json) context.out(json(revisions))
    else
      for (const { revision, saved_at, trigger, session, branch, bytes } of revisions)
        context.out(
          `${String(revision).padStart(5)}  ${saved_at}  ${trigger.padEnd(10)}  ${session ?? '-'}  ${branch ?? '-'}  ${bytes}\n`,
        )
    if (revisions.length === 0) context.err(`midstride: nothing saved for ${root}`)
    return 0
  },
})
