/**
 * The part of OpenCode's plugin interface that is used here, written down from `@opencode-ai/plugin` and `@opencode-ai/sdk` 1.18.33
 * (`dist/index.d.ts`, `dist/gen/types.gen.d.ts`) and from what the client was seen to send. Not imported: a plugin with a value import of
 * that package vanishes without a word where it is missing.
 */
export interface Part {
  id?: string
  type: string
  text?: string
  synthetic?: boolean
  messageID?: string
  sessionID?: string
  [key: string]: unknown
}

export interface MessageInfo {
  id?: string
  role?: string
  [key: string]: unknown
}

export interface StoredMessage {
  info: MessageInfo
  parts: Part[]
}

export interface SessionInfo {
  id: string
  parentID?: string
  directory?: string
  /** Milliseconds. */
  time?: { updated?: number }
  [key: string]: unknown
}

type Answer<T> = Promise<{ data?: T } | undefined>

export interface Client {
  session: {
    get(options: { path: { id: string } }): Answer<SessionInfo>
    list?(): Answer<SessionInfo[]>
    messages(options: { path: { id: string } }): Answer<StoredMessage[]>
  }
  tui?: {
    showToast(options: {
      body: { message: string; variant: 'info' | 'success' | 'warning' | 'error' }
    }): Promise<unknown>
  }
}

export interface PluginInput {
  client: Client
  directory: string
  worktree: string
}

export interface Event {
  type: string
  properties?: Record<string, unknown>
}

/** Built-in tools answer with `output`, MCP tools with the raw `content` of the protocol. */
export interface ToolOutput {
  output?: string
  content?: { type: string; text?: string }[]
}

export interface Hooks {
  event(input: { event: Event }): Promise<void>
  'chat.message'(
    input: { sessionID: string; messageID?: string },
    output: { message: MessageInfo; parts: Part[] },
  ): Promise<void>
  'command.execute.before'(
    input: { command: string; sessionID: string; arguments: string },
    output: { parts: Part[] },
  ): Promise<void>
  'tool.execute.before'(
    input: { tool: string; sessionID: string; callID: string },
    output: { args?: unknown },
  ): Promise<void>
  'tool.execute.after'(
    input: { tool: string; sessionID: string; callID: string; args?: unknown },
    output: ToolOutput,
  ): Promise<void>
  'experimental.text.complete'(
    input: { sessionID: string; messageID?: string; partID?: string },
    output: { text: string },
  ): Promise<void>
  'experimental.chat.system.transform'(input: { sessionID?: string }, output: { system: string[] }): Promise<void>
  'experimental.session.compacting'(
    input: { sessionID: string },
    output: { context: string[]; prompt?: string },
  ): Promise<void>
  dispose(): Promise<void>
}

export type Plugin = (input: PluginInput) => Promise<Hooks>
