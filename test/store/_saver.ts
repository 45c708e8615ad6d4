/** Saves one state after another until it is ended; prints each revision once it is stored. Arguments: session, count. */
import { withStore } from '../../src/app/open-store.ts'
import { completeState } from '../../src/core/state/complete.ts'

const [session = 's', count = '1'] = process.argv.slice(2)

await withStore(process.env, async store => {
  for (let n = 1; n <= Number(count); n += 1) {
    const origin = { project: '/code/app', session, timestamp: new Date().toISOString() }
    const state = completeState({ goals: { ultimate: `${session} ${n} ${'x'.repeat(20_000)}` } }, origin)
    const { revision } = await store.save({ scope: { project: '/code/app', session }, state, trigger: 'auto' })
    process.stdout.write(`${revision}\n`)
  }
})
