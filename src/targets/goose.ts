import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'goose',
  title: 'Goose',
  docs: 'https://block.github.io/goose/docs/guides/context-engineering/using-skills',
  verifiedOn: '2026-08-22',
  confirmed: false,
  detect: { project: ['.goose', '.goosehints'], user: ['.config/goose'] },
  skills: {
    project: '.goose/skills',
    user: '.config/goose/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: 'ask for it by name',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
  off: [
    'MCP: add `midstride mcp` as an extension with `goose configure`',
    'slash commands, which are recipes with one argument in the user configuration',
    'hooks, whose documentation knows no way for text to reach the model',
  ],
})
