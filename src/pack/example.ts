/** Builds the small packs that checks show as examples. */
const block = (keys: Record<string, string>): string =>
  `---\n${Object.entries(keys)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n\n`

/** A command called `ship`, well formed but for what the example is about. */
export const command = (body: string, keys: Record<string, string> = {}): Record<string, string> => ({
  'commands/ship.md': `${block({ description: 'Use when a release is to be cut.', ...keys })}${body}\n`,
})

export const skill = (body: string, keys: Record<string, string> = {}): Record<string, string> => ({
  'skills/release/SKILL.md': `${block({ name: 'release', description: 'Use when a release is to be cut.', ...keys })}${body}\n`,
})

export const workflow = (name: string, body: string): Record<string, string> => ({
  [`workflows/${name}.md`]: `${block({ title: 'Ending', type: 'automation' })}${body}\n`,
})
