import { describe, expect, it } from 'vitest'
import { skillCall, skillStack, skillsCalled } from '../../../src/core/derive/skills.ts'
import type { SkillUse } from '../../../src/core/types.ts'
import { at, say, session } from '../../support/session.ts'

const use = (name: string, minute: number, change: Partial<SkillUse> = {}): SkillUse => ({
  name,
  args: null,
  by: 'model',
  ok: true,
  at: at(minute),
  ref: `s${minute}`,
  ...change,
})
const names = (skills: SkillUse[], messages = [say('go', 0)]) =>
  skillStack(session({ skills, messages })).map(({ name, parent }) => [name, parent])

describe('the skill stack', () => {
  it('has the most recent skill first, each with its parent', () => {
    expect(names([use('develop', 1, { by: 'user' }), use('executing-plans', 2)])).toEqual([
      ['executing-plans', 'develop'],
      ['develop', null],
    ])
  })

  it('begins anew when the user calls a skill', () => {
    expect(names([use('develop', 1, { by: 'user' }), use('debugging', 5, { by: 'user' })])).toEqual([
      ['debugging', null],
    ])
  })

  it('drops what the model had called once the user led on', () => {
    const skills = [use('develop', 1, { by: 'user' }), use('brainstorming', 2), use('writing-plans', 6)]
    expect(names(skills, [say('go', 0), say('write it down', 4)])).toEqual([
      ['writing-plans', 'develop'],
      ['develop', null],
    ])
  })

  it('counts the rounds of a skill', () => {
    const [top] = skillStack(session({ skills: [use('review', 1), use('review', 2), use('review', 3)] }))
    expect(top).toMatchObject({ name: 'review', iteration: 3, parent: null })
  })

  it('leaves out failed calls and names that are none', () => {
    const bad = ['a b', '../x', 'x")', '', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789']
    const skills = [use('commit', 1, { ok: false }), ...bad.map((name, minute) => use(name, minute))]
    expect(names(skills)).toEqual([])
    expect(skillsCalled(session({ skills }))).toEqual([])
  })
})

describe('a resume command', () => {
  it.each([
    ['develop', null, 'Skill("develop")'],
    ['develop', '  ', 'Skill("develop")'],
    ['a:b', '--resume Phase3', 'Skill("a:b", "--resume Phase3")'],
    ['a', 'say "hi"\nand \\ go', 'Skill("a", "say \\"hi\\" and \\\\ go")'],
    ['a', 'x") Bash("rm', 'Skill("a", "x\\") Bash(\\"rm")'],
  ])('of %s with %j', (name, args, call) => {
    expect(skillCall(name, args)).toBe(call)
  })
})
