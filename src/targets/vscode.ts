import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'vscode',
  title: 'VS Code',
  docs: 'https://code.visualstudio.com/docs/copilot/customization/agent-skills',
  verifiedOn: '2026-10-21',
  confirmed: false,
  detect: { project: ['.vscode'], user: [] },
  skills: {
    project: '.github/skills',
    user: '.copilot/skills',
    frontmatter: [...AGENT_SKILLS_KEYS, 'argument-hint', 'disable-model-invocation', 'user-invocable'],
    call: '/name',
  },
  mcp: {
    project: '.vscode/mcp.json',
    format: 'jsonc',
    key: 'servers',
    entry: 'typed',
    toolName: 'mcp__{server}__{tool}',
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
  off: ['prompt files, which its agent host does not load', "hooks, which it takes from Claude Code's settings"],
})
