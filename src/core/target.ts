/** Where one agent keeps what the pack installs, and how it spells it. Mostly data; each fact has its source and date. */
export interface Target {
  id: string
  title: string
  /** Page the facts were read from. */
  docs: string
  /** ISO date on which the facts were last verified. */
  verifiedOn: string
  /** true: driven in the real client by the project's own tests. */
  confirmed: boolean
  /** Folders and files that show the agent is in use, below a project and below the home folder. */
  detect: { project: readonly string[]; user: readonly string[] }
  /** Command files, where the agent gains by them; elsewhere commands are installed as skills. */
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
  skills?: {
    project?: string
    user?: string
    frontmatter: readonly string[]
    /** Keys that every skill gets for this agent. */
    extra?: Readonly<Record<string, string | boolean>>
    call: string
  }
  mcp?: {
    project?: string
    user?: string
    /** Other names of the same file; one that exists is used when the first does not. */
    others?: readonly string[]
    format: 'json' | 'jsonc' | 'toml'
    /** `$schema` that the agent itself writes into a file without one. */
    schema?: string
    /** Key that holds the servers. */
    key: string
    /** command: `{command, args}` · typed: the same with `type: stdio` · array: `{type: local, command: […]}` · tools: with `tools: ["*"]`. */
    entry: 'command' | 'typed' | 'array' | 'tools'
    /** Key that lists variables to pass on, where the agent gives servers a bare environment. */
    passOn?: string
    /** Tool name as the model sees it; `{server}` and `{tool}` are replaced. */
    toolName: string
    /** MCP prompts become commands of the same bare name, and neither they nor the installed commands answer to it any more. */
    promptsClash?: true
  }
  hooks?: HookFacts
  tools: {
    todo: string | null
    question: string | null
    skill: string | null
    subagent: string | null
    read: string | null
  }
  /** What a person still has to do after installing, in one sentence each. */
  afterwards?: readonly string[]
  /** What is left out because nobody has confirmed it. */
  off?: readonly string[]
}

export interface HookFacts {
  project?: string
  user?: string
  events: Partial<Record<HookEvent, string>>
  /**
   * nested: `hooks.Event[].hooks[].command` · bare: the same without the `hooks` key · flat: `{version: 1, hooks.event[].command}` ·
   * pair: flat with `bash` and `powershell` · plugin: a JavaScript file in that folder.
   */
  shape: 'nested' | 'bare' | 'flat' | 'pair' | 'plugin'
  /** Unit of `timeout`; null leaves it out. */
  timeout: 's' | 'ms' | null
  /** Variable that holds the project's folder when a hook runs; null: hooks run in it. */
  root: string | null
  /** A command that cannot be found refuses the prompt or the tool call, so that the agent stands still without midstride. */
  missingRefuses?: true
  /** Agents whose hooks this one runs as well: installing both would fire twice. */
  alsoRuns?: readonly string[]
  /** Where text from a hook reaches the model. */
  context?: string
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

/** Keys of the Agent Skills format (agentskills.io specification, 2026-08-09). */
export const AGENT_SKILLS_KEYS = ['name', 'description', 'license', 'compatibility', 'metadata'] as const
