import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'cursor',
  title: 'Cursor',
  docs: 'https://cursor.com/docs/context/skills',
  verifiedOn: '2026-10-06',
  confirmed: false,
  detect: { project: ['.cursor', '.cursorrules'], user: ['.cursor'] },
  skills: {
    project: '.cursor/skills',
    user: '.cursor/skills',
    frontmatter: [...AGENT_SKILLS_KEYS, 'disable-model-invocation', 'user-invocable'],
    call: '/name',
  },
  mcp: {
    project: '.cursor/mcp.json',
    user: '.cursor/mcp.json',
    format: 'jsonc',
    key: 'mcpServers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  hooks: {
    project: '.cursor/hooks.json',
    user: '.cursor/hooks.json',
    events: {
      'session-start': 'sessionStart',
      prompt: 'beforeSubmitPrompt',
      'pre-compact': 'preCompact',
      'pre-tool': 'preToolUse',
      'post-tool': 'postToolUse',
      stop: 'stop',
      'session-end': 'sessionEnd',
    },
    shape: 'flat',
    timeout: null,
    root: null,
    alsoRuns: ['claude-code'],
    context: 'sessionStart only',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
  off: ['names of its todo and question tools'],
})
