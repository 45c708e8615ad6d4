import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { draft } from '../../src/app/draft.ts'
import { findClaims, verifyText } from '../../src/app/verify.ts'
import { render } from '../../src/core/render/render.ts'
import { cleanPlaces, halfDone, type Place, recordingOf, shipped } from './heldout/worlds.ts'

const root = path.resolve(import.meta.dirname, '../..')
afterAll(cleanPlaces)

/** A 3.0 handoff with one section filled in. */
const handoff = (heading: string, body: string) =>
  [
    '# Handoff',
    '## SECTION 0: FIRST',
    '### 0.4 Checkpoint',
    '## SECTION 1: CONTEXT',
    '### 1.11 Narrative',
    '',
    `### ${heading}`,
    '',
    body,
  ].join('\n')

const CHECKS = '| Task | Command | Expected | Actual |\n| --- | --- | --- | --- |\n'

describe('what the template of a 3.0 handoff holds and does not claim', () => {
  it.each([
    ['1.13 Verification Checklist', `${CHECKS}| 2: Document the limit | \`npm test\` | succeeds | not run |`],
    ['1.13 Verification Checklist', `${CHECKS}| Load test | \`k6 run bench.js\` | all pass | pending |`],
    ['1.13 Verification Checklist', `${CHECKS}| Types | \`npx tsc --noEmit\` | no errors | — |`],
    ['0.4 Restoration Checkpoint', '- [ ] All documents are read\n- [ ] All tests pass'],
    [
      '0.5 Behavioral Constraints',
      '- Call nothing done before its check has run and passed.\n- All tests pass before you commit.',
    ],
    ['1.1.2 Role Clarification', '**The tests pass through the subagents.** Everything is committed by you.'],
    ['1.2 Goal Stack', '- Ultimate: all tests pass and everything is pushed.\n- The plan is in docs/none.md.'],
    ['1.1 Organizational Structure', '- [x] Single-threaded / [ ] Sequential delegation / [ ] Parallel swarm'],
    ['1.7 All User Messages', '1. "All tests pass, I committed it and pushed to main."'],
    ['1.16 Conflict Resolution', '| Source | Authority |\n| --- | --- |\n| Tests pass in CI | HIGH |'],
    ['1.17 Partial Work Markers', '- `// TODO: make the tests pass` is committed in src/none.ts'],
    [
      '1.21 Definition of Done',
      '- [ ] All tests pass\n- [ ] Lint is clean\n\nThe tests are green and the tree is clean.',
    ],
    [
      '1.22 Recovery Checkpoints',
      '| Step | Ref | State |\n| --- | --- | --- |\n| 2 | `0000000000000000000000000000000000000001` | all 99 tests pass |',
    ],
    ['1.23 Skill Re-Entry Protocol', 'The build passes, then commit.'],
    [
      '1.24 Known Failure Modes',
      '| Failure | Recovery |\n| --- | --- |\n| Tests fail after a rebase | all tests pass once the cache is cleared |',
    ],
    ['1.25 Conversation Context', 'The user said all 12 tests pass and it is pushed.'],
  ])('%s: %s', (heading, body) => {
    const asserted = findClaims(handoff(heading, body)).claims.filter(claim => !claim.weak && claim.kind !== 'commit')
    expect(asserted).toEqual([])
  })

  it('still reads what a check showed', () => {
    const document = handoff(
      '1.13 Verification Checklist',
      `${CHECKS}| 1 | \`npm test\` | succeeds | 7 passed, 0 failed |`,
    )
    expect(findClaims(document).claims.map(({ kind, data }) => [kind, data.passed])).toEqual([['tests', 7]])
  })

  const examples = path.join(root, 'docs/examples')
  it.each(readdirSync(examples))('docs/examples/%s claims nothing where it plans, orders or quotes', name => {
    const text = readFileSync(path.join(examples, name), 'utf8')
    const lines = text.split('\n')
    const silent = /^### (?:0\.[1245]|1\.1\.2|1\.2|1\.7|1\.10|1\.14|1\.16|1\.17|1\.2[1345])\b|^### Step|^## SECTION 2/
    const sectionOf = (line: number) => lines.slice(0, line).findLast(heading => /^#{2,3} /.test(heading)) ?? ''
    const asserted = findClaims(text).claims.filter(claim => !claim.weak && silent.test(sectionOf(claim.line)))
    expect(asserted).toEqual([])
    const notRun = findClaims(text).claims.filter(claim => /\|[^|]*not run\s*\|/.test(lines[claim.line - 1]!))
    expect(notRun.filter(claim => claim.kind === 'tests' || claim.kind === 'build')).toEqual([])
  })
})

const DRAFTED: [string, string, string, () => Promise<Place>][] = [
  ['shipped', 'claude-code', 'shipped', shipped],
  ...['claude-code', 'codex', 'gemini', 'opencode'].map((agent): [string, string, string, () => Promise<Place>] => [
    'half done',
    agent,
    'rate-limiter',
    () => halfDone(agent),
  ]),
]

describe('a drafted handoff', () => {
  it.each(DRAFTED)('of the %s session of %s answers to its evidence', async (_, agent, scenario, build) => {
    const place = await build()
    const { transcript } = recordingOf(scenario, agent)
    const { state } = await draft({ transcript, project: undefined, cwd: place.root, mode: 'manual', env: {} })
    const { claims, summary } = await verifyText(await render(state), { session: place.session, cwd: place.root })
    expect(claims.filter(claim => claim.verdict === 'contradicted' || claim.verdict === 'unsupported')).toEqual([])
    expect(summary.verified).toBeGreaterThan(20)
  })
})
