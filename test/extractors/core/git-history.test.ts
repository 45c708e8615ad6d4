import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Facts, type Mark } from '../../../src/extractors/_core/facts.ts'
import { git, initGit, newPlace } from '../../support/processes.ts'

const mark: Mark = { at: null, ref: 'x', fresh: true, actor: 'main', cwd: '/code/app' }

/** Runs each line in a real repository and reads nothing but its text and its output; then asks git what is true. */
function play(...lines: string[]) {
  const place = newPlace()
  initGit(place)
  const first = git(place, ['rev-parse', 'HEAD'])
  const facts = new Facts()
  for (const [index, line] of lines.entries()) {
    writeFileSync(path.join(place.project, `f${index}.txt`), String(index))
    const command = line.startsWith('git commit') ? `git add -A && ${line}` : line
    const ran = spawnSync('sh', ['-c', command], { cwd: place.project, env: place.env, encoding: 'utf8' })
    facts.command(command, { ok: ran.status === 0, exitCode: ran.status, output: ran.stdout + ran.stderr }, mark)
  }
  const { commits } = facts.finish(
    { agent: 'codex', agentVersion: null, sessionId: null, cwd: null, gitBranch: null, startedAt: null, endedAt: null },
    { todos: [], subagents: [], lastAssistant: null },
  ).git
  const truth = git(place, ['log', '--reverse', '--format=%H %s', `${first}..HEAD`])
    .split('\n')
    .filter(Boolean)
  return {
    told: commits
      .filter(one => !one.rewritten)
      .map(({ sha, subject }) => `${git(place, ['rev-parse', sha])} ${subject}`),
    rewritten: commits.filter(one => one.rewritten).map(({ subject }) => subject),
    truth,
  }
}

const onTwoBranches = [
  'git checkout -q -b topic',
  'git commit -q -m "a" && git log --oneline -1',
  'git commit -m "b"',
  'git checkout -q main',
  'git commit -q --allow-empty -m "base"',
  'git checkout -q topic',
]

describe('the commits of a session are those of the repository', () => {
  it.each([
    ['made one after the other', ['git commit -m a', 'git commit -m b']],
    ['the newest amended', ['git commit -m a', 'git commit -m b', 'git commit --amend -m c']],
    ['the newest amended twice', ['git commit -m a', 'git commit --amend --no-edit', 'git commit --amend -m c']],
    ['one reset away', ['git commit -m a', 'git commit -m b', 'git reset --hard HEAD~1']],
    [
      'two reset away, quietly',
      ['git commit -m a', 'git commit -m b', 'git commit -m c', 'git reset -q --hard HEAD^^'],
    ],
    ['squashed by a soft reset', ['git commit -m a', 'git commit -m b', 'git reset --soft @~2', 'git commit -m both']],
    ['reset to a commit by name', ['git commit -m a', 'git tag v', 'git commit -m b', 'git reset --hard v']],
    [
      'reset away and brought back',
      ['git commit -m a', 'git commit -m b', 'git reset --hard HEAD~1', 'git reset --hard ORIG_HEAD'],
    ],
    ['a reset that only unstages', ['git commit -m a', 'git reset', 'git reset HEAD f0.txt', 'git reset -- f0.txt']],
    ['a reset of the working tree', ['git commit -m a', 'git reset --hard', 'git reset --hard HEAD']],
    ['a reset that failed', ['git commit -m a', 'git reset --hard nothing-of-that-name']],
    ['rebased, with a log after', [...onTwoBranches, 'git rebase main && git log --oneline -5']],
    ['rebased, with a whole log later', [...onTwoBranches, 'git rebase main', 'git status', 'git log -3']],
    ['a rebase without work', ['git commit -m a', 'git rebase main']],
    ['reverted', ['git commit -m a', 'git revert --no-edit HEAD']],
  ])('%s', (_, lines) => {
    const { told, rewritten, truth } = play(...lines)
    const own = truth.filter(line => !line.endsWith(' base'))
    expect(told).toEqual(own)
    expect(rewritten).toEqual([])
  })

  it('are marked when a rebase gave them shas that nothing shows', () => {
    const { told, rewritten } = play(...onTwoBranches, 'git rebase -q main')
    expect({ told, rewritten }).toEqual({ told: [], rewritten: ['a', 'b'] })
  })
})
