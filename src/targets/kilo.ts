import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'kilo',
  title: 'Kilo Code',
  docs: 'https://kilo.ai/docs',
  verifiedOn: '2026-08-22',
  confirmed: false,
  detect: { project: ['.kilo', 'kilo.json', 'kilo.jsonc'], user: ['.config/kilo'] },
  commands: {
    project: '.kilo/commands',
    user: '.config/kilo/commands',
    extension: 'md',
    frontmatter: ['description', 'agent', 'model', 'subtask'],
    call: '/name',
  },
  skills: {
    project: '.kilo/skills',
    user: '.kilo/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: '/name',
  },
  mcp: {
    project: 'kilo.json',
    user: '.config/kilo/kilo.json',
    others: ['kilo.jsonc', '.config/kilo/kilo.jsonc'],
    format: 'jsonc',
    key: 'mcp',
    entry: 'array',
    toolName: '{server}_{tool}',
  },
  tools: { todo: 'todowrite', question: 'question', skill: 'skill', subagent: 'task', read: 'read' },
  off: ['plugins: it is a fork of OpenCode, its hooks were not driven here'],
})
