import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UserError } from '../../src/core/errors.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { networkDrive } from '../../src/store/sqlite/connect.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { makeState } from '../support/states.ts'
import { bundleSaver } from './_bundle.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'midstride-disk-'))
const root = process.getuid?.() === 0
let saver: Awaited<ReturnType<typeof bundleSaver>>
beforeAll(async () => {
  saver = await bundleSaver()
})
afterAll(async () => {
  await saver.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const NOBODY = 65_534

/** What a process says that may write no more than an ordinary user may. */
async function asNobody(file: string): Promise<string> {
  const child = spawn(process.execPath, [saver.saver, 's', '1'], {
    env: { PATH: process.env.PATH, MIDSTRIDE_DB: file },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(root && { uid: NOBODY, gid: NOBODY }),
  })
  let said = ''
  child.stderr!.on('data', chunk => {
    said += chunk
  })
  await once(child, 'exit')
  return /^UserError: (.*)$/m.exec(said)?.[1] ?? said
}

describe.skipIf(process.platform === 'win32')('a place that cannot be written to', () => {
  it('a home that is read-only', async () => {
    const home = path.join(folder, 'home')
    mkdirSync(home)
    chmodSync(folder, 0o755)
    chmodSync(home, 0o555)
    chmodSync(path.dirname(saver.saver), 0o755)
    expect(await asNobody(path.join(home, 'share', 'midstride.db'))).toMatch(
      /^the database .*midstride.db cannot be opened: permission denied$/,
    )
  })

  it('a file that is read-only, in a folder that is', async () => {
    const place = path.join(folder, 'kept')
    mkdirSync(place)
    const file = path.join(place, 'midstride.db')
    await (await openSqlite(file)).close()
    if (root) for (const at of [place, file]) chownSync(at, NOBODY, NOBODY)
    chmodSync(file, 0o444)
    chmodSync(place, 0o555)
    expect(await asNobody(file)).toMatch(/^the database .*midstride.db cannot be (?:opened|written: it is read-only)$/)
  })
})

/** A file system of one megabyte, where the user may mount one. */
const small = path.join(folder, 'small')
mkdirSync(small)
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]).status === 0
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', small])
})

describe.skipIf(!mounted)('a full disk', () => {
  it('is named, what was acknowledged is there, and the next save goes on when there is space', async () => {
    const file = path.join(small, 'midstride.db')
    const store = sqlStore(await openSqlite(file))
    const save = (n: number) =>
      store.save({
        scope: { project: '/code/app', session: 's1' },
        state: makeState({ goals: { ultimate: `goal ${n} ${'x'.repeat(60_000)}` } }),
        trigger: 'auto',
      })
    let done = 0
    let refused: unknown
    while (refused === undefined && done < 100)
      try {
        await save(done + 1)
        done += 1
      } catch (error) {
        refused = error
      }
    expect((refused as UserError).line).toMatch(
      /^the database .*midstride.db cannot be (?:written: the disk is full — free some space|read or written: the disk reports an error, or is full)/,
    )
    expect((await store.log('/code/app')).length).toBe(done)
    execFileSync('mount', ['-o', 'remount,size=8m', small])
    expect((await save(99)).revision).toBe(done + 1)
    expect((await store.load({ project: '/code/app' }))?.state.goals.ultimate).toMatch(/^goal 99/)
    await store.close()
  })

  it('has no room for a new store', async () => {
    const full = path.join(folder, 'full')
    mkdirSync(full)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', full])
    try {
      const error = await openSqlite(path.join(full, 'midstride.db')).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(UserError)
      expect((error as UserError).line).toMatch(/disk is full|is full/)
    } finally {
      execFileSync('umount', ['-l', full])
    }
  })
})

describe('a network drive', () => {
  it.skipIf(process.platform !== 'linux')('is known by its type', () => {
    expect([0x6969, 0xff534d42, -11_317_950, 0x517b].map(networkDrive)).toEqual(['NFS', 'CIFS', 'CIFS', 'SMB'])
    expect([0xef53, 0x01021994, 0x794c7630].map(networkDrive)).toEqual([null, null, null])
  })
})
