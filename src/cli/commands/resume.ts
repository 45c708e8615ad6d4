import { withStore } from '../../app/open-store.ts'
import { resumeState } from '../../app/resume.ts'
import { sessionFromEnv } from '../../app/session-id.ts'
import { noteTakenUp } from '../../app/taken.ts'
import { DEFAULT_MAX_CHARS, MIN_MAX_CHARS } from '../../core/recovery/block.ts'
import { defineVerb } from '../verb.ts'
import { json, placeOf, placeOptions, wholeNumber } from './_state.ts'

export default defineVerb({
  name: 'resume',
  summary: 'print the recovery block that lets the next session go on',
  args: '[ID]',
  arity: [0, 1],
  options: {
    project: placeOptions.project!,
    format: { type: 'string', choices: ['md', 'json'], help: 'md (default): the block; json: the block and its facts' },
    'max-chars': {
      type: 'string',
      value: 'N',
      help: `longest block, in UTF-16 code units (default ${DEFAULT_MAX_CHARS})`,
    },
  },
  examples: [
    ['midstride resume', 'the newest state of this project'],
    ['midstride resume 1f0c --max-chars 4000', 'one session (or revision, or task), in a smaller block'],
  ],
  async run(context) {
    const maxChars = wholeNumber(context, 'max-chars', MIN_MAX_CHARS) ?? DEFAULT_MAX_CHARS
    const resumed = await withStore(context.env, store =>
      resumeState(store, placeOf(context), context.args[0], maxChars),
    )
    if (!resumed) {
      const what = context.args[0] ? `nothing saved under '${context.args[0]}'` : 'nothing saved for this project'
      context.err(`midstride: ${what} — see 'midstride log'`)
      return 1
    }
    noteTakenUp(context.env, sessionFromEnv(context.env), resumed)
    context.out(context.options.format === 'json' ? json(resumed) : `${resumed.block}\n`)
    return 0
  },
})
