import type { Place } from '../../core/finding.ts'
import { parseYaml, type YamlDocument } from '../../core/yaml.ts'
import { type KeyTree, schemaKeys } from '../../generated/schema-keys.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { carriesCatalogue } from '../headings.ts'
import type { PackFile } from '../pack.ts'
import { templateExample } from './sections-match-catalogue.ts'

const EXTENSION = 'x_midstride'
const STATE = stateKeys()

function stateKeys(): Readonly<Record<string, KeyTree>> {
  const { [EXTENSION]: _, ...keys } = schemaKeys['workflow-state'] as Record<string, KeyTree>
  return keys
}

/** A template that holds every key, written from the schema itself; the examples change one. */
function yamlExample(change: (yaml: string) => string = yaml => yaml): Record<string, string> {
  const [file = '', text = ''] = Object.entries(templateExample())[0]!
  const yaml = change(`${write(STATE, '')}`)
  return { [file]: text.replace(/(### 1\.20 [^\n]*\n)\nFill in\./, `$1\n\`\`\`yaml\n${yaml}\`\`\``) }
}

function write(keys: Readonly<Record<string, KeyTree>>, indent: string): string {
  return Object.entries(keys)
    .map(([key, below]) => {
      if (below === null) return `${indent}${key}: null\n`
      if (isWords(below)) return `${indent}${key}: "[${below.filter(word => word !== 'null').join('|')}]"\n`
      return `${indent}${key}:\n${write(below, `${indent}  `)}`
    })
    .join('')
}

export default defineCheck({
  id: 'state-keys-match-schema',
  severity: 'error',
  summary: 'The YAML template of section 1.20 has exactly the keys and words of the state schema',
  why: 'A key that the template asks for and the store refuses makes every save fail; one that the store knows and the template lacks is never filled.',
  examples: {
    ok: [yamlExample()],
    bad: [
      yamlExample(yaml => yaml.replace('compaction_count', 'compactions')),
      yamlExample(yaml => `${yaml}mood: null\n`),
      yamlExample(yaml => yaml.replace(/\[manual\|auto\|checkpoint\]/, '[manual|automatic]')),
      yamlExample(yaml => yaml.replace('goals:', 'goals: [')),
      templateExample(),
    ],
  },
  check(context) {
    for (const file of context.files) if (file.role !== 'docs' && carriesCatalogue(file)) checkTemplate(context, file)
  },
})

function checkTemplate({ report }: CheckContext, file: PackFile): void {
  const section = file.document.section('1.20')
  if (!section) return
  const { state } = file.document
  if (!state) {
    report(file, {
      place: section.heading,
      unexpected: 'section 1.20 without a YAML template',
      expected: 'a fence of `yaml` with every key of the state',
    })
    return
  }
  const yaml: YamlDocument = parseYaml(state.fence.value)
  const shift = state.fence.valueStart
  const at = (place: Place): Place => ({ start: place.start + shift, end: place.end + shift })
  for (const { message, place } of yaml.issues)
    report(file, {
      place: at(place),
      unexpected: `YAML template that cannot be parsed (${message})`,
      expected: 'a template that parses',
    })
  if (yaml.issues.length === 0)
    walk(STATE, yaml.value, '', (pointer, unexpected, expected) =>
      report(file, { place: at(yaml.placeOf(pointer)), unexpected, expected }),
    )
}

type Say = (pointer: string, unexpected: string, expected: string) => void

function walk(keys: KeyTree, value: unknown, pointer: string, say: Say): void {
  if (keys === null) return
  const name =
    pointer
      .replace(/\/0(?=\/|$)/g, '[]')
      .slice(1)
      .replaceAll('/', '.') || 'the state'
  if (isWords(keys)) {
    compareWords(keys, value, pointer, name, say)
    return
  }
  if (Array.isArray(value)) {
    if (value.length > 0) walk(keys, value[0], `${pointer}/0`, say)
    return
  }
  if (typeof value !== 'object' || value === null) {
    say(pointer, `no keys below \`${name}\``, `\`${Object.keys(keys).join('`, `')}\``)
    return
  }
  for (const key of Object.keys(keys))
    if (Object.hasOwn(value, key)) walk(keys[key]!, (value as Record<string, unknown>)[key], `${pointer}/${key}`, say)
    else say(pointer, `\`${name}\` without \`${key}\``, `the key \`${key}\`, as the schema has it`)
  for (const key of Object.keys(value))
    if (!Object.hasOwn(keys, key))
      say(`${pointer}/${key}`, `key \`${key}\` of \`${name}\``, 'a key of workflow-state.schema.json')
}

/** A placeholder that lists words, `[manual|auto]`, lists the schema's. */
function compareWords(words: readonly string[], value: unknown, pointer: string, name: string, say: Say): void {
  const listed = typeof value === 'string' ? /^\[([\w|-]+)\]$/.exec(value)?.[1]?.split('|') : undefined
  if (!listed) return
  const wanted = words.filter(word => word !== 'null')
  const same =
    listed
      .filter(word => word !== 'null')
      .sort()
      .join('|') === [...wanted].sort().join('|')
  if (!same) say(pointer, `words \`${listed.join('|')}\` of \`${name}\``, `\`${wanted.join('|')}\``)
}

function isWords(keys: KeyTree): keys is readonly string[] {
  return Array.isArray(keys)
}
