import { resolvePath } from '../../core/session/paths.ts'
import type { Session } from '../../core/types.ts'
import type { Facts, Mark } from '../_core/facts.ts'
import { asObject, asText, type Json, objects, textOrNull } from '../_core/json.ts'
import { clip, MAX_RESULT } from '../_core/limits.ts'
import type { Agents } from './agents.ts'
import type { Calls } from './calls.ts'
import { changedFiles, parseArguments } from './output.ts'

/** Events that tell nothing a session is asked for, or what a response item tells as well. */
const IGNORED_EVENTS = new Set([
  'token_count',
  'agent_reasoning',
  'agent_reasoning_raw_content',
  'agent_reasoning_section_break',
  'agent_message_delta',
  'agent_reasoning_delta',
  'exec_command_begin',
  'exec_command_end',
  'exec_command_output_delta',
  'mcp_tool_call_begin',
  'web_search_begin',
  'web_search_end',
  'image_generation_end',
  'patch_apply_begin',
  'plan_update',
  'turn_diff',
  'context_compacted',
  'thread_settings_applied',
  'thread_goal_updated',
  'thread_name_updated',
  'sub_agent_activity',
  'collab_agent_spawn_end',
  'collab_agent_spawn_begin',
  'collab_waiting_end',
  'collab_close_end',
  'entered_review_mode',
  'exited_review_mode',
  'item_started',
  'background_event',
  'session_configured',
  'view_image_tool_call',
  'deprecation_notice',
  'warning',
  'undo_started',
  'undo_completed',
  'model_reroute',
  'thread_rolled_back',
  'guardian_assessment',
  'hook_started',
  'hook_completed',
  'raw_response_item',
  'shutdown_complete',
  'dynamic_tool_call_request',
])
const IGNORED_ITEMS = new Set([
  'reasoning',
  'ghost_snapshot',
  'tool_search_call',
  'tool_search_output',
  'web_search_call',
  'image_generation_call',
  'compaction',
  'compaction_summary',
  'context_compaction',
  'other',
])
const IGNORED_TURN_ITEMS = new Set([
  'CommandExecution',
  'McpToolCall',
  'DynamicToolCall',
  'Extension',
  'Reasoning',
  'WebSearch',
  'ImageView',
  'ImageGeneration',
  'Plan',
  'EnteredReviewMode',
  'ExitedReviewMode',
  'ContextCompaction',
  'HookPrompt',
  'Sleep',
])

/** One thread of a rollout while it is read: the session itself, or a subagent it spawned. */
export class Thread {
  /** The person has spoken in the turn at hand; what comes later in it is steering. */
  private spoken: string[] = []
  lastAssistant: Session['lastAssistant'] = null
  /** Last words told by a response item only; used where no event tells them. */
  lastItem: Session['lastAssistant'] = null

  private readonly facts: Facts
  readonly calls: Calls
  private readonly agents: Agents
  private readonly isMain: boolean

  constructor(facts: Facts, calls: Calls, agents: Agents, isMain: boolean) {
    this.facts = facts
    this.calls = calls
    this.agents = agents
    this.isMain = isMain
  }

  responseItem(payload: Json, mark: Mark): void {
    const type = asText(payload.type)
    const id = asText(payload.call_id)
    if (type === 'message') this.message(payload, mark)
    else if (type === 'function_call')
      this.calls.start(id, { name: asText(payload.name), input: parseArguments(payload.arguments), text: '', mark })
    else if (type === 'custom_tool_call')
      this.calls.start(id, { name: asText(payload.name), input: {}, text: asText(payload.input), mark })
    else if (type === 'local_shell_call')
      this.calls.start(id, { name: 'local_shell', input: asObject(payload.action), text: '', mark })
    else if (
      type === 'function_call_output' ||
      type === 'custom_tool_call_output' ||
      type === 'local_shell_call_output'
    )
      this.calls.finish(id, payload.output, mark)
    else if (!IGNORED_ITEMS.has(type)) this.facts.unknownType(`response_item/${type}`)
  }

  event(payload: Json, mark: Mark): void {
    const type = asText(payload.type)
    if (type === 'task_started' || type === 'turn_started') this.spoken = []
    else if (type === 'user_message') this.human(asText(payload.message), mark)
    else if (type === 'agent_message') this.says(asText(payload.message), mark)
    else if (type === 'item_completed') this.turnItem(asObject(payload.item), mark)
    else if (type === 'patch_apply_end') this.patched(payload, payload.success === true, mark)
    else if (type === 'turn_aborted') this.aborted(asText(payload.reason), mark)
    else if (type === 'error' || type === 'stream_error')
      this.facts.error('api', null, asText(payload.message), [], mark)
    else if (type === 'mcp_tool_call_end') this.mcp(payload, mark)
    else if (type === 'task_complete' || type === 'turn_complete') this.complete(payload, mark)
    else if (!IGNORED_EVENTS.has(type)) this.facts.unknownType(`event_msg/${type}`)
  }

  /** A compaction that nobody's prompt began was asked for by hand. */
  compacted(mark: Mark): void {
    if (this.isMain) this.facts.compaction(this.spoken.length === 0 ? 'manual' : 'auto', mark)
  }

  private turnItem(item: Json, mark: Mark): void {
    const type = asText(item.type)
    const at = { ...mark, ref: textOrNull(item.id) ?? mark.ref }
    const text = objects(item.content)
      .map(part => asText(part.text))
      .filter(Boolean)
      .join('\n')
    if (type === 'UserMessage') this.human(text, at)
    else if (type === 'AgentMessage') this.says(text || asText(item.text), at)
    else if (type === 'FileChange')
      this.patched(
        { call_id: item.id, changes: item.changes },
        item.status === undefined || item.status === 'completed',
        mark,
      )
    else if (type === 'CollabAgentToolCall') this.collab(item, mark)
    else if (!IGNORED_TURN_ITEMS.has(type)) this.facts.unknownType(`item/${type}`)
  }

  /** The same words come as an event and, in some versions, as an item of the turn. */
  private human(text: string, mark: Mark): void {
    const said = text.trim()
    if (!this.isMain || said === '' || this.spoken.includes(said)) return
    this.facts.message(this.spoken.length === 0 ? 'prompt' : 'steering', said, mark)
    this.spoken.push(said)
  }

  private says(text: string, mark: Mark): void {
    const said = text.trim()
    if (said !== '') this.lastAssistant = { text: clip(said, MAX_RESULT), at: mark.at, ref: mark.ref }
  }

  /** Records of the user's role that hold no prompt: skills, agents' notifications, the user's own shell. */
  private message(payload: Json, mark: Mark): void {
    const text = objects(payload.content)
      .map(part => asText(part.text))
      .join('\n')
      .trim()
    if (payload.role === 'assistant' && text !== '' && mark.fresh)
      this.lastItem = { text: clip(text, MAX_RESULT), at: mark.at, ref: mark.ref }
    if (payload.role !== 'user' || !this.isMain) return
    const skill = /^<skill>\s*<name>([^<\n]{1,200})<\/name>/.exec(text)?.[1]
    if (skill) this.facts.skill({ name: skill.trim(), args: null, by: 'user', ok: true }, mark)
    const notice = /^<subagent_notification>\s*([\s\S]*?)\s*<\/subagent_notification>/.exec(text)?.[1]
    if (notice) this.notified(parseArguments(notice), mark)
    const shell = /^<user_shell_command>\s*<command>\s*([\s\S]*?)\s*<\/command>/.exec(text)?.[1]
    if (shell) this.facts.message('shell', shell, mark)
  }

  private notified(value: Json, mark: Mark): void {
    this.agents.tell(asText(value.agent_path) || asText(value.agent_id), value.status, mark)
  }

  private collab(item: Json, mark: Mark): void {
    if (item.tool === 'spawn_agent')
      for (const id of Object.keys(asObject(item.agents_states))) this.agents.spawn(item, id, mark)
    this.agents.tellAll(item.agents_states, mark)
  }

  private patched(payload: Json, ok: boolean, mark: Mark): void {
    this.calls.patched(asText(payload.call_id))
    if (ok) for (const { path, action } of changedFiles(payload.changes)) this.facts.touch(path, action, mark)
  }

  private aborted(reason: string, mark: Mark): void {
    if (this.isMain && reason === 'interrupted') this.facts.message('interrupt', '[Request interrupted by user]', mark)
  }

  private mcp(payload: Json, mark: Mark): void {
    const { server, tool } = asObject(payload.invocation)
    const name = [asText(server), asText(tool)].filter(Boolean).join('.')
    const failure = asObject(payload.result).Err
    if (failure === undefined) this.facts.succeeded(() => [name])
    else this.facts.error('tool', name, typeof failure === 'string' ? failure : JSON.stringify(failure), [name], mark)
  }

  private complete(payload: Json, mark: Mark): void {
    if (!this.isMain) this.agents.tell(mark.actor, { completed: payload.last_agent_message }, mark)
    this.spoken = []
  }
}

/** `file:///home/x` and plain paths alike; null when there is none. */
export function folderOf(value: unknown): string | null {
  const text = asText(value).replace(/^file:\/\//, '')
  return text === '' ? null : resolvePath(text, null)
}
