import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { lintAll } from '../../support/lint.ts'
import { eachShared } from '../../support/shared.ts'

describe('handoffs of other formats', () => {
  eachShared('fixtures/handoffs', '.md', async file => {
    const text = readFileSync(file, 'utf8')
    const { findings, ids } = lintAll(text)
    expect(ids).toEqual(['unknown-document'])
    expect(findings).toHaveLength(1)
    expect(findings[0]!.help).toContain('--kind')

    const forced = lintAll(text, { kind: 'handoff' })
    expect(forced.ids).toContain('section-missing')
    expect(forced.findings.length).toBeLessThan(30)
    for (const { unexpected } of forced.findings) expect(unexpected).not.toContain('failure inside rule')
  })
})
