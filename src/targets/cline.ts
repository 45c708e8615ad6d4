import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'cline',
  title: 'Cline',
  docs: 'https://docs.cline.bot/features/skills',
  verifiedOn: '2026-08-22',
  confirmed: false,
  detect: { project: ['.cline', '.clinerules'], user: ['.cline'] },
  skills: {
    project: '.cline/skills',
    user: '.cline/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: '/name',
  },
  mcp: {
    user: '.cline/data/settings/cline_mcp_settings.json',
    format: 'jsonc',
    key: 'mcpServers',
    entry: 'command',
    toolName: 'mcp__{server}__{tool}',
  },
  tools: { todo: null, question: 'ask_question', skill: 'use_skill', subagent: null, read: 'read_files' },
  afterwards: ['switch skills on in the extension (experimental)'],
  off: ['hooks: executables named after the event, not driven here'],
})
