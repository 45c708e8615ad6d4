import type { Env } from '../../io/env.ts'
import type { HookInput } from '../hook.ts'
import type { Host, PayloadKey } from './host.ts'

/** Common names in snake_case; camelCase spellings are found too. The first that holds something wins. */
const KEYS: Readonly<Record<PayloadKey, readonly string[]>> = {
  session: ['session_id', 'conversation_id'],
  transcript: ['transcript_path'],
  cwd: ['cwd', 'working_dir'],
  source: ['source', 'trigger', 'reason'],
  prompt: ['prompt', 'user_prompt'],
  toolName: ['tool_name'],
  toolInput: ['tool_input', 'tool_args'],
  lastAssistant: ['last_assistant_message', 'prompt_response'],
}

/** Folder of the session where the payload has none. */
const CWD_VARIABLES = ['CLAUDE_PROJECT_DIR', 'GEMINI_CWD', 'GEMINI_PROJECT_DIR', 'DEVIN_PROJECT_DIR'] as const
const SESSION_VARIABLES = ['CLAUDE_CODE_SESSION_ID', 'GEMINI_SESSION_ID'] as const

/** Takes the host's spelling off a payload. Every field may be missing or of another type; nothing throws. */
export function readPayload(host: Host, raw: Record<string, unknown>, env: Env, cwd: string): HookInput {
  const find = (key: PayloadKey): unknown => {
    for (const name of [host.keys?.[key], ...KEYS[key]])
      if (name) {
        const value = raw[name] ?? raw[camel(name)]
        if (value !== undefined && value !== null) return value
      }
    return undefined
  }
  const text = (key: PayloadKey): string | null => {
    const value = find(key)
    return typeof value === 'string' && value.length > 0 ? value : null
  }
  const tool = text('toolName')
  const prompt = text('prompt')
  return {
    host: host.id,
    sessionId: text('session') ?? fromEnv(env, SESSION_VARIABLES),
    transcript: text('transcript'),
    cwd: text('cwd') ?? firstRoot(raw) ?? fromEnv(env, CWD_VARIABLES) ?? cwd,
    source: text('source'),
    prompt: prompt !== null && host.promptPrefix ? prompt.replace(host.promptPrefix, '') : prompt,
    tool: tool === null ? null : { name: tool, input: parsed(find('toolInput')) },
    lastAssistant: text('lastAssistant'),
    stopHookActive: (raw.stop_hook_active ?? raw.stopHookActive) === true,
    busy: isFilled(raw.background_tasks) || isFilled(raw.backgroundTasks),
    tellsBusy: Array.isArray(raw.background_tasks ?? raw.backgroundTasks),
    raw,
    env,
  }
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function fromEnv(env: Env, names: readonly string[]): string | null {
  for (const name of names) if (env[name]) return env[name]
  return null
}

function firstRoot(raw: Record<string, unknown>): string | null {
  const roots = raw.workspace_roots ?? raw.workspaceRoots
  return Array.isArray(roots) && typeof roots[0] === 'string' ? roots[0] : null
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
