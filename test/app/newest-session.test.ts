import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newestSession, projectSessions } from '../../src/app/newest-session.ts'
import { newPlace, type Place } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'
import { claudeTranscript, placeClaude, prompt, put } from '../support/transcript.ts'

/** A recording as if it had been made in this project. */
function moved(agent: string, place: Place): string {
  const recorded = readRecordings().find(entry => entry.agent === agent)!
  return readFileSync(recorded.transcript, 'utf8').replaceAll(recorded.project, place.project)
}

const hash = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')

describe('sessions of a project', () => {
  it('are found in Codex, its subagents left out', async () => {
    const place = newPlace()
    const day = path.join(place.home, 'codex', 'sessions/2026/01/05')
    const file = put(path.join(day, 'rollout-2026-01-05T12-00-00-a.jsonl'), moved('codex', place), 60)
    const [first, ...rest] = moved('codex', place).split('\n')
    const child = first!.replace('"payload":{', '"payload":{"parent_thread_id":"a",')
    put(path.join(day, 'rollout-2026-01-05T12-00-00-b.jsonl'), [child, ...rest].join('\n'))
    const env = { ...place.env, CODEX_HOME: path.join(place.home, 'codex') }
    expect(await newestSession(place.project, env)).toMatchObject({ agent: 'codex', transcript: file })
    expect(await projectSessions(place.home, env)).toEqual([])
  })

  it('are found in Gemini by the hash of the folder', async () => {
    const place = newPlace()
    const text = moved('gemini', place).replace(/"projectHash":"\w+"/, `"projectHash":"${await hash(place.project)}"`)
    const file = put(path.join(place.home, '.gemini/tmp/project/chats/session-1.jsonl'), text)
    put(path.join(place.home, '.gemini/tmp/other/chats/session-2.jsonl'), moved('gemini', place))
    expect(await newestSession(place.project, place.env)).toMatchObject({ agent: 'gemini', transcript: file })
  })

  it('are the newest of all agents', async () => {
    const place = newPlace()
    const old = path.join(place.home, '.codex/sessions/2026/01/05/rollout-1.jsonl')
    put(old, moved('codex', place), 120)
    const claude = placeClaude(place, place.project, 's', claudeTranscript(place.project, [prompt('Go')]), 60)
    expect((await projectSessions(place.project, place.env)).map(({ agent }) => agent)).toEqual([
      'claude-code',
      'codex',
    ])
    expect((await newestSession(place.project, place.env)).transcript).toBe(claude)
  })
})
