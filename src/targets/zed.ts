import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'zed',
  title: 'Zed',
  docs: 'https://zed.dev/docs/ai/agent-panel',
  verifiedOn: '2026-08-22',
  confirmed: false,
  detect: { project: ['.zed'], user: ['.config/zed'] },
  skills: {
    project: '.agents/skills',
    user: '.agents/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: '/name or @name',
  },
  mcp: {
    project: '.zed/settings.json',
    user: '.config/zed/settings.json',
    format: 'jsonc',
    key: 'context_servers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
  off: ['how it spells MCP tools to the model'],
})
