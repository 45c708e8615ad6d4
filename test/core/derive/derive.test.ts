import { describe, expect, it } from 'vitest'
import { fitState } from '../../../src/core/derive/budget.ts'
import type { DeriveContext } from '../../../src/core/derive/context.ts'
import { derive } from '../../../src/core/derive/derive.ts'
import { readPlan } from '../../../src/core/derive/plan.ts'
import { MAX_STATE_BYTES, validateState } from '../../../src/core/state/validate.ts'
import type { Session, SubagentRun } from '../../../src/core/types.ts'
import { at, say, session } from '../../support/session.ts'

const stateOf = (change: Partial<Session>, context: Partial<DeriveContext> = {}) =>
  derive(session(change), { mode: 'manual', now: at(90), ...context })

const agent = (id: string, change: Partial<SubagentRun> = {}): SubagentRun => ({
  id,
  type: 'dev',
  description: `task of ${id}`,
  prompt: 'Do it.',
  status: 'completed',
  result: 'Done.',
  worktree: null,
  startedAt: at(1),
  endedAt: at(2),
  ref: id,
  ...change,
})

const wrote = (path: string, change: Partial<Session['files'][number]> = {}): Session['files'][number] => ({
  path,
  actions: ['edit'],
  actor: 'main',
  firstAt: at(1),
  lastAt: at(2),
  lastWriteAt: at(2),
  ...change,
})

describe('todos', () => {
  const todo = (id: string, status: Session['todos'][number]['status']) => ({
    id,
    content: `Todo  ${id}, verbatim`,
    activeForm: id === '1' ? 'Doing 1' : null,
    status,
    ref: 't',
  })

  it('are the whole list, the cancelled ones told apart', () => {
    const { todos, x_midstride } = stateOf({
      todos: [todo('1', 'completed'), todo('2', 'blocked'), todo('3', 'cancelled'), todo('4', 'pending')],
    })
    expect(todos.explicit.map(({ content, status }) => [content, status])).toEqual([
      ['Todo  1, verbatim', 'completed'],
      ['Todo  2, verbatim', 'blocked'],
      ['Todo  4, verbatim', 'pending'],
    ])
    expect(x_midstride).toMatchObject({
      cancelled: [{ id: '3', content: 'Todo  3, verbatim' }],
      active_forms: { 1: 'Doing 1' },
    })
  })

  it('are delegated to the agent in flight that has the same task', () => {
    const { todos } = stateOf({
      todos: [todo('1', 'pending'), todo('2', 'pending')],
      subagents: [
        agent('a', { description: 'todo 1, verbatim', status: 'running' }),
        agent('b', { description: 'Todo 2, verbatim' }),
      ],
    })
    expect(todos.explicit.map(entry => entry.delegated_to)).toEqual(['a', null])
  })
})

describe('subagents', () => {
  it.each([
    ['running', 'running', []],
    ['completed', 'completed', []],
    ['failed', 'failed', []],
    ['killed', 'failed', ['stopped before it had finished']],
    ['unknown', 'blocked', ['the transcript does not say how it ended']],
  ] as const)('that were %s are %s', (was, status, blockers) => {
    expect(stateOf({ subagents: [agent('a', { status: was })] }).subagents[0]).toMatchObject({ status, blockers })
  })

  it('keep the whole prompt while they may have to be replaced', () => {
    const prompt = 'x'.repeat(3000)
    const { subagents } = stateOf({ subagents: [agent('a', { prompt, status: 'running' }), agent('b', { prompt })] })
    expect(subagents.map(entry => entry.prompt_summary!.length)).toEqual([3000, 240])
  })
})

describe('the workflow', () => {
  const review = (id: string) => agent(id, { type: 'reviewer', startedAt: at(5), endedAt: at(6) })
  it.each([
    ['single-threaded', []],
    ['sequential-delegation', [agent('a'), agent('b', { startedAt: at(3), endedAt: at(4) })]],
    ['parallel-swarm', [agent('a', { endedAt: at(9) }), agent('b', { startedAt: at(3), endedAt: at(4) })]],
    [
      'parallel-swarm',
      [agent('a', { status: 'running', endedAt: null }), agent('b', { startedAt: at(3), endedAt: at(4) })],
    ],
    ['iterative-review', [agent('a'), review('b'), review('c')]],
  ])('is %s', (pattern, subagents) => {
    expect(stateOf({ subagents }).workflow.pattern).toBe(pattern)
  })

  it.each([
    ['executor', [], [wrote('/p/a.ts')]],
    ['hybrid', [agent('a')], [wrote('/p/a.ts')]],
    ['orchestrator', [agent('a')], [wrote('/p/a.ts', { actor: 'a' })]],
    ['orchestrator', [agent('a')], [wrote('/p/docs/plans/a.md')]],
    ['orchestrator', [agent('a')], [wrote('/p/a.ts', { actions: ['read'] })]],
  ])('makes the main agent %s', (role, subagents, files) => {
    expect(stateOf({ subagents, files }).identity.role).toBe(role)
  })

  it('waits for agents in flight and for the answer to an open question', () => {
    const lastAssistant = { text: 'All done.\n\n```\nwhy?\n```\n\nShall I **commit**?', at: at(30), ref: 'l' }
    const open = stateOf({ subagents: [agent('a', { status: 'running' })], lastAssistant })
    expect(open.workflow.waiting_for).toEqual(['a', 'user: Shall I commit?'])
    expect(stateOf({ lastAssistant, messages: [say('yes', 31)] }).workflow.waiting_for).toEqual([])
  })
})

describe('documents', () => {
  const plan = (path: string, text: string) => ({ path, sha256: 'f'.repeat(64), exists: true, ...readPlan(path, text) })
  const impl = '/p/docs/plans/a-impl.md'
  const design = '/p/docs/plans/a-design.md'

  it('are read in the next session when this one opened them, the plan before the design', () => {
    const { documents, x_midstride } = stateOf(
      {
        planDocs: [
          { path: design, actions: ['read'], lastAt: at(3) },
          { path: impl, actions: ['write'], lastAt: at(2) },
        ],
      },
      {
        plans: [
          plan(impl, '## One\n- [x] a\n## Two\n- [ ] b'),
          plan(design, 'Status: approved'),
          plan('/p/b-plan.md', ''),
        ],
      },
    )
    expect(documents.must_read.map(({ path, priority }) => [path, priority])).toEqual([
      [impl, 1],
      [design, 2],
    ])
    expect(documents.design).toEqual([{ path: design, status: 'APPROVED', focus_sections: [] }])
    expect(documents.impl).toEqual([
      {
        path: impl,
        status: 'IN_PROGRESS',
        current_position: '1 of 2 boxes ticked; next: Two',
        focus_sections: ['Two'],
      },
      { path: '/p/b-plan.md', status: null, current_position: null, focus_sections: [] },
    ])
    expect(x_midstride!.plans!.map(({ path, opened }) => [path, opened])).toEqual([
      [design, true],
      [impl, true],
      ['/p/b-plan.md', false],
    ])
  })

  it('that are gone or relative are left out', () => {
    const planDocs: Session['planDocs'] = ['/p/gone-plan.md', 'rel-plan.md', '/p/../x-plan.md'].map(path => ({
      path,
      actions: ['read'],
      lastAt: at(1),
    }))
    const gone = { ...plan('/p/gone-plan.md', ''), exists: false }
    expect(stateOf({ planDocs }, { plans: [gone] }).documents).toEqual({ design: [], impl: [], must_read: [] })
  })

  it('that the user accepted are APPROVED', () => {
    const path = '/home/kim/.claude/plans/calm-fox.md'
    const { documents } = stateOf({
      planDocs: [{ path, actions: ['write'], lastAt: at(1) }],
      decisions: [{ question: '', answer: 'approved', kind: 'plan', plan: '# Calm fox', at: at(2), ref: 'd' }],
    })
    expect(documents.impl[0]).toMatchObject({ path, status: 'APPROVED' })
  })
})

describe('corrections and errors', () => {
  it('say what the agent had done last', () => {
    const { conversation } = stateOf({
      messages: [say('Build it', 0), say('no, use streams', 10, { correction: true })],
      files: [wrote('/p/a.ts', { lastWriteAt: at(8) }), wrote('/p/b.ts', { lastWriteAt: at(20) })],
      commands: [{ command: 'npm test', kind: 'test', ok: false, exitCode: 1, at: at(9), ref: 'c' }],
    })
    expect(conversation.corrections).toEqual([
      { original: 'Ran `npm test`, which failed', correction: 'no, use streams', lesson: null },
    ])
  })

  it.each([
    [
      'the sentence that shares most words with it',
      'I looked at the client. I will keep the cached rates in Redis. The tests come last.',
      'No Redis please, keep the rates in SQLite',
      'I will keep the cached rates in Redis.',
    ],
    [
      'the last statement when none shares any',
      'It is done. I deleted the branch. Shall I go on?',
      'no, stop',
      'I deleted the branch.',
    ],
    ['no code and no quotation', 'I renamed it.\n```\nconst stop = 1\n```', 'no, stop', 'I renamed it.'],
  ])('say what the assistant had said: %s', (_, said, correction, original) => {
    const { conversation } = stateOf({
      messages: [say('Build it', 0), say(correction, 10, { correction: true, corrects: { said, call: null } })],
      commands: [{ command: 'npm test', kind: 'test', ok: true, exitCode: 0, at: at(9), ref: 'c' }],
    })
    expect(conversation.corrections).toEqual([{ original, correction, lesson: null }])
  })

  it('say which call was refused', () => {
    const corrects = { said: 'I will push.', call: 'Bash: git push -u origin main' }
    const { conversation } = stateOf({
      messages: [say('Build it', 0), say('the merge queue does that', 10, { correction: true, corrects })],
    })
    expect(conversation.corrections[0]?.original).toBe(
      'Wanted to call Bash: git push -u origin main, which the user refused',
    )
  })

  it('say what went wrong, and what showed that it was mended', () => {
    const command = 'npm run build'
    const { conversation, x_midstride } = stateOf({
      commands: [
        { command, kind: 'build', ok: false, exitCode: 2, at: at(3), ref: 'c1' },
        { command: `${command} 2>&1`, kind: 'build', ok: true, exitCode: 0, at: at(5), ref: 'c2' },
      ],
      errors: [
        {
          tool: null,
          kind: 'command',
          text: 'Exit code 2\n> build\nsrc/a.ts: error TS1\nmore',
          at: at(3),
          resolved: true,
          ref: 'c1',
        },
        { tool: 'Edit', kind: 'tool', text: 'String to replace not found', at: at(4), resolved: false, ref: 'e2' },
        { tool: 'Edit', kind: 'tool', text: 'String to replace not found', at: at(6), resolved: false, ref: 'e3' },
        { tool: 'Bash', kind: 'denied', text: 'The user does not want this', at: at(7), resolved: false, ref: 'e4' },
        { tool: null, kind: 'interrupted', text: 'Esc', at: at(8), resolved: false, ref: 'e5' },
      ],
      messages: [say('Build it', 0), say('not with npm', 7, { correction: true })],
    })
    expect(conversation.errors).toEqual([
      {
        error: 'npm run build: exit 2: src/a.ts: error TS1',
        fix: 'The same command succeeded at 2026-01-05T12:05Z',
        user_feedback: null,
      },
      { error: 'Edit: String to replace not found', fix: null, user_feedback: null },
      { error: 'Bash, refused by the user', fix: 'Not done: the user refused it', user_feedback: 'not with npm' },
    ])
    expect(x_midstride!.open_errors).toEqual(['Edit: String to replace not found'])
  })
})

describe('files', () => {
  const files = [
    wrote('/home/kim/importer/a.ts', { actions: ['read', 'write'] }),
    wrote('/home/kim/importer/b.ts', { actions: ['write', 'delete'] }),
    wrote('/home/kim/importer/c.ts', { actor: 'agent-1' }),
    wrote('/home/kim/importer/d.ts', { actions: ['read'] }),
    wrote('/tmp/scratch.txt'),
  ]

  it('are compared with what is there', () => {
    const there = new Map([
      ['/home/kim/importer/a.ts', 'file' as const],
      ['/home/kim/importer/b.ts', 'missing' as const],
      ['/home/kim/importer/c.ts', 'missing' as const],
    ])
    expect(stateOf({ files }, { files: there }).artifacts.files).toEqual([
      { path: '/home/kim/importer/a.ts', expected: 'written', actual: 'exists', status: 'match' },
      { path: '/home/kim/importer/b.ts', expected: 'deleted', actual: 'missing', status: 'match' },
      { path: '/home/kim/importer/c.ts', expected: 'edited', actual: 'missing', status: 'missing' },
    ])
  })

  it('keep their actor', () => {
    const { changes } = stateOf({ files }).x_midstride!
    expect(changes!.map(({ path, actor, actions }) => [path.slice(-4), actor, actions])).toEqual([
      ['a.ts', 'main', ['write']],
      ['b.ts', 'main', ['write', 'delete']],
      ['c.ts', 'agent-1', ['edit']],
    ])
  })
})

describe('the place', () => {
  const git = {
    root: '/home/kim/importer/.worktrees/x',
    branch: 'feat/x',
    head: 'a'.repeat(40),
    dirty: ['a.ts', 'b.ts'],
    worktrees: [
      { path: '/home/kim/importer', branch: 'main' },
      { path: '/home/kim/importer/.worktrees/x', branch: 'feat/x' },
    ],
  }

  it('is what git says now', () => {
    const { environment, project_path, project_encoded, x_midstride } = stateOf(
      {},
      { git, project: '/home/kim/importer' },
    )
    expect(environment).toEqual({
      git_branch: 'feat/x',
      git_status: '2 uncommitted',
      worktrees: [
        { path: '/home/kim/importer', branch: 'main', purpose: 'main worktree', assigned_to: null },
        { path: '/home/kim/importer/.worktrees/x', branch: 'feat/x', purpose: 'this session', assigned_to: null },
      ],
    })
    expect([project_path, project_encoded]).toEqual(['/home/kim/importer', 'home-kim-importer'])
    expect(x_midstride).toMatchObject({ worktree: git.root, head: git.head, dirty: git.dirty })
  })

  it('is what the transcript says where nobody could look', () => {
    expect(stateOf({}).environment).toEqual({ git_branch: 'main', git_status: null, worktrees: [] })
  })

  it('has a checkpoint for every commit', () => {
    const { recovery } = stateOf({
      git: {
        commits: [
          { sha: 'abc1234', subject: 'Add a' },
          { sha: '$(rm)', subject: 'x' },
        ],
        pushed: true,
        prs: [],
      },
    })
    expect(recovery.checkpoints).toEqual([
      { name: 'commit abc1234', git_ref: 'abc1234', scope: 'Add a', command: 'git switch --detach abc1234' },
    ])
  })
})

describe('a session that is too large', () => {
  it('still gives a state the store takes, todos and decisions whole', () => {
    const long = 'ä'.repeat(60_000)
    const state = stateOf({
      messages: Array.from({ length: 40 }, (_, minute) => say(`${minute} ${long}`, minute)),
      todos: Array.from({ length: 100 }, (_, n) => ({
        id: String(n),
        content: `Todo ${n}: ${'x'.repeat(200)}`,
        activeForm: null,
        status: 'pending',
        ref: 't',
      })),
      subagents: Array.from({ length: 100 }, (_, n) => agent(`a${n}`, { status: 'running', prompt: long })),
      decisions: [{ question: 'Which?', answer: 'That', kind: 'question', at: at(1), ref: 'd' }],
    })
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(MAX_STATE_BYTES)
    expect(validateState(state)).toEqual([])
    expect(state.todos.explicit.every(todo => todo.content.length > 200)).toBe(true)
    expect(state.conversation.user_messages).toHaveLength(40)
    expect(state.decisions.binding[0]!.decision).toBe('Which? → That')
    expect(fitState(state)).toEqual(state)
  })
})
