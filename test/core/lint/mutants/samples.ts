import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { HandoffKind } from '../../../../src/core/document.ts'
import type { Evidence } from '../../../../src/core/lint/rule.ts'
import type { Session } from '../../../../src/core/types.ts'
import { change, withBody } from '../../../support/lint.ts'
import { say, session } from '../../../support/session.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** Documents that are complete; a mutant breaks one thing in one of them. */
export const samples = {
  solo: read('docs/examples/handoff-solo.md'),
  orchestrator: read('docs/examples/handoff-orchestrator.md'),
  auto: read('docs/examples/handoff-auto.md'),
  mission: read('test/fixtures/handoffs/mission.md'),
  dump: read('test/fixtures/handoffs/dump.md'),
}
export type SampleName = keyof typeof samples
export const handoffs = ['solo', 'orchestrator', 'auto'] as const

export type Edit = (text: string) => string

export interface Mutant {
  sample: SampleName
  /** Rule that is meant to catch it. */
  rule: string
  what: string
  edit: Edit
  /** Read as this kind, whatever it looks like. */
  kind?: HandoffKind
  /** The world to compare with, changed in one thing; for rules that look at it. */
  world?: Evidence
  /** Rules that cannot but speak as well, each with the reason. */
  with?: Record<string, string>
}

type Row = [rule: string, what: string, edit: Edit, companions?: Record<string, string>]

/** Mutants of one sample. */
export const of = (sample: SampleName, rows: Row[]): Mutant[] =>
  rows.map(([rule, what, edit, companions]) => ({
    sample,
    rule,
    what: `${sample}: ${what}`,
    edit,
    ...(companions && { with: companions }),
  }))

/** The same mutant of each of the three handoffs. */
export const ofEach = (rows: Row[]): Mutant[] => handoffs.flatMap(sample => of(sample, rows))

export const swap =
  (from: string | RegExp, to: string): Edit =>
  text =>
    change(text, from, to)
export const body =
  (heading: string, content: string): Edit =>
  text =>
    withBody(text, heading, content)
/** Replaces a text wherever it stands. */
export const everywhere =
  (from: string, to: string): Edit =>
  text =>
    change(text, new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'), to.replaceAll('$', '$$$$'))
export const both =
  (...edits: Edit[]): Edit =>
  text =>
    edits.reduce((now, edit) => edit(now), text)

/** Swaps within one section only. */
export const inside =
  (heading: string, from: string | RegExp, to: string): Edit =>
  text => {
    const start = text.indexOf(`${heading} `)
    if (start < 0) throw new Error(`no heading: ${heading}`)
    const next = /^#{2,4} (?:SECTION \d|\d+\.\d+ |Step \d)/m.exec(text.slice(start + 5))
    const end = next ? start + 5 + next.index : text.length
    return text.slice(0, start) + change(text.slice(start, end), from, to) + text.slice(end)
  }

export const without =
  (heading: string): Edit =>
  text => {
    const start = text.indexOf(`${heading} `)
    if (start < 0) throw new Error(`no heading: ${heading}`)
    const next = /^#{2,4} (?:SECTION \d|\d+\.\d+ |Step \d)/m.exec(text.slice(start + 5))!
    return text.slice(0, start) + text.slice(start + 5 + next.index)
  }

/** Two neighbours change places. */
export const exchanged =
  (first: string, second: string, after: string): Edit =>
  text => {
    const [a, b, c] = [first, second, after].map(heading => text.indexOf(`${heading} `)) as [number, number, number]
    return text.slice(0, a) + text.slice(b, c) + text.slice(a, b) + text.slice(c)
  }

const plans = {
  impl: '/home/dev/atlas/docs/plans/2026-05-18-search-impl.md',
  design: '/home/dev/atlas/docs/plans/2026-05-15-search-design.md',
}
const todo = (id: number, content: string, status: Session['todos'][number]['status']) => ({
  id: String(id),
  content,
  activeForm: null,
  status,
  ref: `t${id}`,
})

/** What really happened in the session of the orchestrator, and its project as it is. */
export const atlas = {
  cwd: '/home/dev/atlas',
  files: new Map<string, 'file' | 'directory' | 'missing'>([
    [plans.impl, 'file'],
    [plans.design, 'file'],
  ]),
  git: { branch: 'main', head: 'c93d01f84ab2e6705d1c3f9b8e7a64205f1d9c3b', dirty: [] as string[] },
  plans: [plans.design, plans.impl],
  session: session({
    cwd: '/home/dev/atlas',
    messages: [
      say(
        'Replace the LIKE search of atlas by Postgres full text. Design and plan are in docs/plans, both approved. Use agents, one per task.',
        0,
      ),
      say('No new service. Postgres can do this, and we have nobody to run Elasticsearch.', 27),
      say("Don't merge on a summary. Run their tests yourself, in their worktree, before you merge anything.", 300, {
        correction: true,
      }),
      say('That is not a load test, that is a 502 test.', 390),
      say('Ranking looks right, merge it when its tests are green.', 418),
      say('I need highlights for the demo on Friday, so those before synonyms.', 419),
    ],
    todos: [
      todo(1, 'Migration: tsvector column and GIN index', 'completed'),
      todo(2, 'Ranking: titles before bodies', 'completed'),
      todo(3, 'Search endpoint on the new column', 'in_progress'),
      todo(4, 'Highlights in the result list', 'pending'),
      todo(5, 'Synonyms for product names', 'blocked'),
      todo(6, 'Load test at 200 searches per second', 'pending'),
      todo(7, 'Review and merge the five branches in plan order', 'pending'),
    ],
    subagents: (['agent-endpoint', 'agent-highlight'] as const).map(id => ({
      id,
      type: 'general-purpose',
      description: id,
      prompt: 'one task of the plan',
      status: 'running' as const,
      result: null,
      worktree: null,
      ref: id,
    })),
    files: [
      { path: plans.impl, actions: ['edit'], actor: 'main', firstAt: null, lastAt: null, lastWriteAt: null },
      { path: plans.design, actions: ['read'], actor: 'main', firstAt: null, lastAt: null, lastWriteAt: null },
    ],
    planDocs: [
      { path: plans.impl, actions: ['read', 'write'], lastAt: null },
      { path: plans.design, actions: ['read'], lastAt: null },
    ],
    errors: [
      {
        tool: 'Bash',
        kind: 'command',
        text: 'agent-load measured error pages: p95 of 4 ms, status 502',
        at: null,
        resolved: false,
        ref: 'e1',
      },
    ],
  }),
} satisfies Evidence

/** The task list behind the mission handoff. */
export const grammar: Evidence = {
  session: session({
    todos: [
      ...[101, 102, 103].map(id => todo(id, `T-${id}`, 'completed')),
      ...[104, 105].map(id => todo(id, `T-${id}`, 'in_progress')),
      todo(107, 'T-107', 'blocked'),
      todo(108, 'T-108', 'pending'),
    ],
  }),
}

/** The dumped session, which ended as it should. */
export const dumped: Evidence = {
  session: session({
    messages: [say('/dump', 40, { kind: 'command' })],
    lastAssistant: { text: samples.dump, at: null, ref: 'a1' },
  }),
}
