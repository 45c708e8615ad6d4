/** After a halt block the session is over: what changes files or starts work is warned about, or refused, until something is pulled. */
import { isHalted } from '../../core/halt.ts'
import type { Env } from '../../io/env.ts'
import { noteCaller } from '../caller.ts'
import type { HookInput, HookOutput } from '../hook.ts'
import type { Marks } from './marks.ts'
import { assistantWords, lastLines } from './words.ts'

/** Tools that write files or start work, by the names hosts give them. */
const MUTATING =
  /^(?:edit|multiedit|write|notebookedit|create|delete|apply_?patch|str_replace\w*|search_?replace|replace|write_file|edit_file|create_file|delete_file|agent|task|spawn_agent|invoke_agent)$/i
const SHELL = /^(?:bash|shell|execute|run_shell_command|exec|exec_command|local_shell)$/i
/** Commands that only look; anything with an operator is taken for one that changes something. */
const LOOKING =
  /^(?:git (?:status|log|diff|show|branch|rev-parse|worktree list)|ls|pwd|cat|head|tail|wc|rg|grep|which|date|midstride)\b[^;&|<>`$()\n]*$/
const PULLING = /(?:^|_)(?:claim_task|workflow_state_load)$/
const PULLING_COMMAND = /^(?:npx )?midstride (?:resume|load|task claim)\b/
const PULLING_PROMPT = /^\s*(?:[/$](?:[\w:-]*[:_])?pull\b|continue\b|resume\b|pick up\b)/i
const DUMPING_PROMPT = /^\s*[/$](?:[\w:-]*[:_])?dump\b/i

export type AfterDump = 'warn' | 'deny' | 'off'

/** What happens to changes after a dump: `MIDSTRIDE_AFTER_DUMP`, warn when it says nothing. */
export function afterDump(env: Env): AfterDump {
  const value = env.MIDSTRIDE_AFTER_DUMP
  return value === 'deny' || value === 'off' ? value : 'warn'
}

/** The user asks for work to be taken up. */
export const asksToPull = (prompt: string): boolean => PULLING_PROMPT.test(prompt)

/** Notes what a prompt says about the end of the session: a dump begins, or work is taken up again. */
export function notePrompt(prompt: string, marks: Marks): void {
  if (asksToPull(prompt)) reopen(marks)
  else if (DUMPING_PROMPT.test(prompt)) marks.set({ dumping: true })
  else if (marks.data.closed) marks.set({ closed: { ...marks.data.closed, warned: 0 } })
}

/** Notes the end of a turn: the session is closed when its last words hold a halt block. */
export function noteTurnEnd(input: HookInput, marks: Marks, now: string): void {
  if (marks.data.closed) return
  const halted = input.lastAssistant !== null ? isHalted(input.lastAssistant) : saidHalt(input)
  if (halted) marks.set({ closed: { at: now, warned: 0 }, dumping: undefined })
}

export function judgeTool(input: HookInput, marks: Marks, now: string): HookOutput {
  if (!input.tool) return {}
  noteCaller(input.env, input.cwd, input.sessionId, input.tool.name)
  if (notePull(input, marks)) return {}
  const mode = afterDump(input.env)
  if (mode === 'off' || !isMutating(input.tool)) return {}
  if (!marks.data.closed && marks.data.dumping && saidHalt(input)) marks.set({ closed: { at: now, warned: 0 } })
  const { closed } = marks.data
  if (!closed) return {}
  if (mode === 'deny') return { block: refusal() }
  if (closed.warned > 0) return {}
  marks.set({ closed: { ...closed, warned: closed.warned + 1 } })
  return {
    context: closedNote('Note: this session'),
    message: 'midstride: work goes on after a dump; /pull takes it up again',
  }
}

/** Takes the session up again when the tool loads a state or claims a task. */
export function notePull(input: HookInput, marks: Marks): boolean {
  if (!input.tool || !isPull(input.tool)) return false
  reopen(marks)
  return true
}

export function reopen(marks: Marks): void {
  if (marks.data.closed || marks.data.dumping) marks.set({ closed: undefined, dumping: undefined })
}

/** Why a change is out of place now, and what to do instead. */
export function closedNote(subject: string): string {
  return `${subject} ended with a halt block and its work was handed over. Changes made now are in no record. If the user wants to go on, take the work up first (claim_task, workflow_state_load or \`midstride resume\`); otherwise stop here.`
}

export const refusal = (): string => closedNote('No change is made: this session')

export function isPull(tool: NonNullable<HookInput['tool']>): boolean {
  return PULLING.test(tool.name) || (SHELL.test(tool.name) && PULLING_COMMAND.test(commandOf(tool.input)))
}

export function isMutating(tool: NonNullable<HookInput['tool']>): boolean {
  return MUTATING.test(tool.name) || (SHELL.test(tool.name) && !LOOKING.test(commandOf(tool.input)))
}

function commandOf(input: unknown): string {
  const value = (input as { command?: unknown; cmd?: unknown } | null) ?? {}
  const command = value.command ?? value.cmd
  return (Array.isArray(command) ? command.join(' ') : String(command ?? '')).trim()
}

/** Looks for a halt block in the agent's own words near the end of the transcript; the file may lag behind by a record. */
function saidHalt(input: HookInput): boolean {
  if (!input.transcript) return false
  return lastLines(input.transcript).some(line => line.includes('COMPLETE') && isHalted(assistantWords(line)))
}
