import absence from './absence.ts'
import agent from './agent.ts'
import branch from './branch.ts'
import build from './build.ts'
import commit from './commit.ts'
import count from './count.ts'
import decision from './decision.ts'
import dependency from './dependency.ts'
import file from './file.ts'
import push from './push.ts'
import symbol from './symbol.ts'
import tests from './tests.ts'
import todo from './todo.ts'
import version from './version.ts'
import worktree from './worktree.ts'

export const corpora = [
  tests,
  build,
  file,
  symbol,
  dependency,
  version,
  commit,
  push,
  branch,
  worktree,
  todo,
  agent,
  count,
  decision,
  absence,
]
