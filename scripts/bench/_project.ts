import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { completeState } from '../../src/core/state/complete.ts'
import { sqlStore } from '../../src/store/sql/store.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'

export const root = path.resolve(import.meta.dirname, '../..')
const recording = path.join(root, 'test/fixtures/recordings/claude-code/rate-limiter')

/** A repository with one commit and a home of its own. */
export interface BenchProject {
  folder: string
  project: string
  env: Record<string, string>
  database: string
}

export function newProject(): BenchProject {
  const folder = mkdtempSync(path.join(tmpdir(), 'midstride-bench-'))
  const project = path.join(folder, 'project')
  mkdirSync(project)
  const database = path.join(folder, 'midstride.db')
  // Certificates of a company cost Node 20 forty milliseconds at every start; they are not the hook's.
  const env = { PATH: process.env.PATH ?? '', HOME: folder, MIDSTRIDE_DB: database }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b', ...args], { cwd: project })
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'first')
  return { folder, project, env, database }
}

export function removeProject({ folder }: BenchProject): void {
  rmSync(folder, { recursive: true, force: true })
}

/** The recorded session, over and over with ids of its own each time, until it has that many bytes. */
export function longTranscript(file: string, bytes: number): void {
  const name = readdirSync(recording).find(entry => entry.endsWith('.jsonl'))!
  const text = readFileSync(path.join(recording, name), 'utf8')
  const parts: string[] = []
  for (let size = 0, n = 0; size < bytes; n += 1) {
    const own = n.toString(16).padStart(8, '0')
    const part = text
      .replace(/"(uuid|parentUuid|promptId|messageId)":"[0-9a-f]{8}/g, `"$1":"${own}`)
      .replace(/toolu_(\w)/g, `toolu_${own}$1`)
    parts.push(part)
    size += Buffer.byteLength(part)
  }
  writeFileSync(file, parts.join(''))
}

/** Revisions of many sessions, as a busy project has them. */
export async function fillStore({ project, database }: BenchProject, revisions: number): Promise<void> {
  const store = sqlStore(await openSqlite(database))
  const state = completeState({}, { project, session: null, timestamp: '2026-11-20T12:00:00Z' })
  try {
    for (let n = 0; n < revisions; n += 1) {
      const goals = { ...state.goals, ultimate: `goal ${n}` }
      await store.save({ scope: { project, session: `old-${n % 250}` }, state: { ...state, goals }, trigger: 'auto' })
    }
  } finally {
    await store.close()
  }
}
