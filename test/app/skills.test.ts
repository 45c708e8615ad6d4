import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSkill } from '../../src/app/skills.ts'

function world() {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'midstride-skills-')))
  const project = path.join(root, 'project')
  const home = path.join(root, 'home')
  const skill = (base: string, folder: string, name: string, text = `# ${name}\n`) => {
    mkdirSync(path.join(base, folder, name), { recursive: true })
    writeFileSync(path.join(base, folder, name, 'SKILL.md'), text)
  }
  mkdirSync(project)
  mkdirSync(home)
  return { root, project, home, env: { HOME: home }, skill }
}

describe('finding a skill by name', () => {
  it.each([['.claude/skills'], ['.agents/skills'], ['.opencode/skill'], ['.github/skills']])(
    'looks in %s',
    async folder => {
      const { project, env, skill } = world()
      skill(project, folder, 'plan')
      expect((await findSkill('plan', [project], env)).path).toBe(path.join(project, folder, 'plan/SKILL.md'))
    },
  )

  it("takes the project's before the user's", async () => {
    const { project, home, env, skill } = world()
    skill(home, '.claude/skills', 'plan', 'user')
    expect((await findSkill('plan', [project], env)).text).toBe('user')
    skill(project, '.agents/skills', 'plan', 'project')
    expect((await findSkill('plan', [project], env)).text).toBe('project')
  })

  it.each([
    '../secret',
    '..',
    '.',
    'a/b',
    'a\\b',
    '/etc',
    'plan\0',
    'plan/../../secret',
    '%2e%2e',
    '.hidden',
    '',
    'x'.repeat(65),
    'C:plan',
    'plugin:plan',
  ])('refuses %j: a name is no path', async name => {
    const { root, project, env } = world()
    writeFileSync(path.join(root, 'SKILL.md'), 'out')
    await expect(findSkill(name, [project], env)).rejects.toThrow(/named by its folder name alone/)
  })

  it('follows a link to another skill folder, and none that leads out', async () => {
    const { root, project, env, skill } = world()
    skill(project, '.agents/skills', 'plan', 'shared')
    mkdirSync(path.join(project, '.claude/skills'), { recursive: true })
    symlinkSync('../../.agents/skills/plan', path.join(project, '.claude/skills/plan'))
    expect((await findSkill('plan', [project], env)).text).toBe('shared')

    skill(root, 'elsewhere', 'leak', 'secret')
    symlinkSync(path.join(root, 'elsewhere/leak'), path.join(project, '.claude/skills/leak'))
    await expect(findSkill('leak', [project], env)).rejects.toThrow(/leads out/)
  })

  it('does not take a linked skill folder outside of the project for one', async () => {
    const { root, project, env, skill } = world()
    skill(root, 'elsewhere', 'leak', 'secret')
    mkdirSync(path.join(project, '.claude'))
    symlinkSync(path.join(root, 'elsewhere'), path.join(project, '.claude/skills'))
    await expect(findSkill('leak', [project], env)).rejects.toThrow(/there is no skill/)
  })

  it('does not take a SKILL.md that is itself a link out', async () => {
    const { root, project, env } = world()
    writeFileSync(path.join(root, 'secret.txt'), 'secret')
    mkdirSync(path.join(project, '.claude/skills/leak'), { recursive: true })
    symlinkSync(path.join(root, 'secret.txt'), path.join(project, '.claude/skills/leak/SKILL.md'))
    await expect(findSkill('leak', [project], env)).rejects.toThrow(/leads out/)
  })

  it('names the nearest when there is none', async () => {
    const { project, env, skill } = world()
    skill(project, '.claude/skills', 'planning')
    await expect(findSkill('planing', [project], env)).rejects.toMatchObject({ help: "did you mean 'planning'?" })
  })
})
