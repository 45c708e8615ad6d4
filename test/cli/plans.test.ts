import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { initGit, newPlace, type Place, runCli } from '../support/processes.ts'
import { put } from '../support/transcript.ts'

const search = (place: Place) => JSON.parse(runCli(place, ['plans', '--json']).out)

describe('midstride plans', () => {
  it('names every folder it searched when it found nothing', () => {
    const place = newPlace()
    const { code, out } = runCli(place, ['plans'])
    expect(code).toBe(0)
    expect(out).toMatch(/^No planning documents\.\n\nSearched\n/)
    const encoded = place.project.slice(1).replaceAll('/', '-')
    for (const folder of [
      path.join(place.home, '.local/spellbook/docs', encoded, 'plans'),
      path.join(place.project, '.claude/plans'),
      path.join(place.home, '.claude/plans'),
      path.join(place.project, 'docs/plans'),
      path.join(place.project, '.planning'),
    ])
      expect(out).toContain(`${folder}: not there`)
    expect(out).toContain(`${place.project} (*-impl.md *-design.md *-plan.md): 0 documents`)
  })

  it('finds plans everywhere they are kept, the latest first', () => {
    const place = newPlace()
    initGit(place)
    const encoded = place.project.slice(1).replaceAll('/', '-')
    const files = [
      path.join(place.project, 'docs/plans/2026-importer.md'),
      path.join(place.home, '.local/spellbook/docs', encoded, 'plans/a.md'),
      path.join(place.home, '.claude/plans/calm-fox.md'),
      path.join(place.project, '.planning/phase-1/PLAN.md'),
      path.join(place.project, 'lib/deep/x-design.md'),
    ]
    for (const [age, file] of files.entries()) put(file, '# Plan\n', age * 60)
    put(path.join(place.project, 'README.md'), '# no plan\n')
    expect(search(place).plans.map((plan: { path: string }) => plan.path)).toEqual(files)
  })

  it('tells status, progress and hash', () => {
    const place = newPlace()
    put(path.join(place.project, 'x-impl.md'), '# X\nStatus: approved\n## One\n- [x] a\n## Two\n- [ ] b\n- [x] c\n')
    expect(search(place).plans[0]).toMatchObject({
      kind: 'impl',
      status: 'APPROVED',
      boxes: 3,
      checked: 2,
      completed: ['One'],
      remaining: ['Two'],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(runCli(place, ['plans']).out).toContain('impl · APPROVED · 2/3 boxes ·')
    expect(runCli(place, ['plans']).out).toContain('last completed: One; next: Two')
  })

  it.each([true, false])('leaves out what is ignored and what is installed (in git: %s)', inGit => {
    const place = newPlace()
    if (inGit) initGit(place)
    put(path.join(place.project, '.gitignore'), 'ignored/\n')
    put(path.join(place.project, 'ignored/a-plan.md'), '#')
    put(path.join(place.project, 'node_modules/p/b-plan.md'), '#')
    put(path.join(place.project, 'c-plan.md'), '#')
    const found = search(place).plans.map((plan: { path: string }) => path.relative(place.project, plan.path))
    expect(found).toEqual(['c-plan.md'])
  })

  it('follows no link out of its roots', () => {
    const place = newPlace()
    const outside = path.join(path.dirname(place.project), 'outside')
    put(path.join(outside, 'secret-plan.md'), '# secret\n')
    mkdirSync(path.join(place.project, '.claude'))
    mkdirSync(path.join(place.project, '.planning'))
    symlinkSync(outside, path.join(place.project, '.claude/plans'))
    symlinkSync(path.join(outside, 'secret-plan.md'), path.join(place.project, '.planning/x.md'))
    symlinkSync(path.join(outside, 'secret-plan.md'), path.join(place.project, 'y-plan.md'))
    expect(search(place).plans).toEqual([])
  })

  it('refuses a folder that is not there', () => {
    const { code, err } = runCli(newPlace(), ['plans', '--cwd', 'gone'])
    expect([code, err]).toEqual([2, 'midstride: gone does not exist — name an existing folder\n'])
  })
})
