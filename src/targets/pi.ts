import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'pi',
  title: 'Pi',
  docs: 'https://www.npmjs.com/package/@earendil-works/pi-coding-agent',
  verifiedOn: '2026-11-20',
  confirmed: false,
  detect: { project: ['.pi'], user: ['.pi'] },
  commands: {
    project: '.pi/prompts',
    user: '.pi/agent/prompts',
    extension: 'md',
    frontmatter: ['description', 'argument-hint'],
    call: '/name',
  },
  skills: {
    project: '.pi/skills',
    user: '.pi/agent/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: '/skill:name',
  },
  mcp: {
    project: '.pi/mcp.json',
    format: 'jsonc',
    key: 'mcpServers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: 'read' },
  off: ['extensions, which are TypeScript of its own kind'],
})
