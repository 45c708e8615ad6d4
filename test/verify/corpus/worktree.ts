import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'worktree',
  fresh: {
    true: `
      [The working tree|Working tree|The worktree|The tree|Working directory|Git status] is clean
      [Working tree|Git status|Status]: clean
      Clean [working tree|tree|git status|worktree]
      No [uncommitted changes|unstaged changes|uncommitted files|uncommitted work|local changes]
      There are no uncommitted changes
      Nothing [uncommitted|left uncommitted|to commit]
      git status: nothing to commit
      The repo is clean
      None. Clean tree.
    `,
    false: `
      The working tree is [dirty|not clean]
      [3|Two|5] uncommitted [files|changes]
      There are [uncommitted changes|4 uncommitted files|some uncommitted changes]
      The working tree has uncommitted changes
      Uncommitted changes remain in \`src/parse.ts\`
      Some changes are still uncommitted
      Git status: dirty
      The tree has modified files
      7 files are uncommitted
      Several uncommitted edits remain
    `,
  },
  broken: {
    true: `
      The working tree is [dirty|not clean]
      There are uncommitted changes
      [3|Three] uncommitted files
      The working tree has uncommitted changes
      Uncommitted changes remain
      Some files are still uncommitted
    `,
    false: `
      [The working tree|Working tree|The worktree|The tree|Git status] is clean
      [Working tree|Git status|Status]: clean
      No [uncommitted changes|uncommitted files]
      Nothing uncommitted
      Clean working tree
      9 uncommitted files
      There are no uncommitted changes
      The repo is clean
      git status: nothing to commit
    `,
  },
  aged: {
    stale: `
      [The working tree|Working tree|The worktree|The tree|Git status] is clean
      [Working tree|Git status]: clean
      No [uncommitted changes|uncommitted files]
      Clean working tree
      There are no uncommitted changes
    `,
  },
  none: `
    [Make sure|Ensure|Check that] the working tree is clean
    The working tree [should|must|needs to] be clean
    Is the working tree clean?
    If the working tree is dirty, stash
    Once the tree is clean, rebase
    [Next|TODO]: clean the working tree
    Commit uncommitted changes first
    Stash any uncommitted changes
    The tool refuses to run when there are uncommitted changes
    Keep the working tree clean
    Create a worktree for the fix
    Worktrees live in ../trees
    The user said the tree is dirty
    Clean up the temp files
    A clean working tree is required
    Do not leave uncommitted changes
    The tree will be clean after the commit
    Previously the working tree was dirty
    The parse tree is walked once
    Clean code matters
  `,
})
