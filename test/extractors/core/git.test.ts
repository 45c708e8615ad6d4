import { describe, expect, it } from 'vitest'
import { type GitEffect, needsOutput, readGitEffect } from '../../../src/extractors/_core/git.ts'

const CASES: [command: string, output: string, ok: boolean | null, effect: Partial<GitEffect>][] = [
  [
    'git commit -m "x"',
    '[main 1a2b3c4] x\n 1 file changed',
    true,
    { commits: [{ sha: '1a2b3c4', subject: 'x' }], amends: false },
  ],
  ['git commit -m x', '[detached HEAD 1a2b3c4] x', true, { commits: [{ sha: '1a2b3c4', subject: 'x' }] }],
  [
    'git cherry-pick a b',
    '[main 1a2b3c4] x\n Date: y\n[main 2a2b3c4] z',
    true,
    {
      commits: [
        { sha: '1a2b3c4', subject: 'x' },
        { sha: '2a2b3c4', subject: 'z' },
      ],
    },
  ],
  ['git commit --amend --no-edit', '[main 1a2b3c4] x', true, { amends: true }],
  [
    'git commit -qm "Quiet" && git rev-parse --short HEAD',
    '1a2b3c4\n',
    true,
    { commits: [{ sha: '1a2b3c4', subject: 'Quiet' }] },
  ],
  [
    'git commit -qm "Quiet" && git log --oneline -1',
    '1a2b3c4 (HEAD -> main) Quiet',
    true,
    { commits: [{ sha: '1a2b3c4', subject: 'Quiet' }] },
  ],
  ['git commit -qm "Quiet" && git log --oneline -1', '1a2b3c4 Something else', true, { commits: [] }],
  ['git commit -qm "Quiet"', '', true, { commits: [] }],
  ['cat log.txt', '[main 1a2b3c4] x', true, { commits: [] }],
  ['git log', '[main 1a2b3c4] x', true, { commits: [] }],
  ['git push', 'To github.com:a/b\n   1a2b3c4..2a2b3c4  main -> main', true, { pushed: true }],
  ['git push --force', ' + 1a2b3c4...2a2b3c4 main -> main (forced update)', null, { pushed: true }],
  ['git push 2>&1 | tail -1', 'whatever', true, { pushed: true }],
  ['git push', ' ! [rejected] main -> main (fetch first)', true, { pushed: false }],
  ['git push', "fatal: 'origin' does not appear to be a git repository", true, { pushed: false }],
  ['git push', '', false, { pushed: false }],
  ['git push --dry-run', '1a2b3c4..2a2b3c4 main -> main', true, { pushed: false }],
  ['git push origin --delete old', ' - [deleted] old', true, { pushed: false }],
  ['git push origin :old', ' - [deleted] old', true, { pushed: false }],
  ['git push --tags', ' * [new tag] v1 -> v1', true, { pushed: false }],
  [
    'gh pr create --fill',
    'https://github.com/a/b/pull/6',
    true,
    { prs: [{ number: 6, url: 'https://github.com/a/b/pull/6' }] },
  ],
  [
    'glab mr create',
    'https://gitlab.com/a/b/-/merge_requests/7',
    true,
    { prs: [{ number: 7, url: 'https://gitlab.com/a/b/-/merge_requests/7' }] },
  ],
  ['gh pr view 6', 'https://github.com/a/b/pull/6', true, { prs: [] }],
  ['git checkout -b feat/x', '', true, { branch: 'feat/x' }],
  ['git switch main', '', true, { branch: 'main' }],
  ['git checkout src/a.js', '', true, { branch: null }],
  ['git checkout -- a', '', true, { branch: null }],
  ['git branch -m new', '', true, { branch: 'new' }],
  ['git checkout nope', 'error', false, { branch: null }],
  ['npm test', '', true, { commits: [], pushed: false, prs: [], branch: null }],
]

describe('what git did', () => {
  it.each(CASES)('%s', (command, output, ok, effect) => {
    expect(readGitEffect(command, output, ok)).toMatchObject(effect)
  })

  it('asks for output only where it tells something', () => {
    expect(['git commit -m x', 'git push', 'gh pr create', 'git pull', 'a && git merge b'].map(needsOutput)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(['git status', 'git diff', 'gh pr view 1', 'ls', 'echo git commit'].map(needsOutput)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})
