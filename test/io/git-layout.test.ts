import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readGit } from '../../src/io/git.ts'
import { findRepository, listWorktrees } from '../../src/io/git-layout.ts'
import { git, initGit, newPlace, type Place } from '../support/processes.ts'

/** What git itself says about a directory. */
function asGit(place: Place, cwd: string) {
  const [root, common] = git(
    place,
    ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-common-dir'],
    cwd,
  ).split('\n') as [string, string]
  const worktrees = git(place, ['worktree', 'list', '--porcelain'], cwd)
    .split('\n\n')
    .map(block => new Map(block.split('\n').map(line => line.split(' ') as [string, string])))
    .filter(fields => !fields.has('bare'))
    .map(fields => {
      const head = fields.get('HEAD')!
      return {
        path: fields.get('worktree'),
        branch: fields.get('branch')?.replace('refs/heads/', '') ?? null,
        head: /^0+$/.test(head) ? null : head,
      }
    })
  return { root, mainRoot: path.basename(common) === '.git' ? path.dirname(common) : root, worktrees }
}

async function asFiles(cwd: string) {
  const found = await findRepository(cwd)
  return { root: found!.root, mainRoot: found!.mainRoot, worktrees: await listWorktrees(found!) }
}

const scenes: [string, (place: Place) => string][] = [
  ['a repository', place => place.project],
  [
    'a folder in it',
    place => {
      mkdirSync(path.join(place.project, 'src/deep'), { recursive: true })
      return path.join(place.project, 'src/deep')
    },
  ],
  [
    'a linked worktree',
    place => {
      git(place, ['worktree', 'add', '-q', '-b', 'feature/one', '../tree'])
      git(place, ['commit', '-q', '--allow-empty', '-m', 'there'], path.join(place.project, '../tree'))
      return path.join(place.project, '../tree')
    },
  ],
  [
    'several worktrees, seen from the main one',
    place => {
      git(place, ['worktree', 'add', '-q', '-b', 'b', '../b'])
      git(place, ['worktree', 'add', '-q', '--detach', '../a'])
      return place.project
    },
  ],
  [
    'a detached HEAD',
    place => {
      git(place, ['checkout', '-q', '--detach'])
      return place.project
    },
  ],
  [
    'packed refs',
    place => {
      git(place, ['branch', 'other'])
      git(place, ['pack-refs', '--all'])
      return place.project
    },
  ],
  [
    'a branch with slashes, moved after packing',
    place => {
      git(place, ['checkout', '-q', '-b', 'a/b/c'])
      git(place, ['pack-refs', '--all'])
      git(place, ['commit', '-q', '--allow-empty', '-m', 'more'])
      return place.project
    },
  ],
  [
    'a branch without a commit',
    place => {
      git(place, ['checkout', '-q', '--orphan', 'fresh'])
      return place.project
    },
  ],
  [
    'a way through a link',
    place => {
      symlinkSync(place.project, path.join(place.home, 'link'))
      return path.join(place.home, 'link')
    },
  ],
  [
    'a submodule',
    place => {
      const other = path.join(place.project, '../other')
      mkdirSync(other)
      git(place, ['init', '-q', '-b', 'main'], other)
      git(place, ['commit', '-q', '--allow-empty', '-m', 'x'], other)
      git(place, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub'])
      return path.join(place.project, 'sub')
    },
  ],
]

describe('a repository read from its files', () => {
  it.each(scenes)('is what git says: %s', async (_, scene) => {
    const place = newPlace()
    initGit(place)
    const cwd = scene(place)
    const said = asGit(place, cwd)
    const byPath = (a: { path?: string | undefined }, b: { path?: string | undefined }) => (a.path! < b.path! ? -1 : 1)
    const found = await asFiles(cwd)
    // Of a submodule git names the folder of its .git as the worktree.
    const worktrees = cwd.endsWith('/sub') ? [] : said.worktrees
    expect({ ...found, worktrees: found.worktrees.sort(byPath) }).toEqual({
      ...said,
      worktrees: worktrees.sort(byPath),
    })
  })

  it('is a bare one with worktrees', async () => {
    const place = newPlace()
    initGit(place)
    git(place, ['clone', '-q', '--bare', '.', '../bare.git'])
    const tree = path.join(place.project, '../tree')
    git(place, ['worktree', 'add', '-q', '-b', 'one', tree], path.join(place.project, '../bare.git'))
    expect(await asFiles(tree)).toMatchObject({
      root: tree,
      mainRoot: tree,
      worktrees: [{ path: tree, branch: 'one' }],
    })
  })

  it.each(['an empty folder', 'a folder that is not there', 'a .git that points nowhere'])(
    'is none: %s',
    async what => {
      const place = newPlace()
      if (what.startsWith('a .git')) writeFileSync(path.join(place.project, '.git'), 'gitdir: /nowhere/at/all\n')
      if (what.includes('not there')) rmSync(place.project, { recursive: true })
      expect(await findRepository(place.project)).toBeNull()
      expect(await readGit(place.project)).toBeNull()
    },
  )

  it('knows its changed files', async () => {
    const place = newPlace()
    initGit(place)
    writeFileSync(path.join(place.project, 'README.md'), 'changed')
    writeFileSync(path.join(place.project, 'new file.txt'), 'x')
    const head = git(place, ['rev-parse', 'HEAD'])
    expect(await readGit(place.project)).toMatchObject({
      root: realpathSync(place.project),
      branch: 'main',
      head,
      dirty: ['README.md', 'new file.txt'],
    })
  })

  it('knows how far it is from its upstream, and what is stashed', async () => {
    const place = newPlace()
    initGit(place)
    expect(await readGit(place.project)).toMatchObject({ upstream: null, ahead: null, behind: null, stashes: 0 })
    git(place, ['branch', 'theirs'])
    git(place, ['branch', '-q', '--set-upstream-to=theirs'])
    git(place, ['commit', '-q', '--allow-empty', '-m', 'ours'])
    writeFileSync(path.join(place.project, 'README.md'), 'put aside')
    git(place, ['stash', '-q'])
    expect(await readGit(place.project)).toMatchObject({
      upstream: 'theirs',
      ahead: 1,
      behind: 0,
      stashes: 1,
      dirty: [],
    })
    git(place, ['reset', '-q', '--hard', 'HEAD~1'])
    git(place, ['commit', '-q', '--allow-empty', '-m', 'theirs'], place.project)
    git(place, ['branch', '-q', '-f', 'theirs', 'HEAD'])
    git(place, ['reset', '-q', '--hard', 'HEAD~1'])
    expect(await readGit(place.project)).toMatchObject({ ahead: 0, behind: 1 })
  })
})
