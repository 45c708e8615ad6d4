import { beforeAll, describe, expect, it } from 'vitest'
import { derive } from '../../../src/core/derive/derive.ts'
import { type HandoffDocument, parseDocument } from '../../../src/core/document.ts'
import { loadParser, type ParseMarkdown } from '../../../src/core/markdown.ts'
import { render } from '../../../src/core/render/render.ts'
import type { Session } from '../../../src/core/types.ts'
import { at, say, session } from '../../support/session.ts'

let parser: ParseMarkdown
beforeAll(async () => {
  parser = await loadParser()
})

const drafted = (change: Partial<Session>): HandoffDocument =>
  parseDocument(render(derive(session(change), { mode: 'manual', now: at(90) })), parser)
const body = (document: HandoffDocument, id: string) => document.bodyOf(document.section(id)!).trim()

describe('an empty session', () => {
  it.each([
    ['0.1', 'NO ACTIVE SKILL - proceed to 0.2'],
    ['0.2', 'NO DOCUMENTS TO READ'],
    ['0.3', '```\nTodoWrite([])\n```'],
    ['1.9', 'NO PLANNING DOCUMENTS - ad-hoc work'],
    ['1.10', 'NO DOCUMENTS TO RE-READ'],
  ])('says so in %s', (id, words) => {
    expect(body(drafted({}), id)).toContain(words)
  })
})

describe('section 0', () => {
  it('calls the outermost skill first', () => {
    const skills: Session['skills'] = [
      { name: 'develop', args: '--plan /p/a.md', by: 'user', ok: true, at: at(1), ref: 's' },
      { name: 'executing-plans', args: null, by: 'model', ok: true, at: at(2), ref: 's' },
    ]
    expect(body(drafted({ skills }), '0.1')).toBe(
      '```\nSkill("develop", "--plan /p/a.md")\nSkill("executing-plans")\n```',
    )
  })

  it('restores the whole todo list in one line of JSON, blocked as pending', () => {
    const todos: Session['todos'] = [
      { id: '1', content: 'Say "hi"\n```\n<!-- x', activeForm: 'Saying hi', status: 'completed', ref: 't' },
      { id: '2', content: 'Wait', activeForm: null, status: 'blocked', ref: 't' },
    ]
    const document = drafted({ todos })
    const call = document.fences.find(fence => fence.section === '0.3')!.value
    expect(call).not.toContain('\n')
    expect(call).not.toContain('<!--')
    expect(JSON.parse(/^TodoWrite\((.*)\)$/.exec(call)![1]!)).toEqual([
      { content: 'Say "hi"\n```\n<!-- x', status: 'completed', activeForm: 'Saying hi' },
      { content: 'Wait', status: 'pending', activeForm: 'Wait' },
    ])
    expect(body(document, '1.20')).toContain('status: "blocked"')
  })

  it('restores one todo in progress of several, the one no subagent works on, and says so', () => {
    const todo = (id: string, content: string): Session['todos'][number] => ({
      id,
      content,
      activeForm: null,
      status: 'in_progress',
      ref: 't',
    })
    const agent = { id: 'a1', type: null, description: 'Parse', prompt: null, status: 'running' as const, result: null }
    const document = drafted({
      todos: [todo('1', 'Parse'), todo('2', 'Render'), todo('3', 'Verify')],
      subagents: [{ ...agent, worktree: null, startedAt: null, endedAt: null, ref: 'x' }],
    })
    const call = document.fences.find(fence => fence.section === '0.3')!.value
    expect(JSON.parse(call.slice(10, -1)).map((one: { status: string }) => one.status)).toEqual([
      'pending',
      'in_progress',
      'pending',
    ])
    expect(body(document, '1.8')).toContain('3 were in progress; 0.3 can restore one, Render.')
    expect(body(document, '1.20').match(/status: "in_progress"/g)).toHaveLength(3)
  })

  it('reads documents by their absolute paths', () => {
    const planDocs: Session['planDocs'] = [{ path: '/p/docs/plans/a "b"-impl.md', actions: ['read'], lastAt: at(1) }]
    const document = drafted({ planDocs })
    expect(body(document, '0.2')).toMatch(/^```\nRead\("\/p\/docs\/plans\/a \\"b\\"-impl\.md"\)/)
    expect(body(document, '1.10')).toContain('Read("/p/docs/plans/a \\"b\\"-impl.md")')
  })
})

describe('tables', () => {
  const COLUMNS: [section: string, columns: string][] = [
    ['1.1.1', '| Skill | Parent | Phase/Step | Resume Command |'],
    ['1.1.2', '| Agent ID | Persona | Task | Status | Output |'],
    ['1.6', '| Error | Fix | User Feedback |'],
    ['1.9', '| Path | Purpose | Status | Re-Read Priority |'],
    ['1.9', '| Path | From | Phase/Task | Tracking? |'],
    ['1.10', '| Priority | Path (ABSOLUTE) | Why | Focus Section |'],
    ['1.12', '| Path | Expected (per plan) | Actual | Status |'],
    ['1.13', '| Task | Command | Expected | Actual |'],
    ['1.15', '| Decision | Rationale | Confirmed | Binding |'],
    ['1.16', '| Source | Authority | Use For |'],
    ['1.18', '| Gate | Status | Evidence | Skip? |'],
    ['1.22', '| Checkpoint | Git Ref | Scope | Recovery |'],
    ['1.24', '| Mode | Prevention |'],
    ['1.25', '| # | Type | Message Summary |'],
    ['1.25', '| Original Behavior | Correction | Lesson |'],
    ['1.25', '| Error | Resolution | User Involved? |'],
  ]
  it.each(COLUMNS)('of %s have the columns %s', (id, columns) => {
    const planDocs: Session['planDocs'] = [{ path: '/p/a-impl.md', actions: ['read'], lastAt: at(1) }]
    expect(body(drafted({ planDocs }), id)).toContain(columns)
  })
})

describe('long texts', () => {
  const long = `Build it.\n${'word '.repeat(400)}end`
  const todo = {
    id: '1',
    content: `Todo ${'x'.repeat(900)} end`,
    activeForm: null,
    status: 'pending' as const,
    ref: 't',
  }
  it('are cut in tables and whole in YAML; todos are whole everywhere', () => {
    const document = drafted({ messages: [say(long, 0)], todos: [todo] })
    expect(body(document, '1.25')).not.toContain('end')
    expect(body(document, '1.7').length).toBeLessThan(500)
    expect(document.state!.yaml.value).toMatchObject({ conversation: { user_messages: [{ content: long }] } })
    for (const id of ['0.3', '1.8', '1.20']) expect(body(document, id)).toContain(todo.content)
  })
})

describe('what is no longer valid', () => {
  it('is told apart from what stands', () => {
    const document = drafted({
      messages: [say('Build it', 0), say('use Postgres instead of SQLite', 5)],
      decisions: [{ question: 'Which database?', answer: 'SQLite', kind: 'question', at: at(1), ref: 'd' }],
    })
    expect(body(document, '1.15')).not.toContain('→ SQLite')
    expect(body(document, '1.4')).toContain('Which database? → SQLite (replaced by: use Postgres instead of SQLite)')
  })
})
