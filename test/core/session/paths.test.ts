import { describe, expect, it } from 'vitest'
import { baseName, isAbsolute, isTemporary, resolvePath } from '../../../src/core/session/paths.ts'
import { isPlanDocument } from '../../../src/core/session/plans.ts'

describe('paths of transcripts', () => {
  it.each([
    ['/a/b', null, '/a/b'],
    ['/a//b/../c/', null, '/a/c/'],
    ['b.js', '/a', '/a/b.js'],
    ['../b.js', '/a/c', '/a/b.js'],
    ['D:\\x\\y.go', '/a', 'D:\\x\\y.go'],
    ['D:/x/y.go', null, 'D:\\x\\y.go'],
    ['src\\y.go', 'D:\\x', 'D:\\x\\src\\y.go'],
    ['/d/x/y.go', 'D:\\x', 'D:\\x\\y.go'],
    ['/mnt/c/x', 'C:\\Users', 'C:\\x'],
    ['./a/../b', null, 'b'],
    ['-redacted/x.md', '-redacted', '-redacted/x.md'],
    ['', '/a', null],
    ['a\0b', '/a', null],
  ])('%j in %j', (file, cwd, expected) => {
    expect(resolvePath(file, cwd)).toBe(expected)
  })

  it('knows what is absolute, what is temporary and what a name is', () => {
    expect(['/a', 'C:\\a', '\\\\host\\a', 'a', './a'].map(isAbsolute)).toEqual([true, true, true, false, false])
    expect(isTemporary('/tmp/x.log', '/home/dev/app')).toBe(true)
    expect(isTemporary('/tmp/app/x.js', '/tmp/app')).toBe(false)
    expect(isTemporary('C:\\Users\\a\\AppData\\Local\\Temp\\x', 'D:\\app')).toBe(true)
    expect([baseName('/a/b.js'), baseName('C:\\a\\b.js'), baseName('b.js')]).toEqual(['b.js', 'b.js', 'b.js'])
  })

  it.each([
    ['/home/a/.claude/plans/prancy-ember.md', true],
    ['/app/docs/plans/2026-02-03-explain.md', true],
    ['/app/.planning/STATE.md', true],
    ['/app/plans/feat-x.md', true],
    ['/app/PLAN.md', true],
    ['/app/implementation-plan.md', true],
    ['/app/specs/001-login/tasks.md', true],
    ['D:\\app\\plans\\phase2a-plan.md', true],
    ['/app/website-plan.md', true],
    ['/app/README.md', false],
    ['/app/src/planner.ts', false],
    ['/app/explanation.md', false],
    ['/app/plans/index.ts', false],
  ])('plan document %s: %s', (file, expected) => {
    expect(isPlanDocument(file)).toBe(expected)
  })
})
