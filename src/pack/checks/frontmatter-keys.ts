import { suggest } from '../../core/text.ts'
import { schemaKeys } from '../../generated/schema-keys.ts'
import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'frontmatter-keys',
  severity: 'warning',
  summary: 'Every front matter key is one that some agent reads',
  why: 'A key that nobody reads is usually a misspelt one: the setting it was meant to make is not made.',
  examples: {
    ok: [command('Cut the release.', { 'argument-hint': '[version]' })],
    bad: [command('Cut the release.', { 'alowed-tools': 'Bash' })],
  },
  check({ files, world, report }) {
    const read = new Set(world.agents.flatMap(agent => agent.keys))
    for (const file of files) {
      if (file.role !== 'entry' || file.kind === 'pack') continue
      const known = new Set([
        ...Object.keys(schemaKeys[file.kind] ?? {}),
        ...Object.keys(schemaKeys.skill ?? {}),
        ...read,
      ])
      for (const key of Object.keys(file.front.data)) {
        if (known.has(key)) continue
        const near = suggest(key, known)
        const refused = world.agents
          .filter(agent => agent.strict && !agent.keys.includes(key))
          .map(agent => agent.title)
        report(file, {
          place: file.front.placeOf(`/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`),
          unexpected: `front matter key \`${key}\``,
          expected: near ? `\`${near}\`` : 'a key that an agent reads',
          ...(refused.length > 0 && { severity: 'error' as const, help: `${refused.join(', ')} refuses it` }),
        })
      }
    }
  },
})
