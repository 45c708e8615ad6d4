import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'count',
  fresh: {
    true: `
      [2|3|Two] files [changed|were changed|modified]
      [Changed|Modified|Touched] [2|two] files
      [Created|Added] [2|two] [files|new files]
      [1|One file was deleted and 1] file deleted
      Made 1 commit
      [3|Three] of 5 [todos|tasks] [done|are done|completed|are completed]
      3/5 tasks [done|complete]
      Completed 3 of 5 tasks
      [2|Two] [open|remaining] [todos|tasks]
      [2|Two] tasks [remain|are left|are still open]
      [Spawned|Launched|Used] [3|three] [subagents|agents]
      Commits: 1
      1 compaction so far
    `,
    false: `
      [9|12|Seven] files [changed|were changed|modified]
      [Changed|Modified|Touched] [8|fourteen] files
      [Created|Added] [6|eleven] [files|new files]
      Deleted 4 files
      Made [4|three] commits
      [5|Four|4] of 5 [todos|tasks] [done|are done|completed]
      5/5 tasks [done|complete]
      Completed 5 of 5 tasks
      [4|Three] [open|remaining] [todos|tasks]
      No, 4 tasks remain
      [Spawned|Launched|Used] [5|two] [subagents|agents]
      Commits: 6
      3 compactions so far
      Opened 4 pull requests
    `,
  },
  none: `
    [Change|Split|Review] 3 files
    At most 10 files should be changed
    Expected: 4 commits
    How many files changed?
    If 3 files changed, squash
    The limit is 1000 rows
    Section 3 of 5 is about tasks
    Retry 3 times
    Next: 2 commits
    The plan has 4 phases
    Split the work into 3 commits
    We need 2 agents
    Up to 5 agents may run
    The user wants 3 commits
    The file has 2 exports
    There might be 2 tasks left
    Step 2 of 5
    Once 5 tasks are done, stop
    Aim for 1 commit per task
    Use 3 subagents
  `,
})
