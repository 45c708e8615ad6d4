import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../src/generated/types/verify-report.ts'
import { page } from '../../src/report/page.ts'
import { session } from '../support/session.ts'

const report = (text: string, detail = 'npm test'): VerifyReport => ({
  file: 'H.md',
  claims: [{ text, kind: 'tests', line: 3, verdict: 'contradicted', evidence: [{ ref: 'r1', detail }] }],
  summary: { verified: 0, stale: 0, contradicted: 1, unsupported: 0 },
})
const make = (text: string, change: Partial<Parameters<typeof page>[0]> = {}) =>
  page({ name: 'H.md', text, state: null, report: report('All tests pass'), ...change })

/** Tags of the page, without what its own template is made of. */
const OWN =
  /^(?:!doctype|html|head|meta|title|style|body|h1|h2|ul|li|strong|p|pre|table|thead|tbody|tr|th|td|br|small)$/i
const foreignTags = (markup: string) =>
  [...markup.matchAll(/<\/?([a-z!][\w-]*)/gi)].map(match => match[1]!).filter(tag => !OWN.test(tag))

describe('the page of a handoff', () => {
  it('begins with section 0, then the claims', () => {
    const made = make(
      '# T\n\n## SECTION 0: MANDATORY\n\nSkill("develop")\n\n## SECTION 1: CONTEXT\n\nsecret of section one\n',
    )
    expect(made).toContain('Skill(&quot;develop&quot;)')
    expect(made).not.toContain('secret of section one')
    expect(made.indexOf('First actions')).toBeLessThan(made.indexOf('<h2>Claims</h2>'))
  })

  it('shows any other document too, and a timeline when there is a session', () => {
    expect(make('Just words.\n')).toContain('<pre>Just words.</pre>')
    expect(make('x')).not.toContain('Timeline')
    const told = session({
      messages: [{ kind: 'prompt', text: 'Please go', at: '2026-01-05T12:00:00Z', correction: false, ref: 'm' }],
    })
    expect(make('x', { session: told })).toContain('2026-01-05 12:00')
  })

  it.each([
    '<script>alert(1)</script>',
    '</pre><img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    '</style><style>@import "//x.test"</style>',
    '</title><base href="//x.test">',
    '<!-- <iframe src=//x.test>',
  ])('makes text of %s, wherever it stands', hostile => {
    const told = session({
      messages: [{ kind: 'prompt', text: hostile, at: '2026-01-05T12:00:00Z', correction: false, ref: 'm' }],
    })
    for (const made of [
      make(hostile),
      make('x', { name: hostile }),
      make('x', { report: report(hostile, hostile) }),
      make('x', { session: told }),
    ])
      expect(foreignTags(made)).toEqual([])
  })

  it('lets nothing through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(foreignTags(make(text, { name: text, report: report(text, text) }))).toEqual([])
      }),
    )
  })

  it('loads nothing: no address, no script, a policy that allows its own style only', () => {
    const made = make('See https://example.org/x')
    const style = /<style>([\s\S]*?)<\/style>/.exec(made)![1]!
    const hash = createHash('sha256').update(style).digest('base64').replaceAll('+', '\\+')
    expect(made).toMatch(new RegExp(`default-src (?:'|&#39;)none(?:'|&#39;); style-src (?:'|&#39;)sha256-${hash}`))
    expect(made).not.toMatch(/\s(?:src|href|on\w+|style)\s*=|@import|url\(/i)
    expect(style).toContain('prefers-color-scheme:dark')
  })

  it('masks secrets', () => {
    const key = `ghp_${'a1B2'.repeat(10)}`
    expect(make(`token ${key}`, { report: report(key, key) })).not.toContain(key)
  })
})
