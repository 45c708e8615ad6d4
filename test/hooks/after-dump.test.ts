import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newPlace, type Place, runHook } from '../support/processes.ts'

const HALT =
  'All is said.\n\n---\nDUMP COMPLETE. Work paused at checkpoint.\n\nTo resume: `/pull t-12ab` or claim the follow-up tasks created above.\n---'
const payload = (place: Place, event: string, extra: object = {}) => ({
  session_id: 's1',
  transcript_path: path.join(place.home, 'none.jsonl'),
  cwd: place.project,
  hook_event_name: event,
  ...extra,
})
const edit = (place: Place) => payload(place, 'PreToolUse', { tool_name: 'Edit', tool_input: { file_path: 'a.txt' } })
const bash = (place: Place, command: string) =>
  payload(place, 'PreToolUse', { tool_name: 'Bash', tool_input: { command } })

function dump(place: Place) {
  runHook(place, 'stop', 'claude-code', payload(place, 'Stop', { last_assistant_message: HALT }))
}

describe('after a dump', () => {
  it('warns once before a change, until the next prompt', () => {
    const place = newPlace()
    expect(runHook(place, 'pre-tool', 'claude-code', edit(place)).out).toBe('')
    dump(place)
    const { answer } = runHook(place, 'pre-tool', 'claude-code', edit(place))
    expect(answer.hookSpecificOutput.additionalContext).toContain('take the work up first')
    expect(runHook(place, 'pre-tool', 'claude-code', edit(place)).out).toBe('')
    runHook(place, 'prompt', 'claude-code', payload(place, 'UserPromptSubmit', { prompt: 'one more thing' }))
    expect(runHook(place, 'pre-tool', 'claude-code', edit(place)).answer).not.toBeNull()
  })

  it('refuses where that was asked for', () => {
    const place = newPlace()
    dump(place)
    const { answer } = runHook(place, 'pre-tool', 'claude-code', edit(place), { MIDSTRIDE_AFTER_DUMP: 'deny' })
    expect(answer.hookSpecificOutput).toMatchObject({ hookEventName: 'PreToolUse', permissionDecision: 'deny' })
    expect(runHook(place, 'pre-tool', 'claude-code', edit(place), { MIDSTRIDE_AFTER_DUMP: 'off' }).out).toBe('')
  })

  it.each(['git status', 'ls -la src', 'git log --oneline -3', 'cat README.md', 'midstride task list'])(
    'lets %j pass: it only looks',
    command => {
      const place = newPlace()
      dump(place)
      expect(runHook(place, 'pre-tool', 'claude-code', bash(place, command)).out).toBe('')
    },
  )

  it.each(['rm a.txt', 'ls; rm a.txt', 'cat $(x)', 'git status > a.txt', 'npm test', 'git status\nrm a'])(
    'does not take %j for one that only looks',
    command => {
      const place = newPlace()
      dump(place)
      expect(runHook(place, 'pre-tool', 'claude-code', bash(place, command)).answer).not.toBeNull()
    },
  )

  it.each<[string, (place: Place) => unknown]>([
    [
      'a claimed task',
      place => payload(place, 'PreToolUse', { tool_name: 'mcp__midstride__claim_task', tool_input: {} }),
    ],
    ['a loaded state', place => payload(place, 'PreToolUse', { tool_name: 'mcp__midstride__workflow_state_load' })],
    ['midstride resume', place => bash(place, 'midstride resume')],
  ])('is open again after %s', (_, pull) => {
    const place = newPlace()
    dump(place)
    runHook(place, 'pre-tool', 'claude-code', pull(place))
    expect(runHook(place, 'pre-tool', 'claude-code', edit(place)).out).toBe('')
  })

  it.each(['/pull t-12ab', '/midstride:pull', '$pull', 'continue'])('is open again after the prompt %j', prompt => {
    const place = newPlace()
    dump(place)
    runHook(place, 'prompt', 'claude-code', payload(place, 'UserPromptSubmit', { prompt }))
    expect(runHook(place, 'pre-tool', 'claude-code', edit(place)).out).toBe('')
  })

  it('sees the halt block in the transcript when the agent goes on in the same turn', () => {
    const place = newPlace()
    const transcript = path.join(place.home, 't.jsonl')
    const record = (type: string, text: string) =>
      JSON.stringify({ type, message: { role: type, content: [{ type: 'text', text }] } })
    const at = { transcript_path: transcript }
    writeFileSync(transcript, `${record('user', HALT)}\n`)
    runHook(place, 'prompt', 'claude-code', payload(place, 'UserPromptSubmit', { prompt: '/dump late', ...at }))
    expect(runHook(place, 'pre-tool', 'claude-code', { ...edit(place), ...at }).out).toBe('')
    writeFileSync(transcript, `${record('user', HALT)}\n${record('assistant', HALT)}\n{"broken`)
    expect(runHook(place, 'pre-tool', 'claude-code', { ...edit(place), ...at }).answer).not.toBeNull()
  })

  it('says so to another session never', () => {
    const place = newPlace()
    dump(place)
    expect(runHook(place, 'pre-tool', 'claude-code', { ...edit(place), session_id: 's2' }).out).toBe('')
  })

  it('refuses in the shape of each host', () => {
    const place = newPlace()
    const env = { MIDSTRIDE_AFTER_DUMP: 'deny' }
    const gemini = (event: string, extra: object) => ({
      session_id: 'g',
      cwd: place.project,
      hook_event_name: event,
      ...extra,
    })
    runHook(place, 'stop', 'gemini', gemini('AfterAgent', { prompt: 'x', prompt_response: HALT }))
    const refused = runHook(
      place,
      'pre-tool',
      'gemini',
      gemini('BeforeTool', { tool_name: 'write_file', tool_input: {} }),
      env,
    )
    expect(refused.answer).toMatchObject({ decision: 'deny' })
    const copilot = { sessionId: 'c', cwd: place.project, toolName: 'edit', toolArgs: '{"path":"a"}' }
    runHook(place, 'stop', 'copilot-cli', { sessionId: 'c', lastAssistantMessage: HALT })
    expect(runHook(place, 'pre-tool', 'copilot-cli', copilot, env).answer).toMatchObject({ permissionDecision: 'deny' })
  })
})
