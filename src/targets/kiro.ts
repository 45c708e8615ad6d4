import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'kiro',
  title: 'Kiro',
  docs: 'https://kiro.dev/docs',
  verifiedOn: '2026-08-18',
  confirmed: false,
  detect: { project: ['.kiro'], user: ['.kiro'] },
  skills: {
    project: '.kiro/skills',
    user: '.kiro/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: '/name',
  },
  mcp: {
    project: '.kiro/settings/mcp.json',
    user: '.kiro/settings/mcp.json',
    format: 'jsonc',
    key: 'mcpServers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
  afterwards: ['a custom agent needs `resources: ["skill://…"]`'],
  off: ['hooks: two formats, both read by version 2', 'how it spells MCP tools to the model'],
})
