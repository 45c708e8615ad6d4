/**
 * Where agents look for skills, below a project and below the home folder; first found wins, project before user. Gathered from
 * the agents' own documentation (2026-08 to 2026-11); every agent reads one of these.
 */
export const PROJECT_SKILL_FOLDERS: readonly string[] = [
  '.claude/skills',
  '.agents/skills',
  '.opencode/skills',
  '.opencode/skill',
  '.codex/skills',
  '.gemini/skills',
  '.cursor/skills',
  '.github/skills',
  '.cline/skills',
  '.clinerules/skills',
  '.kilo/skills',
  '.roo/skills',
  '.qwen/skills',
  '.devin/skills',
  '.factory/skills',
  '.goose/skills',
  '.kiro/skills',
  '.pi/skills',
  'skills',
]

export const USER_SKILL_FOLDERS: readonly string[] = [
  '.claude/skills',
  '.agents/skills',
  '.config/opencode/skills',
  '.codex/skills',
  '.gemini/skills',
  '.gemini/config/skills',
  '.gemini/antigravity-cli/skills',
  '.cursor/skills',
  '.copilot/skills',
  '.config/agents/skills',
  '.config/amp/skills',
  '.config/devin/skills',
  '.cline/skills',
  '.kilo/skills',
  '.qwen/skills',
  '.factory/skills',
  '.config/goose/skills',
  '.kiro/skills',
  '.pi/agent/skills',
]
