import { appendFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newPlace, type Place, runHook } from '../support/processes.ts'

const edit = JSON.stringify({
  type: 'assistant',
  message: { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Edit', input: { file_path: '/a' } }] },
})
const answer = JSON.stringify({
  type: 'assistant',
  message: { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
})

function session(lines: string[]): {
  place: Place
  transcript: string
  stop: (extra?: object, env?: Record<string, string>) => ReturnType<typeof runHook>
} {
  const place = newPlace()
  const transcript = path.join(place.home, 't.jsonl')
  writeFileSync(transcript, lines.map(line => `${line}\n`).join(''))
  const payload = {
    session_id: 's1',
    transcript_path: transcript,
    cwd: place.project,
    hook_event_name: 'Stop',
    stop_hook_active: false,
    last_assistant_message: 'Hi',
    background_tasks: [],
  }
  return {
    place,
    transcript,
    stop: (extra = {}, env = {}) => runHook(place, 'stop', 'claude-code', { ...payload, ...extra }, env),
  }
}

describe('at the end of a turn', () => {
  it('says nothing where only questions were answered', () => {
    const { stop } = session([answer])
    expect(stop()).toMatchObject({ code: 0, out: '', err: '' })
  })

  it('reminds the person once where files were changed, and never lets the turn go on', () => {
    const { stop } = session([answer, edit])
    const first = stop()
    expect(Object.keys(first.answer)).toEqual(['systemMessage'])
    expect(stop().out).toBe('')
  })

  it('finds what was written after it last looked', () => {
    const { stop, transcript } = session([answer])
    stop()
    appendFileSync(transcript, `${edit}\n`)
    expect(stop().answer).toHaveProperty('systemMessage')
  })

  it('holds the agent back only where that was asked for, once, and never in a loop', () => {
    const { stop } = session([edit])
    const env = { MIDSTRIDE_STOP: 'block' }
    expect(stop({ stop_hook_active: true }, env).out).toBe('')
    expect(stop({ background_tasks: [{ id: 1 }] }, env).out).toBe('')
    expect(stop({}, env).answer).toMatchObject({ decision: 'block' })
    expect(stop({}, env).out).toBe('')
    expect(session([edit]).stop({}, { MIDSTRIDE_STOP: 'off' }).out).toBe('')
  })

  it('says nothing after a dump', () => {
    const { stop } = session([edit])
    const halt =
      'DUMP COMPLETE. Work paused at checkpoint.\n\nTo resume: `/pull t-1` or claim the follow-up tasks created above.'
    expect(stop({ last_assistant_message: halt }).out).toBe('')
  })
})
