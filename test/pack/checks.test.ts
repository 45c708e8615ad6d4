import { beforeAll, describe, expect, it } from 'vitest'
import { loadParser, type ParseMarkdown } from '../../src/core/markdown.ts'
import { type PackExample, runChecks } from '../../src/pack/check.ts'
import { registry } from '../../src/pack/checks/_registry.ts'
import { loadPack } from '../../src/pack/pack.ts'
import { world } from './world.ts'

let parse: ParseMarkdown
beforeAll(async () => {
  parse = await loadParser()
})

const run = (example: PackExample, id?: string) => {
  const texts = new Map(Object.entries(example))
  const pack = loadPack({ texts, paths: new Set(texts.keys()) }, parse)
  const checks = id ? registry.filter(check => check.id === id) : registry
  return runChecks(pack, world, checks).map(
    ({ path, finding }) => `${path}: ${finding.ruleId}: Unexpected ${finding.unexpected}, expected ${finding.expected}`,
  )
}

describe.each(registry.map(check => [check.id, check] as const))('%s', (id, check) => {
  it.each(check.examples.ok.map((example, index) => [index + 1, example] as const))(
    'is silent on good example %i',
    (_, example) => {
      expect(run(example, id)).toEqual([])
    },
  )

  it.each(check.examples.bad.map((example, index) => [index + 1, example] as const))(
    'reports bad example %i',
    (_, example) => {
      const found = run(example, id)
      expect(found).not.toEqual([])
      expect(found.join('\n')).toMatchSnapshot()
    },
  )

  it('says what, why and how', () => {
    expect(check.summary).toMatch(/^[A-Z]/)
    expect(check.why.length).toBeGreaterThan(40)
    expect(check.examples.ok.length * check.examples.bad.length).toBeGreaterThan(0)
  })
})
