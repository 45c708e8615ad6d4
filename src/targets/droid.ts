import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'droid',
  title: 'Factory Droid',
  docs: 'https://docs.factory.ai/cli',
  verifiedOn: '2026-10-06',
  confirmed: false,
  detect: { project: ['.factory'], user: ['.factory'] },
  skills: {
    project: '.factory/skills',
    user: '.factory/skills',
    frontmatter: [...AGENT_SKILLS_KEYS, 'disable-model-invocation', 'user-invocable'],
    call: '/name',
  },
  mcp: {
    project: '.factory/mcp.json',
    user: '.factory/mcp.json',
    format: 'json',
    key: 'mcpServers',
    entry: 'typed',
    toolName: 'mcp__{server}__{tool}',
  },
  hooks: {
    project: '.factory/hooks.json',
    user: '.factory/hooks.json',
    events: {
      'session-start': 'SessionStart',
      prompt: 'UserPromptSubmit',
      'pre-compact': 'PreCompact',
      'pre-tool': 'PreToolUse',
      'post-tool': 'PostToolUse',
      stop: 'Stop',
      'session-end': 'SessionEnd',
    },
    shape: 'bare',
    timeout: 's',
    root: null,
    context: "Claude's answers, by a third party's adapter",
  },
  tools: { todo: null, question: null, skill: null, subagent: null, read: 'Read' },
})
