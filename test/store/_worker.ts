/** Does a number of mixed operations on the store; prints what was acknowledged, one JSON object a line. Arguments: session, count. */
import { withStore } from '../../src/app/open-store.ts'
import { RefusedError } from '../../src/core/errors.ts'
import { completeState } from '../../src/core/state/complete.ts'

const [session = 's', count = '1'] = process.argv.slice(2)
const project = '/code/app'
const say = (done: object) => void process.stdout.write(`${JSON.stringify(done)}\n`)

await withStore(process.env, async store => {
  const { id } = await store.createTask({ title: `of ${session}`, project: 'app' })
  for (let n = 1; n <= Number(count); n += 1) {
    const kind = n % 5
    if (kind === 0) say({ task: (await store.createTask({ title: `${session} ${n}`, project: 'app' })).id })
    else if (kind === 1) {
      await store.updateTask(id, { body: `checkpoint ${session}-${n}.` })
      say({ checkpoint: `${session}-${n}.`, of: id })
    } else if (kind === 2) say({ memory: (await store.storeMemory({ content: `learned by ${session} at ${n}` })).id })
    else if (kind === 3) {
      const [open] = await store.listTasks({ status: ['active'], limit: 1 })
      try {
        if (open) await store.claimTask(open.id, { session })
      } catch (error) {
        // Another session was quicker.
        if (!(error instanceof RefusedError)) throw error
      }
    } else {
      const origin = { project, session, timestamp: new Date().toISOString() }
      const state = completeState({ goals: { ultimate: `${session} ${n}` } }, origin)
      const { revision } = await store.save({ scope: { project, session }, state, trigger: 'auto' })
      say({ revision, goal: `${session} ${n}` })
    }
  }
})
