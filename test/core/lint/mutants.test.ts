import { describe, expect, it } from 'vitest'
import { registry } from '../../../src/rules/_registry.ts'
import { lintAll } from '../../support/lint.ts'
import { boot } from './mutants/boot.ts'
import { rest } from './mutants/rest.ts'
import { atlas, dumped, grammar, handoffs, type Mutant, samples } from './mutants/samples.ts'
import { state } from './mutants/state.ts'
import { structure } from './mutants/structure.ts'
import { work } from './mutants/work.ts'

const mutants = [...structure, ...boot, ...work, ...state, ...rest]

const idsOf = ({ sample, edit, world, kind }: Mutant) =>
  lintAll(edit(samples[sample]), { ...(world && { evidence: world }), ...(kind && { kind }) }).ids

describe('samples', () => {
  it.each(handoffs)('%s is a handoff without a finding', name => {
    expect(lintAll(samples[name]).places).toEqual([])
    expect(lintAll(samples[name].replaceAll('\n', '\r\n')).places).toEqual([])
  })

  it.each([
    ['orchestrator', atlas],
    ['mission', grammar],
    ['dump', dumped],
  ] as const)('%s agrees with what really happened', (name, world) => {
    expect(lintAll(samples[name], { evidence: world }).places).toEqual([])
  })
})

describe('mutants: one thing broken, one rule speaks', () => {
  it.each(mutants.map(mutant => [`${mutant.rule}: ${mutant.what}`, mutant] as const))('%s', (_, mutant) => {
    expect(idsOf(mutant)).toEqual([mutant.rule, ...Object.keys(mutant.with ?? {})].sort())
  })
})

it('every rule is tried', () => {
  const tried = new Set(mutants.map(mutant => mutant.rule))
  const missed = registry.filter(rule => !tried.has(rule.id)).map(rule => rule.id)
  const caught = mutants.filter(mutant => idsOf(mutant).includes(mutant.rule)).length
  const alone = mutants.filter(mutant => !mutant.with).length
  console.log(
    `${mutants.length} mutants of ${Object.keys(samples).length} samples: ${caught} caught by the intended rule (${((100 * caught) / mutants.length).toFixed(1)} %), ${alone} by it alone; ${tried.size} of ${registry.length} rules tried`,
  )
  expect(missed).toEqual([])
  expect(mutants.length).toBeGreaterThanOrEqual(150)
})
