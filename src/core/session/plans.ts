/** Where agents and their workflows keep plan documents; matched against a path with `/` separators. */
const PLAN_PATHS: readonly RegExp[] = [
  /\/\.(?:claude|cursor|opencode|codex|gemini|windsurf)\/plans\/[^/]+\.(?:md|mdx|txt)$/i,
  /\/\.planning\/(?:[^/]+\/)*[^/]+\.(?:md|ya?ml|json)$/i,
  /\/(?:plans?|planning|implementation-plans?)\/(?:[^/]+\/)*[^/]+\.(?:md|mdx|txt|org|rst)$/i,
  /\/docs\/(?:superpowers\/)?(?:plans|specs|designs?)\/(?:[^/]+\/)*[^/]+\.(?:md|mdx)$/i,
  /\/specs?\/[^/]+\/(?:spec|plan|tasks|research|data-model|quickstart)\.md$/i,
  /(?:^|[/._-])(?:plan|implementation[-_]plan|design[-_]doc|roadmap)(?:[._-][^/]*)?\.(?:md|mdx|txt)$/i,
  /[/._-]plan(?:s|ning)?\.(?:md|mdx|txt)$/i,
]

/** What comes with a skill is part of the skill. */
const OF_SKILL = /\/skills\/[^/]+\//i

/** true when a path is that of a plan document. */
export function isPlanDocument(file: string): boolean {
  const unified = file.replaceAll('\\', '/')
  return !OF_SKILL.test(unified) && PLAN_PATHS.some(pattern => pattern.test(unified))
}
