import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'amp',
  title: 'Amp',
  docs: 'https://ampcode.com/manual',
  verifiedOn: '2026-08-22',
  confirmed: false,
  detect: { project: ['.amp'], user: ['.config/amp'] },
  skills: {
    project: '.agents/skills',
    user: '.config/agents/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: 'ask for it by name',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
  off: ['MCP settings (`amp.mcpServers`): add the server by hand', 'plugins, which know no compaction'],
})
