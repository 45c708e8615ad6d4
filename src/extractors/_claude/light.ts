import { own } from '../../core/own.ts'
import { readCommandLine } from '../../core/session/commands.ts'
import { needsCheckOutput } from '../_core/check-output.ts'
import type { Mark } from '../_core/facts.ts'
import { needsOutput } from '../_core/git.ts'
import { asText } from '../_core/json.ts'
import { callKeys } from './keys.ts'
import type { Session } from './session.ts'
import { type Call, HANDLERS, SHELLS } from './tools.ts'

/** Tools whose result says nothing that the call did not say, once it went well: those on a file where the call names it. */
const LIGHT = new Map<string, string | null>([
  ['Read', 'file_path'],
  ['Write', 'file_path'],
  ['Edit', 'file_path'],
  ['MultiEdit', 'file_path'],
  ['NotebookEdit', 'notebook_path'],
  ['TodoWrite', null],
  ['Grep', null],
  ['Glob', null],
  ['LS', null],
  ['WebFetch', null],
  ['WebSearch', null],
  ['ToolSearch', null],
])

export function isLightCall(call: Call, fresh: boolean): boolean {
  const names = LIGHT.get(call.name)
  if (names !== undefined) return names === null || asText(call.input[names]) !== ''
  if (!SHELLS.has(call.name)) return false
  if (!fresh) return true
  const command = asText(call.input.command)
  return readCommandLine(command).test === null && !needsOutput(command) && !needsCheckOutput(command)
}

/** Answers a call from nothing but the fact that it went well. */
export function answerLight(session: Session, toolUseId: string, mark: Mark): void {
  const call = session.calls.get(toolUseId)
  if (!call) return
  session.calls.delete(toolUseId)
  if (mark.actor !== 'main') {
    if (session.answered.has(toolUseId)) return
    session.answered.add(toolUseId)
  }
  session.facts.succeeded(() => callKeys(call))
  own(HANDLERS, call.name)?.(session, call, { text: '', isError: false, data: {}, mark })
}
