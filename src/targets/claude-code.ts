import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

/** Beyond the Agent Skills format; commands ignore `name` and `paths`. */
const KEYS = [
  'when_to_use',
  'argument-hint',
  'arguments',
  'disable-model-invocation',
  'user-invocable',
  'allowed-tools',
  'disallowed-tools',
  'model',
  'effort',
  'context',
  'agent',
  'background',
  'hooks',
  'paths',
  'shell',
]

export default defineTarget({
  id: 'claude-code',
  title: 'Claude Code',
  docs: 'https://code.claude.com/docs/en/skills',
  verifiedOn: '2026-11-20',
  confirmed: true,
  detect: { project: ['.claude', 'CLAUDE.md'], user: ['.claude'] },
  commands: {
    project: '.claude/commands',
    user: '.claude/commands',
    extension: 'md',
    frontmatter: ['description', ...KEYS],
    call: '/name',
  },
  skills: {
    project: '.claude/skills',
    user: '.claude/skills',
    frontmatter: [...AGENT_SKILLS_KEYS, ...KEYS],
    call: '/name',
  },
  mcp: {
    project: '.mcp.json',
    user: '.claude.json',
    format: 'json',
    key: 'mcpServers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  hooks: {
    project: '.claude/settings.json',
    user: '.claude/settings.json',
    events: {
      'session-start': 'SessionStart',
      prompt: 'UserPromptSubmit',
      'pre-compact': 'PreCompact',
      'post-compact': 'PostCompact',
      'pre-tool': 'PreToolUse',
      'post-tool': 'PostToolUse',
      stop: 'Stop',
      'session-end': 'SessionEnd',
    },
    shape: 'nested',
    timeout: 's',
    root: 'CLAUDE_PROJECT_DIR',
    context:
      'SessionStart (also after compaction), UserPromptSubmit, PreToolUse, PostToolUse; cut at 10,000 characters',
  },
  tools: { todo: 'TodoWrite', question: 'AskUserQuestion', skill: 'Skill', subagent: 'Agent', read: 'Read' },
  afterwards: ['start a new session; in a project, approve the MCP server when asked'],
})
