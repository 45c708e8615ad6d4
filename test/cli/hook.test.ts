import { describe, expect, it } from 'vitest'
import { initGit, newPlace, runCli, runHook } from '../support/processes.ts'

describe('midstride hook', () => {
  it('answers as the bundle does', () => {
    const place = newPlace()
    initGit(place)
    runCli(place, ['save', '-', '--session', 'old'], { stdin: '{"goals":{"main_task":"Write the limiter"}}' })
    const payload = { session_id: 'new', cwd: place.project, hook_event_name: 'SessionStart', source: 'startup' }
    const ran = runCli(place, ['hook', 'session-start', '--host', 'claude-code'], { stdin: JSON.stringify(payload) })
    expect(JSON.parse(ran.out)).toEqual(runHook(place, 'session-start', 'claude-code', payload).answer)
  })

  it.each([
    ['post-compact', 'gemini'],
    ['session-start', 'opencode'],
    ['stop', 'zed'],
  ])('is silent about %s of %s, which has no such event', (event, host) => {
    expect(runCli(newPlace(), ['hook', event, '--host', host], { stdin: '{}' })).toEqual({ code: 0, out: '', err: '' })
  })

  it.each<[string[], RegExp]>([
    [['hook'], /needs <event>/],
    [['hook', 'sesion-start'], /did you mean 'session-start'/],
    [['hook', 'stop', '--host', 'claud-code'], /did you mean '--host claude-code'/],
  ])('refuses %j in one line', (args, words) => {
    const ran = runCli(newPlace(), args, { stdin: '{}' })
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringMatching(words) })
    expect(ran.err.trim().split('\n')).toHaveLength(1)
  })
})
