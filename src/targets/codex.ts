import { AGENT_SKILLS_KEYS, defineTarget } from '../core/target.ts'

export default defineTarget({
  id: 'codex',
  title: 'Codex',
  docs: 'https://developers.openai.com/codex/skills',
  verifiedOn: '2026-11-20',
  confirmed: true,
  detect: { project: ['.codex'], user: ['.codex'] },
  skills: {
    project: '.agents/skills',
    user: '.agents/skills',
    frontmatter: [...AGENT_SKILLS_KEYS],
    call: '$name',
  },
  mcp: {
    project: '.codex/config.toml',
    user: '.codex/config.toml',
    format: 'toml',
    key: 'mcp_servers',
    entry: 'command',
    passOn: 'env_vars',
    toolName: 'mcp__{server}__{tool}',
  },
  hooks: {
    project: '.codex/hooks.json',
    user: '.codex/hooks.json',
    events: {
      'session-start': 'SessionStart',
      prompt: 'UserPromptSubmit',
      'pre-compact': 'PreCompact',
      'post-compact': 'PostCompact',
      'pre-tool': 'PreToolUse',
      'post-tool': 'PostToolUse',
      stop: 'Stop',
      'session-end': 'SessionEnd',
    },
    shape: 'nested',
    timeout: 's',
    root: null,
    context: 'SessionStart (also after compaction), UserPromptSubmit, PreToolUse, PostToolUse',
  },
  tools: { todo: 'update_plan', question: 'request_user_input', skill: null, subagent: null, read: null },
  afterwards: [
    'approve the hooks in /hooks (untrusted hooks are skipped without a word); a project must be trusted as well',
  ],
})
