import { describe, expect, it } from 'vitest'
import { loadParser } from '../../src/core/markdown.ts'
import { findSection, skillSections } from '../../src/core/skill-sections.ts'

const parse = await loadParser()

const SKILL = `---
name: plan
---
# Plan

Intro.

## 1. Bootstrap

Read  the plan.

### Details

- one

## FORBIDDEN

- Editing files
\`\`\`md
## Not a heading
<REQUIRED>not a tag</REQUIRED>
\`\`\`

<REQUIRED>
- Delegate
  <b>always</b>
</REQUIRED>

<OPEN>
never closed

## Constraints and rules

Last.
`

const section = (name: string) => findSection(skillSections(SKILL, parse), name)?.text

describe('sections of a skill', () => {
  it.each([
    [
      'FORBIDDEN',
      '- Editing files\n```md\n## Not a heading\n<REQUIRED>not a tag</REQUIRED>\n```\n\n<REQUIRED>\n- Delegate\n  <b>always</b>\n</REQUIRED>\n\n<OPEN>\nnever closed',
    ],
    ['REQUIRED', '- Delegate\n  <b>always</b>'],
    ['required', '- Delegate\n  <b>always</b>'],
    ['Bootstrap', 'Read  the plan.\n\n### Details\n\n- one'],
    ['1. Bootstrap', 'Read  the plan.\n\n### Details\n\n- one'],
    ['details', '- one'],
    ['constraints_and_rules', 'Last.'],
    ['Constraints', 'Last.'],
  ])('%s is given verbatim', (name, text) => {
    expect(section(name)).toBe(text)
  })

  it.each(['Not a heading', 'OPEN', 'nothing', ''])('%j is none', name => {
    expect(section(name)).toBeUndefined()
  })

  it('stays quick on a text full of open tags', () => {
    expect(skillSections('<A>\n'.repeat(20_000), parse)).toEqual([])
    expect(skillSections(`${'<A>\n'.repeat(20_000)}</A>`, parse)).toHaveLength(1)
    expect(skillSections('<A></A>\n'.repeat(20_000), parse)).toHaveLength(20_000)
  })
})
