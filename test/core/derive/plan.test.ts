import { describe, expect, it } from 'vitest'
import { planKind, readPlan } from '../../../src/core/derive/plan.ts'

describe('the kind of a plan', () => {
  it.each([
    ['/p/docs/plans/2026-01-01-x-design.md', '', 'design'],
    ['/p/docs/plans/2026-01-01-x-impl.md', '', 'impl'],
    ['/p/x-plan.md', '', 'impl'],
    ['/p/x-design-impl.md', '', 'impl'],
    ['/p/specs/001/spec.md', '', 'design'],
    ['/p/.claude/plans/prancy-noodling-ember.md', '# Port\n\n## Non-goals\n', 'design'],
    ['/p/.claude/plans/prancy-noodling-ember.md', '# Port\n\n- [ ] one\n', 'impl'],
    ['/p/.claude/plans/prancy-noodling-ember.md', '', 'impl'],
  ])('%s with %j is %s', (path, text, kind) => {
    expect(planKind(path, text)).toBe(kind)
  })
})

describe('a plan', () => {
  it('tells how far it is', () => {
    const text = [
      '# Importer',
      '## Task 1: rows ##',
      '- [x] parse',
      '* [X] test',
      '## Task 2: columns',
      '1. [ ] parse',
      '- [x] test',
      '```',
      '- [ ] an example',
      '```',
      '## Notes',
      'a - [ ] in prose',
    ].join('\n')
    expect(readPlan('/p/x-impl.md', text)).toEqual({
      kind: 'impl',
      status: 'IN_PROGRESS',
      boxes: 4,
      checked: 3,
      completed: ['Task 1: rows'],
      remaining: ['Task 2: columns'],
    })
  })

  it.each([
    ['Status: Approved', 'APPROVED'],
    ['**Status:** draft', 'DRAFT'],
    ['> Status: in progress', 'IN_PROGRESS'],
    ['- **Status**: `DRAFT`', 'DRAFT'],
    ['Status: who knows', null],
    ['The status: approved by nobody', null],
  ])('with %j has status %s', (line, status) => {
    expect(readPlan('/p/x.md', `# X\n\n${line}\n`).status).toBe(status)
  })
})
