import type { SchemaError, ValidateFunction } from '../../generated/validate.ts'
import validateCommand from '../../generated/validators/command.js'
import validateSkill from '../../generated/validators/skill.js'
import validateWorkflow from '../../generated/validators/workflow.js'
import { defineCheck } from '../check.ts'
import { command, skill } from '../example.ts'
import type { PackKind } from '../pack.ts'

const VALIDATORS: Partial<Record<PackKind, ValidateFunction>> = {
  command: validateCommand,
  skill: validateSkill,
  workflow: validateWorkflow,
  // agents/*.md: a name and a description, as in a skill
  pack: validateSkill,
}

export default defineCheck({
  id: 'frontmatter-schema',
  severity: 'error',
  summary: 'Front matter matches the schema of its kind',
  why: 'Hosts drop or refuse a prompt whose name, description or tools have the wrong form, and most do so without a word.',
  examples: {
    ok: [skill('Cut the release.', { license: 'MIT' })],
    bad: [
      { 'commands/ship.md': '---\nname: ship\n---\n\nCut the release.\n' },
      command('Cut the release.', { name: 'Ship It' }),
      command('Cut the release.', { 'allowed-tools': '3' }),
      skill('Cut the release.', { description: 'Use when <release> is near.' }),
      skill('Cut the release.', { tags: 'a, b' }),
    ],
  },
  check({ files, report }) {
    for (const file of files) {
      const validate = VALIDATORS[file.kind]
      if (!validate || file.role !== 'entry' || file.front.state !== 'read' || validate(file.front.data)) continue
      for (const error of (validate.errors ?? []).filter(({ schemaPath }) => !schemaPath.includes('/anyOf/')))
        report(file, {
          place: error.keyword === 'required' ? file.front.place : file.front.placeOf(error.instancePath),
          ...words(error, valueAt(file.front.data, error.instancePath)),
        })
    }
  },
})

function words(error: SchemaError, value: unknown): { unexpected: string; expected: string } {
  const { keyword, params } = error
  const key = `\`${error.instancePath.slice(1).replaceAll('/', '.')}\``
  if (keyword === 'required')
    return {
      unexpected: `front matter without \`${params.missingProperty}\``,
      expected: `the key \`${params.missingProperty}\``,
    }
  if (keyword === 'maxLength' || keyword === 'minLength')
    return {
      unexpected: `${key} of ${String(value).length} characters`,
      expected: `at ${keyword === 'maxLength' ? 'most' : 'least'} ${params.limit}`,
    }
  if (keyword === 'pattern')
    return { unexpected: `${key} with the value \`${value}\``, expected: `text of the form \`${params.pattern}\`` }
  if (keyword === 'type') return { unexpected: `${key} that is ${typeName(value)}`, expected: `${params.type}` }
  if (keyword === 'anyOf')
    return { unexpected: `${key} that is ${typeName(value)}`, expected: 'a text or a list of texts' }
  return { unexpected: `${key} that ${error.message ?? 'does not fit'}`, expected: 'what its schema says' }
}

function typeName(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`
}

function valueAt(data: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, part) => (at as Record<string, unknown> | undefined)?.[part.replace(/~1/g, '/').replace(/~0/g, '~')],
      data,
    )
}
