import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { initGit, McpClient, newPlace, type Place } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'

const claude = readRecordings().find(recorded => recorded.agent === 'claude-code')!

/** A session of this very project, where Claude Code keeps it. */
function withSession(place: Place): string {
  const folder = path.join(place.home, '.claude/projects', place.project.replace(/[^A-Za-z0-9]/g, '-'))
  mkdirSync(folder, { recursive: true })
  const transcript = path.join(folder, `${claude.sessionId}.jsonl`)
  writeFileSync(transcript, readFileSync(claude.transcript, 'utf8').replaceAll('/home/dev/exporter', place.project))
  return transcript
}

async function server() {
  const place = newPlace()
  initGit(place)
  const transcript = withSession(place)
  const client = await McpClient.start(place, { env: { CLAUDE_CODE_SESSION_ID: claude.sessionId } })
  return { place, client, transcript }
}

describe('handoff_draft', () => {
  it('writes the handoff of the calling session and lists what is left to judge', async () => {
    const { place, client, transcript } = await server()
    const drafted = await client.call('handoff_draft', { output: 'HANDOFF.md', mode: 'manual', save: true })
    expect(drafted.data).toMatchObject({ transcript, session: claude.sessionId, revision: 1 })
    expect(drafted.text.length).toBeLessThan(10_000)
    const text = readFileSync(path.join(place.project, 'HANDOFF.md'), 'utf8')
    expect(text).toContain(claude.facts.goal)
    const [first] = drafted.data.questions
    expect(text.split('\n')[first.line - 1]).toContain('<!-- judge:')
    expect((await client.call('handoff_lint', { path: 'HANDOFF.md' })).data.errors).toBeGreaterThanOrEqual(0)
    expect((await client.call('handoff_draft', { output: 'HANDOFF.md' })).failed).toBe(false)
  })

  it('comes in pieces where there is no file to write', async () => {
    const { client } = await server()
    let text = ''
    let offset: number | null = 0
    while (offset !== null) {
      const piece = await client.call('handoff_draft', { offset })
      expect(piece.text.length).toBeLessThan(10_000)
      text += piece.data.document
      offset = piece.data.next_offset
    }
    expect(text).toMatch(/SECTION 0[\s\S]*1\.20[\s\S]*Step 9/)
  })

  it.each<[string, string, (place: Place) => void]>([
    ['what is no Markdown', 'package.json', () => {}],
    ['outside the project', '../HANDOFF.md', () => {}],
    ['an absolute path outside', '/tmp/midstride-handoff.md', () => {}],
    ['over another document', 'README.md', () => {}],
    ['through a link', 'out/HANDOFF.md', place => symlinkSync(place.home, path.join(place.project, 'out'))],
    [
      'over a link',
      'LINK.md',
      place => symlinkSync(path.join(place.home, 'x.md'), path.join(place.project, 'LINK.md')),
    ],
    ['into a folder that is not there', 'none/HANDOFF.md', () => {}],
  ])('writes nothing %s', async (_, output, prepare) => {
    const { place, client } = await server()
    prepare(place)
    expect((await client.call('handoff_draft', { output })).failed).toBe(true)
    expect(readFileSync(path.join(place.project, 'README.md'), 'utf8')).toBe('# Project\n')
  })

  it('says so when a session has no transcript', async () => {
    const { client } = await server()
    const refused = await client.call('handoff_draft', { session_id: 'unknown' })
    expect(refused).toMatchObject({ failed: true, text: expect.stringMatching(/no transcript of session 'unknown'/) })
  })
})

describe('handoff_verify', () => {
  it('puts what is wrong first', async () => {
    const { place, client } = await server()
    const claims = '# Handoff\n\n- All 99 tests pass.\n- `src/server.js` was edited.\n- `src/nowhere.js` was created.\n'
    writeFileSync(path.join(place.project, 'HANDOFF.md'), claims)
    const { data } = await client.call('handoff_verify', { path: 'HANDOFF.md' })
    expect(data.summary.contradicted).toBeGreaterThan(0)
    expect(data.claims[0]).toMatchObject({ verdict: 'contradicted' })
    expect(data.claims[0].evidence.length).toBeGreaterThan(0)
  })

  it('takes the text itself', async () => {
    const { client } = await server()
    expect((await client.call('handoff_verify', { text: 'Nothing to see.' })).data).toMatchObject({
      file: 'document',
      claims: [],
    })
    expect((await client.call('handoff_verify', {})).text).toMatch(/give path, or text/)
    expect((await client.call('handoff_verify', { path: 'none.md' })).text).toMatch(/does not exist/)
  })
})

describe('find_plans', () => {
  it('names the documents and where it looked', async () => {
    const { place, client } = await server()
    mkdirSync(path.join(place.project, 'docs/plans'), { recursive: true })
    copyFileSync(
      path.join(import.meta.dirname, '../fixtures/recordings/project/docs/plans/2026-11-18-rate-limiter-impl.md'),
      path.join(place.project, 'docs/plans/2026-11-18-rate-limiter-impl.md'),
    )
    const { data } = await client.call('find_plans', {})
    expect(data.plans).toHaveLength(1)
    expect(data.plans[0]).toMatchObject({
      kind: 'impl',
      path: path.join(place.project, 'docs/plans/2026-11-18-rate-limiter-impl.md'),
    })
    expect(data.searched.length).toBeGreaterThan(2)
  })
})
