import { count } from '../../core/text.ts'
import { defineVerb } from '../verb.ts'
import { json, wholeNumber } from './_state.ts'

export default defineVerb({
  name: 'sweep',
  summary: 'save sessions of this project that ended without a hook (hooks run it now and then)',
  options: {
    limit: { type: 'string', value: 'N', help: 'most sessions to save (default: 3)' },
    seconds: { type: 'string', value: 'N', help: 'begin no transcript after so many seconds (default: 20)' },
    json: { type: 'boolean', help: 'print what was saved as JSON' },
  },
  examples: [['midstride sweep', 'those that changed files, ended a day to a month ago and have no state']],
  async run(context) {
    const [{ sweep }, { appendLog }] = await Promise.all([import('../../app/sweep.ts'), import('../../io/log.ts')])
    const limit = wholeNumber(context, 'limit', 1) ?? 3
    const seconds = wholeNumber(context, 'seconds', 1) ?? 20
    const swept = await sweep(context.cwd, context.env, { limit, seconds }).catch(error => {
      appendLog(context.env, `sweep failed: ${(error as Error)?.message ?? error}`)
      throw error
    })
    for (const { session, revision } of swept) appendLog(context.env, `sweep saved revision ${revision} of ${session}`)
    if (context.options.json) context.out(json(swept))
    else if (swept.length === 0) context.err('nothing to save')
    else
      context.out(
        `${count(swept.length, 'session')} saved\n${swept.map(one => `r${one.revision} ${one.agent} ${one.session}`).join('\n')}\n`,
      )
    return 0
  },
})
