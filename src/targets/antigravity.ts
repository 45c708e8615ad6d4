import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'antigravity',
  title: 'Antigravity',
  docs: 'https://antigravity.google/docs',
  verifiedOn: '2026-08-21',
  confirmed: false,
  detect: { project: [], user: ['.gemini/antigravity-cli', '.gemini/config'] },
  skills: {
    project: '.agents/skills',
    user: '.gemini/config/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: 'ask for it by name',
  },
  mcp: {
    project: '.agents/mcp_config.json',
    format: 'jsonc',
    key: 'mcpServers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  tools: { todo: null, question: 'ask_question', skill: null, subagent: null, read: null },
  off: ['hooks, which know no session start', 'how it spells MCP tools to the model'],
})
