import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accepted,
  accused,
  detected,
  type Judged,
  judgeHeldOut,
  readHeldOut,
  told,
  type Wanted,
} from './heldout/judged.ts'
import { cleanPlaces, halfDone, PLACES } from './heldout/worlds.ts'

const share = (items: readonly Judged[], right: (item: Judged) => boolean) => items.filter(right).length / items.length

/** A pull request leaves nothing in a repository, and a transcript need not show how it was made: that none was opened is not provable. */
const PROVABLE = (item: Judged) => item.kind !== 'pr'

describe.each(['first', 'second'])(
  'the %s set of sentences that no rule was written for, on recorded sessions',
  name => {
    let judged: Judged[] = []
    beforeAll(async () => {
      judged = await judgeHeldOut(readHeldOut(name))
    }, 300_000)
    const of = (wanted: Wanted) => judged.filter(item => item.wanted === wanted)

    it('accuses nothing that is true, or was', () => {
      expect(told([...of('true'), ...of('stale')].filter(accused))).toEqual([])
    })

    it('accepts nothing that is false', () => {
      expect(told(of('false').filter(accepted))).toEqual([])
    })

    it('takes nothing for current that was overtaken', () => {
      expect(told(of('stale').filter(accepted))).toEqual([])
    })

    it('detects 95 % of what is false', () => {
      const provable = of('false').filter(PROVABLE)
      expect(
        share(provable, detected),
        told(provable.filter(item => !detected(item))).join('\n'),
      ).toBeGreaterThanOrEqual(0.95)
    })

    it('finds 90 % of what was overtaken', () => {
      const found = (item: Judged) => item.claims.some(claim => claim.verdict === 'stale')
      expect(
        share(of('stale'), found),
        told(of('stale').filter(item => !found(item))).join('\n'),
      ).toBeGreaterThanOrEqual(0.9)
    })

    it('verifies 85 % of what is true', () => {
      const right = (item: Judged) => item.claims.some(claim => claim.verdict === 'verified')
      expect(share(of('true'), right), told(of('true').filter(item => !right(item))).join('\n')).toBeGreaterThanOrEqual(
        0.85,
      )
    })

    it('judges at most 1 % of what claims nothing', () => {
      const judgedAnyway = of('none').filter(item => item.claims.length > 0)
      expect(judgedAnyway.length / of('none').length, told(judgedAnyway).join('\n')).toBeLessThanOrEqual(0.01)
    })
  },
)

describe.each(['codex', 'gemini', 'opencode'])('the half done session as %s recorded it', agent => {
  it('is judged as Claude Code recorded it: nothing true accused, nothing false accepted', async () => {
    const entries = [...readHeldOut('first'), ...readHeldOut('second')].filter(entry => entry.world === 'L')
    const judged = await judgeHeldOut(entries, { L: () => halfDone(agent) })
    expect(told(judged.filter(item => item.wanted !== 'false' && accused(item)))).toEqual([])
    expect(told(judged.filter(item => item.wanted === 'false' && accepted(item)))).toEqual([])
    expect(told(judged.filter(item => item.wanted === 'none' && item.claims.length > 0))).toEqual([])
  }, 120_000)
})

describe('the worlds', () => {
  it('are all spoken of', () => {
    const worlds = new Set([...readHeldOut('first'), ...readHeldOut('second')].map(entry => entry.world))
    expect([...worlds].sort()).toEqual(Object.keys(PLACES).sort())
  })
})

afterAll(cleanPlaces)
