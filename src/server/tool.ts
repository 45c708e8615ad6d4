import type { Env } from '../io/env.ts'
import type { Store } from '../store/store.ts'
import type { Schema } from './schema.ts'

export interface ToolContext {
  /** Opened at the first use, so that listing tools touches no file. */
  store(): Promise<Store>
  cwd: string
  env: Env
}

export interface ToolResult {
  /** Data of the tool's output schema. */
  data: Record<string, unknown>
  /** What the model reads instead of the data as JSON: a document, say. Lines, because hosts cut long ones. */
  text?: string
}

/** The four hints of the MCP specification; Codex refuses tools that lack one of them. */
export interface Annotations {
  readOnlyHint: boolean
  destructiveHint: boolean
  idempotentHint: boolean
  openWorldHint: boolean
}

/** One MCP tool. `run` gets arguments that passed `input`; it throws UserError for what the model can mend. */
export interface Tool {
  name: string
  title: string
  description: string
  input: Schema
  output: Schema
  annotations: Annotations
  run(args: Record<string, unknown>, context: ToolContext): Promise<ToolResult>
}

export const READS: Annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
}
/** Adds without taking anything away. */
export const ADDS: Annotations = { ...READS, readOnlyHint: false, idempotentHint: false }
/** Adds, and the same call again changes nothing. */
export const SETS: Annotations = { ...ADDS, idempotentHint: true }

export const defineTool = (tool: Tool): Tool => tool
