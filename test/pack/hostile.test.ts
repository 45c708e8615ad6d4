import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { loadParser, type ParseMarkdown } from '../../src/core/markdown.ts'
import { runChecks } from '../../src/pack/check.ts'
import { registry } from '../../src/pack/checks/_registry.ts'
import { compile } from '../../src/pack/compile.ts'
import { mermaid } from '../../src/pack/diagram.ts'
import { loadPack } from '../../src/pack/pack.ts'
import { stepsOf } from '../../src/pack/steps.ts'
import opencode from '../../src/targets/opencode.ts'
import { world } from './world.ts'

let parse: ParseMarkdown
beforeAll(async () => {
  parse = await loadParser()
})

const FRONT =
  '---\nname: x\ndescription: Use when x.\nallowed-tools: Bash(git:*), Read\nbase-workflow: x\nbase-steps: {A: B}\nwaives: [A]\n---\n\n'
const PIECES = [
  '# ',
  '## Step 1: A\n',
  '### 0.1 Workflow Restoration (EXECUTE FIRST)\n',
  '### 1.20 Machine-Readable State\n```yaml\n',
  '```\n',
  '`',
  '<!--',
  '-->',
  '<analysis>\n',
  '| Mode | a | b |\n|---|---|---|\n| `x` | y | z |\n',
  'mcp__midstride__update_task(id="',
  'Skill("',
  ')',
  '[a](b#c)',
  '[a](../../..)',
  '/dump ',
  'Section 1.1, 2 and 3',
  'Step 9',
  '$ARGUMENTS',
  '!`x`',
  'F1. ',
  'Q1 ',
  '## Framework Reflection\n\n**Prompts**: x\n',
  '---\n',
  '\r\n',
  '\u200b',
  '\ud800',
  'midstride lint --fix',
]

it('no check, compiler or diagram throws, whatever a prompt holds', () => {
  const body = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })), { maxLength: 30 })
    .map(parts => parts.join(''))
  const path = fc.constantFrom(
    'commands/x.md',
    'workflows/x.md',
    'skills/x/SKILL.md',
    'skills/x/references/y.md',
    'docs/x.md',
  )
  fc.assert(
    fc.property(fc.dictionary(path, body, { maxKeys: 4 }), fc.boolean(), (files, front) => {
      const texts = new Map(Object.entries(files).map(([name, text]) => [name, front ? FRONT + text : text]))
      const pack = loadPack({ texts, paths: new Set(texts.keys()) }, parse)
      for (const { path: file, finding } of runChecks(pack, world, registry)) {
        const text = texts.get(file) ?? ''
        expect(finding.place.start).toBeGreaterThanOrEqual(0)
        expect(finding.place.end).toBeLessThanOrEqual(Math.max(text.length, finding.place.start) + 1)
      }
      compile(pack, opencode, { scope: 'project', tasks: null, memory: null, sharedFolders: new Set() })
      for (const file of pack.files) mermaid(file.name, stepsOf(file))
    }),
    { numRuns: 300 },
  )
})

it.each([
  ['comments that are never closed', '<!--'.repeat(50_000)],
  ['headings', '# a\n'.repeat(50_000)],
  ['calls that are never closed', '`mcp__midstride__update_task(`'.repeat(2_000)],
  ['ticks', '`a '.repeat(50_000)],
  ['white space', `Step${' '.repeat(200_000)}x`],
])('copes with many %s', (_, body) => {
  const texts = new Map([['commands/x.md', FRONT + body]])
  expect(() => runChecks(loadPack({ texts, paths: new Set(texts.keys()) }, parse), world, registry)).not.toThrow()
})
