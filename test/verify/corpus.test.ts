import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyText } from '../../src/app/verify.ts'
import type { VerifyReport } from '../../src/generated/types/verify-report.ts'
import { type Corpus, spell } from './corpus/_corpus.ts'
import { corpora } from './corpus/index.ts'
import { buildWorld, cleanUp, type World } from './world.ts'

type State = 'fresh' | 'broken' | 'aged'
type Wanted = 'true' | 'false' | 'stale' | 'none'
interface Judged {
  state: State
  kind: string
  wanted: Wanted
  text: string
  claims: VerifyReport['claims']
}

const judged: Judged[] = []

/** All sentences of one group in one document, a paragraph each, so that git and files are asked as they are for a real one. */
async function judge(world: World, state: State, kind: string, wanted: Wanted, text: string): Promise<void> {
  const names: Record<string, string> = {
    '{work}': world.sha.work!.slice(0, 8),
    '{base}': world.sha.base!.slice(0, 8),
    '{base0}': '0123abcd',
  }
  const lines = spell(text).map(line => line.replace(/\{\w+\}/g, name => names[name] ?? name))
  const report = await verifyText(lines.join('\n\n'), { session: world.session, cwd: world.root })
  for (const [index, line] of lines.entries())
    judged.push({
      state,
      kind,
      wanted,
      text: line,
      claims: report.claims.filter(claim => claim.line === index * 2 + 1),
    })
}

beforeAll(async () => {
  for (const state of ['fresh', 'broken', 'aged'] as const) {
    const world = buildWorld(state)
    for (const corpus of corpora) {
      for (const [wanted, text] of Object.entries(corpus[state] ?? {}))
        await judge(world, state, corpus.kind, wanted as Wanted, text)
      await judge(world, state, corpus.kind, 'none', corpus.none)
    }
  }
}, 300_000)
afterAll(cleanUp)

const of = (wanted: Wanted) => judged.filter(item => item.wanted === wanted)
const own = (item: Judged) => item.claims.filter(claim => claim.kind === item.kind).map(claim => claim.verdict)
const told = (items: Judged[]) =>
  items.map(
    ({ state, kind, text, claims }) =>
      `${state} ${kind}: ${text} → ${claims.map(c => `${c.kind} ${c.verdict}`).join(', ') || 'nothing'}`,
  )
const share = (items: Judged[], right: (item: Judged) => boolean) => items.filter(right).length / items.length

describe('the claims corpus', () => {
  it('never accepts a false claim', () => {
    expect(
      told(of('false').filter(item => own(item).length > 0 && own(item).every(verdict => verdict === 'verified'))),
    ).toEqual([])
  })

  it('never accuses a true claim', () => {
    const accused = [...of('true'), ...of('stale')].filter(item =>
      item.claims.some(claim => claim.verdict === 'contradicted'),
    )
    expect(told(accused)).toEqual([])
  })

  it('never takes what was overtaken for current', () => {
    expect(told(of('stale').filter(item => own(item).includes('verified') && !own(item).includes('stale')))).toEqual([])
  })

  it('detects 95 % of the false claims as contradicted or stale', () => {
    const detected = (item: Judged) => own(item).some(verdict => verdict === 'contradicted' || verdict === 'stale')
    expect(
      share(of('false'), detected),
      told(of('false').filter(item => !detected(item))).join('\n'),
    ).toBeGreaterThanOrEqual(0.95)
  })

  it('verifies 95 % of the true claims', () => {
    const right = (item: Judged) => own(item).includes('verified')
    expect(share(of('true'), right), told(of('true').filter(item => !right(item))).join('\n')).toBeGreaterThanOrEqual(
      0.95,
    )
  })

  it('finds 95 % of the stale claims stale', () => {
    const right = (item: Judged) => own(item).includes('stale')
    expect(share(of('stale'), right), told(of('stale').filter(item => !right(item))).join('\n')).toBeGreaterThanOrEqual(
      0.95,
    )
  })

  it('judges at most 1 % of what claims nothing', () => {
    const silent = (item: Judged) => item.claims.length === 0
    expect(share(of('none'), silent), told(of('none').filter(item => !silent(item))).join('\n')).toBeGreaterThanOrEqual(
      0.99,
    )
  })

  it('gives every verdict but unsupported a pointer', () => {
    const bare = judged
      .flatMap(item => item.claims)
      .filter(claim => claim.verdict !== 'unsupported' && claim.evidence.length === 0)
    expect(bare).toEqual([])
  })

  it.each(corpora.map((corpus: Corpus) => [corpus.kind, corpus]))('holds enough of %s', (_, corpus) => {
    const size = (wanted: Wanted) =>
      new Set(
        judged
          .filter(item => item.kind === corpus.kind && item.wanted === wanted)
          .map(item => `${item.state} ${item.text}`),
      ).size
    expect(size('true')).toBeGreaterThanOrEqual(20)
    expect(size('false')).toBeGreaterThanOrEqual(20)
    expect(size('none')).toBeGreaterThanOrEqual(20)
  })
})
