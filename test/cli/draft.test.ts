import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { State } from '../../src/core/types.ts'
import { registry } from '../../src/extractors/_registry.ts'
import { git, initGit, newPlace, type Place, runCli } from '../support/processes.ts'
import { readRecordings } from '../support/recordings.ts'
import { claudeTranscript, placeClaude, prompt, put, said, used } from '../support/transcript.ts'

const work = (cwd: string, goal: string, session = 'session-1') =>
  claudeTranscript(
    cwd,
    [
      prompt(goal),
      ...used(
        'Write',
        { file_path: path.join(cwd, 'src/a.ts'), content: 'x' },
        { type: 'create', filePath: path.join(cwd, 'src/a.ts') },
      ),
      ...used('TodoWrite', { todos: [{ content: 'Write the tests', status: 'in_progress', activeForm: 'Writing' }] }),
      said('Half of it is there.'),
    ],
    session,
  )

const stateOf = (place: Place, args: string[] = [], cwd = place.project): State => {
  const { code, out, err } = runCli(place, ['draft', '--format', 'json', ...args], { cwd })
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

describe('midstride draft', () => {
  it('writes a handoff of a transcript, with what git and the files say', () => {
    const place = newPlace()
    initGit(place)
    put(path.join(place.project, 'src/a.ts'), 'x')
    put(path.join(place.project, 'docs/plans/importer-impl.md'), '# Importer\n\n- [x] one\n- [ ] two\n')
    const transcript = put(path.join(place.home, 't.jsonl'), work(place.project, 'Build an importer'))
    const state = stateOf(place, [transcript])
    expect(state).toMatchObject({
      mode: 'manual',
      project_path: place.project,
      session_id: 'session-1',
      goals: { ultimate: 'Build an importer', main_task: 'Write the tests' },
      environment: { git_branch: 'main', git_status: '2 uncommitted' },
      artifacts: { files: [{ path: path.join(place.project, 'src/a.ts'), actual: 'exists', status: 'match' }] },
      documents: { impl: [{ current_position: '1 of 2 boxes ticked; next: Importer' }], must_read: [] },
      x_midstride: { head: git(place, ['rev-parse', 'HEAD']), transcript },
    })
    const { out } = runCli(place, ['draft', transcript])
    expect(out).toMatch(/^# Handoff: project on main\n/)
    const yaml = runCli(place, ['draft', transcript, '--format', 'yaml']).out
    expect(yaml).toMatch(/^# === METADATA ===\nformat_version: "3\.0"\n/)
  })

  it('takes the newest session of the project', () => {
    const place = newPlace()
    initGit(place)
    const below = path.join(place.project, 'packages/a')
    mkdirSync(below, { recursive: true })
    const other = path.join(path.dirname(place.project), 'project-b')
    placeClaude(place, place.project, 'old', work(place.project, 'the old one'), 60)
    placeClaude(place, below, 'new', work(below, 'the new one'), 30)
    placeClaude(place, place.project, 'agent-1234', work(place.project, 'a subagent'))
    placeClaude(place, place.project, 'empty', '')
    placeClaude(place, other, 'other', work(other, 'another project'))
    placeClaude(
      place,
      place.project,
      'collision',
      work(place.project.replaceAll('-', '/'), 'another place of the same name'),
    )
    expect(stateOf(place).goals.ultimate).toBe('the new one')
    expect(stateOf(place, [], below).goals.ultimate).toBe('the new one')
    expect(stateOf(place, ['--cwd', place.project], place.home).goals.ultimate).toBe('the new one')
  })

  it('honours the folders the agents are told to use', () => {
    const place = newPlace()
    const text = work(place.project, 'elsewhere')
    const config = path.join(place.home, 'config')
    put(path.join(config, 'projects', place.project.replace(/[^A-Za-z0-9]/g, '-'), 's.jsonl'), text)
    expect(stateOf({ ...place, env: { ...place.env, CLAUDE_CONFIG_DIR: config } }).goals.ultimate).toBe('elsewhere')
  })

  it('says where it looked when there is no session', () => {
    const place = newPlace()
    const { code, out, err } = runCli(place, ['draft'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(
      `no session of the project at ${place.project} was found in ${path.join(place.home, '.claude/projects')}`,
    )
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('writes a file whole and prints its path', () => {
    const place = newPlace()
    const transcript = put(path.join(place.home, 't.jsonl'), work(place.project, 'Build it'))
    const { code, out } = runCli(place, ['draft', transcript, '-o', 'notes/HANDOFF.md'])
    const file = path.join(place.project, 'notes/HANDOFF.md')
    expect([code, out]).toEqual([0, `${file}\n`])
    expect(readFileSync(file, 'utf8')).toContain('## SECTION 2: CONTINUATION PROTOCOL')
    expect(readdirSync(path.dirname(file))).toEqual(['HANDOFF.md'])
  })

  it('stores the state under the session of the transcript', () => {
    const place = newPlace()
    initGit(place)
    const env = { ...place.env, CLAUDE_CODE_SESSION_ID: 'another' }
    const transcript = put(path.join(place.home, 't.jsonl'), work(place.project, 'Build it'))
    const saved = runCli({ ...place, env }, ['draft', transcript, '--save', '--format', 'json'])
    expect(saved.err).toBe(`midstride: saved as revision 1 of ${place.project}\n`)
    const loaded = JSON.parse(runCli(place, ['load', '--json', '--session', 'session-1']).out)
    expect(loaded).toMatchObject({ found: true, revision: 1, trigger: 'manual', drift: [] })
    expect(loaded.state).toEqual(JSON.parse(saved.out))
  })

  it('in checkpoint mode stores and prints nothing', () => {
    const place = newPlace()
    const transcript = put(path.join(place.home, 't.jsonl'), work(place.project, 'Build it'))
    const { code, out, err } = runCli(place, ['draft', transcript, '--mode', 'checkpoint'])
    expect([code, out, err]).toEqual([0, '', `midstride: saved as revision 1 of ${place.project}\n`])
  })

  it.each([
    ['a transcript that is not there', ['draft', 'gone.jsonl'], 'does not exist'],
    ['a folder that is not there', ['draft', '--cwd', 'gone'], 'gone does not exist'],
    ['an unknown mode', ['draft', '--mode', 'later'], "unknown value 'later'"],
    ['an unknown format', ['draft', '--format', 'xml'], 'one of: md, yaml, json'],
    ['two transcripts', ['draft', 'a', 'b'], "unexpected argument 'b'"],
  ])('refuses %s in one line', (_, args, words) => {
    const { code, out, err } = runCli(newPlace(), args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(words)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('finds the files of a project that lies elsewhere now', () => {
    const place = newPlace()
    put(path.join(place.project, 'src/a.ts'), 'x')
    const transcript = put(path.join(place.home, 't.jsonl'), work('/srv/build/importer', 'Build it'))
    const state = stateOf(place, [transcript, '--cwd', place.project])
    expect(state.project_path).toBe(place.project)
    expect(state.artifacts.files).toEqual([
      { path: path.join(place.project, 'src/a.ts'), expected: 'written', actual: 'exists', status: 'match' },
    ])
  })

  it('drafts a document that lints clean but for its slots', () => {
    const place = newPlace()
    initGit(place)
    const transcript = put(path.join(place.home, 't.jsonl'), work(place.project, 'Build <!-- it --> | `now`'))
    runCli(place, ['draft', transcript, '-o', 'HANDOFF.md'])
    const [report] = JSON.parse(runCli(place, ['lint', 'HANDOFF.md', '--format', 'json']).out)
    const rules = new Set(report.findings.map((finding: { ruleId: string }) => finding.ruleId))
    expect([report.kind, ...rules]).toEqual(['handoff', 'judge-slot'])
  })
})

const readable = new Set(registry.map(extractor => extractor.agent))

describe.each(readRecordings().map(recorded => [recorded.agent, recorded] as const))(
  'a draft of %s',
  (agent, recorded) => {
    it.skipIf(!readable.has(agent))('holds the facts of the session', () => {
      const place = newPlace()
      writeFileSync(path.join(place.project, 'x'), '')
      const { code, out } = runCli(place, ['draft', recorded.transcript, '--format', 'json'])
      expect(code).toBe(0)
      const text = JSON.stringify(JSON.parse(out))
      const { facts, without } = recorded
      for (const key of [
        'goal',
        'correction',
        'answer',
        'todoCompleted',
        'todoInProgress',
        'todoPending',
        'planDoc',
        'lastAssistant',
      ] as const)
        if (!without.includes(key)) expect(text).toContain(JSON.stringify(facts[key]).slice(1, -1))
      expect(existsSync(path.join(place.home, '.local'))).toBe(false)
    })
  },
)
