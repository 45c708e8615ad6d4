import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { renderRecovery } from '../../src/core/recovery/block.ts'
import { completeState } from '../../src/core/state/complete.ts'
import { mergeState } from '../../src/core/state/merge.ts'
import type { State } from '../../src/core/types.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { median, ms, type Row, time } from './row.ts'

const project = '/code/app'
const origin = { project, session: 's', timestamp: '2026-11-20T12:00:00Z' }
const OLD_REVISIONS = 10_000

/** A state of about `bytes` as JSON: a long session's messages, decisions and todos. */
function stateOf(bytes: number): State {
  const message = (n: number) => `Message ${n}: the limiter keeps one bucket per key and must not grow without bound.`
  return completeState(
    {
      decisions: {
        binding: numbers(60).map(n => ({ decision: `Decision ${n}: keep module ${n} free of network calls` })),
      },
      todos: { explicit: numbers(40).map(n => ({ content: `Todo ${n}: cover module ${n} with a table test` })) },
      conversation: {
        corrections: numbers(12).map(n => ({ correction: `Correction ${n}: stage explicit paths only` })),
        user_messages: numbers(Math.max(0, Math.floor((bytes - 18_000) / 135))).map(n => ({ content: message(n) })),
      },
    },
    origin,
  )
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'midstride-bench-'))
  try {
    const file = path.join(folder, 'midstride.db')
    const rows = await withStore(file, async store => {
      await fill(store)
      return [...(await saveAndLoad(store)), ...(await lists(store))]
    })
    rows.push({
      what: 'open the file, one query',
      value: ms(await time(21, () => withStore(file, store => store.log(project, { limit: 1 })))),
    })
    return [...rows, ...recovery(), await merging()]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = sqlStore(await openSqlite(file))
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Older revisions of many sessions, as a busy project has them. */
async function fill(store: Store): Promise<void> {
  const state = stateOf(0)
  for (let n = 0; n < OLD_REVISIONS; n += 1) {
    const goals = { ...state.goals, ultimate: `goal ${n}` }
    await store.save({ scope: { project, session: `old-${n % 250}` }, state: { ...state, goals }, trigger: 'auto' })
  }
}

async function saveAndLoad(store: Store): Promise<Row[]> {
  const state = stateOf(100 * 1024)
  let n = 0
  const saves = await samples(200, async () => {
    n += 1
    await store.save({ scope: { project, session: 's' }, state: { ...state, compaction_count: n }, trigger: 'auto' })
  })
  const same = await samples(100, async () => {
    await store.save({ scope: { project, session: 's' }, state: { ...state, compaction_count: n }, trigger: 'auto' })
  })
  const loads = await samples(200, async () => {
    await store.load({ project, session: 's' })
  })
  const size = `${Math.round(JSON.stringify(state).length / 1024)} KB state, ${OLD_REVISIONS} older revisions`
  return [
    { what: `save, ${size}`, ...figures(saves), bar: 'p99 ≤ 15 ms' },
    { what: 'save again, unchanged', ...figures(same) },
    { what: `load, ${size}`, ...figures(loads), bar: 'p99 ≤ 5 ms' },
  ]
}

async function lists(store: Store): Promise<Row[]> {
  return [
    { what: 'latest revision of 251 sessions', value: ms(await time(51, () => store.sessions(project))) },
    { what: 'log, 50 revisions', value: ms(await time(51, () => store.log(project, { limit: 50 }))) },
  ]
}

function recovery(): Row[] {
  const state = stateOf(100 * 1024)
  const wanted = [
    ...state.decisions.binding.map(({ decision }) => decision),
    ...state.todos.explicit.map(({ content }) => content),
    ...state.conversation.corrections.map(({ correction }) => correction),
  ]
  const runs = numbers(21).map(() => {
    const start = performance.now()
    renderRecovery({ state })
    return performance.now() - start
  })
  const { text } = renderRecovery({ state })
  const kept = wanted.filter(words => text.includes(words)).length / wanted.length
  return [
    {
      what: 'recovery block of a 100 KB state',
      value: ms(median(runs)),
      ratio: `${text.length} characters`,
      bar: '≤ 10,000 characters',
    },
    { what: 'decisions, corrections, open todos kept', value: `${(kept * 100).toFixed(1)} %`, bar: '≥ 99 %' },
  ]
}

async function merging(): Promise<Row> {
  const state = stateOf(100 * 1024)
  const updates = { todos: { explicit: [{ id: '7', status: 'completed' }] } }
  return { what: 'merge one todo into a 100 KB state', value: ms(await time(51, () => mergeState(state, updates))) }
}

interface Samples {
  times: number[]
  /** Processor time of one call, in milliseconds: on a busy machine it says more than the clock. */
  cpu: number
}

async function samples(count: number, work: () => Promise<void>): Promise<Samples> {
  await work()
  const times: number[] = []
  const before = process.cpuUsage()
  for (let n = 0; n < count; n += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  const { user, system } = process.cpuUsage(before)
  return { times, cpu: (user + system) / 1000 / count }
}

function figures({ times, cpu }: Samples): Pick<Row, 'value' | 'ratio'> {
  const p99 = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
  return { value: ms(median(times)), ratio: `p99 ${ms(p99)}, processor ${ms(cpu)}` }
}
