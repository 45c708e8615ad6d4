import type { Store } from '../store/store.ts'

export interface ToolContext {
  store: Store
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  sessionId: string | null
}

export interface ToolResult {
  /** Text the model reads; short. */
  text: string
  /** Data of the tool's output schema. */
  data?: Record<string, unknown>
  isError?: boolean
}

/** One MCP tool. Schemas are JSON Schema; annotations follow the MCP specification (Codex refuses tools without them). */
export interface Tool {
  name: string
  title: string
  description: string
  input: Record<string, unknown>
  output?: Record<string, unknown>
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean }
  run(args: Record<string, unknown>, context: ToolContext): Promise<ToolResult>
}

export const defineTool = (tool: Tool): Tool => tool
