import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

/** Its command files take every `$NAME` for a required argument, shell variables in examples too; so commands come as skills. */
export default defineTarget({
  id: 'crush',
  title: 'Crush',
  docs: 'https://github.com/charmbracelet/crush',
  verifiedOn: '2026-08-21',
  confirmed: false,
  detect: { project: ['.crush', 'crush.json', '.crush.json'], user: ['.config/crush'] },
  skills: {
    project: '.crush/skills',
    user: '.config/crush/skills',
    frontmatter: [...AGENT_SKILLS_KEYS, 'user-invocable'],
    extra: { 'user-invocable': true },
    call: 'command palette',
  },
  mcp: {
    project: 'crush.json',
    user: '.config/crush/crush.json',
    others: ['.crush.json'],
    format: 'json',
    key: 'mcp',
    entry: 'typed',
    toolName: 'mcp_{server}_{tool}',
  },
  tools: { todo: 'todos', question: 'question', skill: null, subagent: null, read: null },
  off: ['its one hook, PreToolUse, which says nothing about sessions'],
})
