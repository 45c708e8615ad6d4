import { withStore } from '../../app/open-store.ts'
import { restoreState } from '../../app/state.ts'
import { UserError } from '../../core/errors.ts'
import { defineVerb } from '../verb.ts'
import { json, parseRevision, placeOf, placeOptions } from './_state.ts'

export default defineVerb({
  name: 'restore',
  summary: "save an older revision's state as the newest one of its session",
  args: '<REV>',
  arity: [1, 1],
  options: { project: placeOptions.project!, json: { type: 'boolean', help: 'print the new revision as JSON' } },
  examples: [['midstride restore 7', 'revision 7 becomes current again; nothing is deleted']],
  async run(context) {
    const revision = parseRevision(context.args[0]!)
    const saved = await withStore(context.env, store => restoreState(store, placeOf(context), revision))
    if (!saved) throw new UserError(`there is no revision ${revision} in this project`, "see 'midstride log'")
    const { project, session } = saved
    context.out(
      context.options.json
        ? json({ revision: saved.revision, restored: revision, project, session })
        : `revision ${revision} is current again as revision ${saved.revision} of ${project}\n`,
    )
    return 0
  },
})
