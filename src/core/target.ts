/** Where one agent keeps what the pack installs, and how it spells it. Mostly data; each fact has its source and date. */
export interface Target {
  id: string
  title: string
  docs: string
  /** ISO date on which the facts were last verified. */
  verifiedOn: string
  /** true: driven in the real client by the project's own tests. */
  confirmed: boolean
  commands?: {
    /** Folder below the project, and below the home folder. */
    project?: string
    user?: string
    extension: 'md' | 'toml'
    /** Frontmatter keys the agent reads; others are dropped. */
    frontmatter: readonly string[]
    /** How a person calls it: `/name`, `$name`. */
    call: string
  }
  skills?: { project?: string; user?: string; frontmatter: readonly string[]; call: string }
  mcp?: {
    project?: string
    user?: string
    format: 'json' | 'jsonc' | 'toml'
    /** Key that holds the servers. */
    key: string
    /** Tool name as the model sees it; `{server}` and `{tool}` are replaced. */
    toolName: string
  }
  hooks?: { project?: string; user?: string; events: Partial<Record<HookEvent, string>>; context?: string }
  tools: {
    todo: string | null
    question: string | null
    skill: string | null
    subagent: string | null
    read: string | null
  }
}

export type HookEvent =
  | 'session-start'
  | 'prompt'
  | 'pre-compact'
  | 'post-compact'
  | 'pre-tool'
  | 'post-tool'
  | 'stop'
  | 'session-end'

export const defineTarget = (target: Target): Target => target
