import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { render } from '../../src/core/render/render.ts'
import { newPlace } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'
import { makeState } from '../support/states.ts'
import { runVerb } from '../support/verbs.ts'

const state = makeState({ goals: { ultimate: 'ship the importer' }, session_id: 's1' })
const recording = readRecordings().find(({ agent }) => agent === 'claude-code')!
const title = (html: string) => /<title>(.*)<\/title>/.exec(html)?.[1]

describe('midstride report', () => {
  it('shows a handoff, and writes it where it is told to', async () => {
    const place = newPlace()
    writeFileSync(path.join(place.project, 'HANDOFF.md'), render(state))
    const { code, out } = await runVerb(place, ['report', '-o', 'page.html'])
    expect({ code, out }).toEqual({ code: 0, out: `${path.join(place.project, 'page.html')}\n` })
    const page = readFileSync(path.join(place.project, 'page.html'), 'utf8')
    expect(title(page)).toBe('HANDOFF.md')
    expect(page).toContain('ship the importer')
    expect(page).toContain('<section id="lint">')
  })

  it('shows what was saved, with what changed since, by revision and by session', async () => {
    const place = newPlace()
    await runVerb(place, ['save', '-'], { stdin: JSON.stringify(state) })
    for (const subject of [[], ['r1'], ['1'], ['s1']]) {
      const { code, out } = await runVerb(place, ['report', ...subject])
      expect(code).toBe(0)
      expect(title(out)).toBe('Revision 1 of project')
      expect(out).toContain('<section id="drift">')
    }
  })

  it('shows a session, with a timeline', async () => {
    const { code, out } = await runVerb(newPlace(), ['report', recording.transcript])
    expect(code).toBe(0)
    expect(title(out)).toBe(`Session ${recording.sessionId}`)
    expect(out).toContain('<svg class="strip"')
    expect(out).toContain('rejects the eleventh export within a minute')
  })

  it('adds no transcript that a document merely names', async () => {
    const place = newPlace()
    const lured = { ...state, x_midstride: { ...state.x_midstride, transcript: recording.transcript } }
    writeFileSync(path.join(place.project, 'HANDOFF.md'), render(lured))
    expect((await runVerb(place, ['report'])).out).not.toContain('<section id="timeline">')
  })

  it.each([
    [['nothing-like-it'], "'nothing-like-it' is neither a file nor a revision or session that was saved"],
    [['HANDOFF.md', '-o', 'HANDOFF.md'], 'the page would replace what it shows'],
    [[], 'no session of the project'],
  ])('refuses %j in a line', async (args, words) => {
    const place = newPlace()
    if (args.length > 0) writeFileSync(path.join(place.project, 'HANDOFF.md'), render(state))
    const { code, out, err } = await runVerb(place, ['report', ...args])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
