import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore, storeLocation } from '../../src/app/open-store.ts'
import { loadState, type Place, restoreState, saveState, updateState } from '../../src/app/state.ts'
import { RefusedError } from '../../src/core/errors.ts'
import type { Store } from '../../src/store/store.ts'
import { newPlace } from '../support/processes.ts'

async function scene(session?: string): Promise<{ store: Store; place: Place }> {
  const { env, project } = newPlace()
  const store = await openStore(env)
  onTestFinished(() => store.close())
  return { store, place: { directory: project, env, session } }
}

const todo = (id: string, content: string) => ({ todos: { explicit: [{ id, content }] } })
const contents = async (store: Store, place: Place) =>
  (await loadState(store, place))?.state.todos.explicit.map(({ content }) => content)

describe('updating a state', () => {
  it('begins one where nothing was saved', async () => {
    const { store, place } = await scene('s')
    expect(await updateState(store, place, { updates: todo('1', 'a') })).toMatchObject({
      revision: 1,
      session: 's',
      trigger: 'manual',
    })
    expect(await updateState(store, place, { updates: todo('2', 'b'), trigger: 'auto' })).toMatchObject({
      revision: 2,
      trigger: 'auto',
    })
    expect(await contents(store, place)).toEqual(['a', 'b'])
  })

  it('changes nothing the second time', async () => {
    const { store, place } = await scene('s')
    await updateState(store, place, { updates: todo('1', 'a') })
    expect(await updateState(store, place, { updates: todo('1', 'a') })).toMatchObject({ revision: 1, unchanged: true })
  })

  it('does not lose a save that came between', async () => {
    const { store, place } = await scene('s')
    await updateState(store, place, { updates: todo('0', 'first') })
    const updates = Array.from({ length: 4 }, (_, n) =>
      updateState(store, place, { updates: todo(String(n + 1), `todo ${n}`) }),
    )
    await Promise.all(updates)
    expect((await contents(store, place))?.sort()).toEqual(['first', 'todo 0', 'todo 1', 'todo 2', 'todo 3'])
  })

  it('never mixes sessions: the host that has none yet begins its own', async () => {
    const { store, place } = await scene()
    await saveState(store, { ...place, session: 'other' }, { state: todo('1', 'of another') as object })
    const host = { ...place, env: { ...place.env, CLAUDE_CODE_SESSION_ID: 'mine' } }
    expect(await updateState(store, host, { updates: todo('1', 'my own') })).toMatchObject({ session: 'mine' })
    expect(await contents(store, { ...place, session: 'other' })).toEqual(['of another'])
    expect(await contents(store, { ...place, session: 'mine' })).toEqual(['my own'])
  })

  it('takes the newest state of the project when nobody says which session it is', async () => {
    const { store, place } = await scene()
    await saveState(store, { ...place, session: 's1' }, { state: todo('1', 'a') as object })
    expect(await updateState(store, place, { updates: todo('2', 'b') })).toMatchObject({ revision: 2, session: 's1' })
  })

  it('refuses what the format does not know, and keeps what was there', async () => {
    const { store, place } = await scene('s')
    await updateState(store, place, { updates: todo('1', 'a') })
    await expect(updateState(store, place, { updates: { compaction_flag: true } })).rejects.toThrow(RefusedError)
    expect((await loadState(store, place))?.revision).toBe(1)
  })

  it('may take out what binds, without a warning; a whole state that lacks it gets one', async () => {
    const { store, place } = await scene('s')
    const decided = { decisions: { binding: [{ decision: 'use SQLite' }] } }
    await updateState(store, place, { updates: decided })
    const taken = { decisions: { binding: [{ decision: 'use SQLite', $delete: true }] } }
    expect((await updateState(store, place, { updates: taken })).warnings).toEqual([])
    await restoreState(store, place, 1)
    expect((await saveState(store, place, { state: {} })).warnings).toHaveLength(1)
  })
})

describe('where the store is', () => {
  it.each([
    [{ MIDSTRIDE_DB: 'postgres://u@h/db' }, { kind: 'postgres', url: 'postgres://u@h/db' }],
    [{ MIDSTRIDE_DB: 'postgresql://h/db' }, { kind: 'postgres', url: 'postgresql://h/db' }],
    [{ MIDSTRIDE_DB: '/data/team.db' }, { kind: 'sqlite', file: path.resolve('/data/team.db') }],
    [{ XDG_DATA_HOME: '/data' }, { kind: 'sqlite', file: path.join('/data', 'midstride', 'midstride.db') }],
    [
      { XDG_DATA_HOME: 'data', HOME: '/home/me' },
      { kind: 'sqlite', file: path.join('/home/me', '.local', 'share', 'midstride', 'midstride.db') },
    ],
    [
      { MIDSTRIDE_DB: '', HOME: '/home/me' },
      { kind: 'sqlite', file: path.join('/home/me', '.local', 'share', 'midstride', 'midstride.db') },
    ],
  ])('%j', (env, location) => expect(storeLocation(env)).toEqual(location))
})
