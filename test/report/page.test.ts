import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadParser } from '../../src/core/markdown.ts'
import type { VerifyReport } from '../../src/generated/types/verify-report.ts'
import { type PageInput, page } from '../../src/report/page.ts'
import { at, session } from '../support/session.ts'

const parse = await loadParser()
const report = (text: string, detail = 'npm test', line = 3): VerifyReport => ({
  file: 'H.md',
  claims: [{ text, kind: 'tests', line, verdict: 'contradicted', evidence: [{ ref: 'r1', detail }] }],
  summary: { verified: 0, stale: 0, contradicted: 1, unsupported: 0 },
})
const make = (text: string, change: Partial<PageInput> = {}) =>
  page({ title: 'H.md', text, parse, state: null, report: report('All tests pass'), ...change })

/** Tags a page may hold: those of its own template, and the structure of a document. */
const OWN =
  /^(?:!doctype|html|head|meta|title|style|body|header|nav|main|section|div|a|h[1-6]|[uo]l|li|dl|dt|dd|strong|em|del|code|p|pre|blockquote|table|thead|tbody|tr|th|td|br|hr|small|span|time|details|summary|svg|circle|rect|line|text)$/i
const foreignTags = (markup: string) =>
  [...markup.matchAll(/<\/?([a-z!][\w-]*)/gi)].map(match => match[1]!).filter(tag => !OWN.test(tag))

const told = (text: string) =>
  session({
    messages: [
      { kind: 'prompt', text, at: at(0), correction: false, ref: 'm' },
      { kind: 'prompt', text: 'Go on', at: at(1), correction: true, ref: 'n' },
    ],
    subagents: [
      {
        id: text,
        type: text,
        description: text,
        prompt: text,
        status: 'running',
        result: text,
        worktree: text,
        startedAt: at(0),
        ref: text,
      },
    ],
    files: [{ path: text, actions: ['edit'], actor: text, firstAt: at(0), lastAt: at(0), lastWriteAt: at(0) }],
    compactions: [{ trigger: 'auto', at: at(1) }],
    git: { commits: [{ sha: text, subject: text }], pushed: false, prs: [] },
  })

describe('the page of a handoff', () => {
  it('begins with section 0, and ends with the whole document', () => {
    const made = make(
      '# T\n\n## SECTION 0: MANDATORY\n\nSkill("develop")\n\n## SECTION 1: CONTEXT\n\nonly in section one\n',
    )
    const [first, rest] = made.split('<section id="claims">') as [string, string]
    expect(first).toContain('Skill("develop")')
    expect(first).not.toContain('only in section one')
    expect(rest).toContain('only in section one')
  })

  it('puts the verdict behind the sentence that claims it', () => {
    const made = make('# T\n\nAll tests pass.\n\n- one\n- two\n')
    expect(made).toMatch(
      /<p>All tests pass\.<\/p>\s*<details class="verdict"><summary><span class="chip contradicted">/,
    )
    const row = make('| a | b |\n|---|---|\n| x | All tests pass |\n')
    expect(row).toMatch(/<td>All tests pass<details class="verdict">.*<\/details><\/td>/)
  })

  it('keeps levels of headings in order, and says the state of check boxes in signs', () => {
    const made = make('#### deep\n\n- [x] done\n- [ ] open\n')
    expect(made).toContain('<h3>deep</h3>')
    expect(made).toContain('☑ done')
    expect(made).toContain('☐ open')
  })

  it('shows a timeline when there is a session', () => {
    expect(make('x')).not.toContain('Timeline')
    const made = make('x', { session: told('Please go') })
    expect(made).toContain('<time datetime="2026-01-05T12:00:00.000Z">2026-01-05 12:00</time>')
    expect(made).toMatch(/<svg class="strip"[\s\S]*<rect class="bar running"/)
  })

  it('says what changed since the save', () => {
    expect(make('x', { drift: [{ kind: 'head', detail: 'commit abc came since' }] })).toContain('commit abc came since')
    expect(make('x')).not.toContain('Changed since')
  })

  it.each([
    ['quotes in quotes', `${'>'.repeat(20_000)} x`],
    ['lists in lists', Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
    ['emphasis in emphasis', `${'*a **b '.repeat(3000)}`],
  ])('is made of %s too', (_, text) => {
    expect(make(text)).toContain('</html>')
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
    for (const made of [
      make(hostile),
      make(
        `## SECTION 0\n\n${hostile}\n\n- [x](${hostile})\n- ![x](${hostile})\n- \`${hostile}\`\n\n[^1]: ${hostile}\n`,
      ),
      make('x', { title: hostile }),
      make('x\n\ny', { report: report(hostile, hostile) }),
      make('x', { session: told(hostile) }),
      make('x', { drift: [{ kind: 'head', detail: hostile }] }),
    ])
      expect(foreignTags(made)).toEqual([])
  })

  it('lets nothing through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(foreignTags(make(text, { title: text, report: report(text, text), session: told(text) }))).toEqual([])
      }),
    )
  })

  it('loads nothing: no address, no script, a policy that allows its own style only', () => {
    const made = make('See https://example.org/x and [here](https://example.org/y) ![z](https://example.org/z.png)')
    const style = /<style>([\s\S]*?)<\/style>/.exec(made)![1]!
    const hash = createHash('sha256').update(style).digest('base64').replaceAll('+', '\\+')
    expect(made).toMatch(new RegExp(`default-src (?:'|&#39;)none(?:'|&#39;); style-src (?:'|&#39;)sha256-${hash}`))
    expect(made).not.toMatch(/\s(?:src|href="[^#]|on\w+|style)\s*=|@import|url\(/i)
    expect(style).toContain('prefers-color-scheme:dark')
  })

  it('masks secrets', () => {
    const key = `ghp_${'a1B2'.repeat(10)}`
    expect(make(`token ${key}`, { report: report(key, key) })).not.toContain(key)
  })
})
