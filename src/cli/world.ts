import type { World } from '../pack/check.ts'

interface ObjectSchema {
  properties?: Record<string, unknown>
  required?: readonly string[]
}

/** What prompts may speak of: midstride's tools, verbs, rules and agents, from their registries. */
export async function gatherWorld(): Promise<World> {
  const [tools, verbs, rules, targets] = await Promise.all([
    import('../server/tools/_registry.ts'),
    import('./commands/_registry.ts'),
    import('../rules/_registry.ts'),
    import('../targets/_registry.ts'),
  ])
  const loaded = await Promise.all(Object.values(verbs.registry).map(({ load }) => load()))
  return {
    tools: new Map(
      tools.registry.map(({ name, input }) => {
        const { properties = {}, required = [] } = input as ObjectSchema
        return [name, { args: Object.keys(properties), required }]
      }),
    ),
    verbs: new Map(
      loaded.map(verb => [
        verb.name,
        new Map(
          Object.entries(verb.options ?? {}).map(([name, { type, choices }]) => [
            name,
            { type, ...(choices && { choices }) },
          ]),
        ),
      ]),
    ),
    rules: new Map(rules.registry.map(({ id, enforces = [] }) => [id, enforces])),
    agents: targets.registry.map(({ id, title, commands, skills }) => ({
      id,
      title,
      keys: [...(commands?.frontmatter ?? []), ...(skills?.frontmatter ?? [])],
      strict: false,
    })),
  }
}
