import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newestSession, projectSessions, worktreeSessions } from '../../src/app/newest-session.ts'
import { git, initGit, newPlace, type Place } from '../support/processes.ts'
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

  it('are found in Gemini by the folder’s own name, which two files tell of', async () => {
    const place = newPlace()
    const tmp = path.join(place.home, '.gemini/tmp')
    const sub = path.join(place.project, 'packages/a')
    const marked = put(path.join(tmp, 'app/chats/session-1.jsonl'), moved('gemini', place), 60)
    put(path.join(tmp, 'app/.project_root'), place.project)
    const listed = put(path.join(tmp, 'a/chats/session-2.jsonl'), moved('gemini', place), 30)
    put(
      path.join(place.home, '.gemini/projects.json'),
      JSON.stringify({ projects: { [sub]: 'a', '/code/other': 'other' } }),
    )
    put(path.join(tmp, 'other/chats/session-3.jsonl'), moved('gemini', place))
    expect((await projectSessions(place.project, place.env)).map(one => one.transcript)).toEqual([listed, marked])
    put(path.join(place.home, '.gemini/projects.json'), '{"projects": [')
    expect(await newestSession(place.project, place.env)).toMatchObject({ transcript: marked })
  })

  it.each([
    ['CLAUDE_CONFIG_DIR', 'claude', 'claude-code'],
    ['CODEX_HOME', 'codex', 'codex'],
    ['GEMINI_CLI_HOME', 'gemini', 'gemini'],
  ])('are looked for where %s says', async (name, folder, agent) => {
    const place = newPlace()
    const home = path.join(place.home, 'elsewhere', folder)
    const text = {
      'claude-code': claudeTranscript(place.project, [prompt('Go')]),
      codex: moved('codex', place),
      gemini: moved('gemini', place).replace(/"projectHash":"\w+"/, `"projectHash":"${await hash(place.project)}"`),
    }[agent]!
    const at = {
      'claude-code': ['projects', place.project.replace(/[^A-Za-z0-9]/g, '-'), 's.jsonl'],
      codex: ['sessions/2026/01/05/rollout-1.jsonl'],
      gemini: ['.gemini/tmp/x/chats/session-1.jsonl'],
    }[agent]!
    const file = put(path.join(home, ...at), text)
    expect(await projectSessions(place.project, place.env)).toEqual([])
    expect(await newestSession(place.project, { ...place.env, [name]: home })).toMatchObject({
      agent,
      transcript: file,
    })
  })

  it('of a linked worktree are its own; those of the repository’s other worktrees are known, and named when there is no other', async () => {
    const place = newPlace()
    initGit(place)
    const tree = path.join(place.home, 'tree')
    git(place, ['worktree', 'add', '-q', '-b', 'side', tree])
    const main = placeClaude(place, place.project, 's', claudeTranscript(place.project, [prompt('Go')]), 60)
    expect(await projectSessions(tree, place.env)).toEqual([])
    expect(await worktreeSessions(tree, place.env)).toMatchObject([{ transcript: main }])
    await expect(newestSession(tree, place.env)).rejects.toThrow(/no session of the project/)
    const own = placeClaude(place, tree, 't', claudeTranscript(tree, [prompt('On')]), 90)
    expect(await newestSession(tree, place.env)).toMatchObject({ transcript: own })
    expect(await worktreeSessions(place.project, place.env)).toMatchObject([{ transcript: own }])
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
