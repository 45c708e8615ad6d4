import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'todo',
  fresh: {
    true: `
      - [x] Write the batch importer
      - [x] Delete the legacy import path
      - [x] Stop at the row limit
      [Task|Todo] 1 [is done|is complete|is completed|was completed|: done]
      [Task|Todo] #3 [is done|is finished|done]
      Task 4 is [in progress|still in progress]
      Task 5 is [pending|not started|still pending]
      Write the batch importer: [done|completed|✅]
      Document the import command: in progress
      Measure memory on large files: [pending|not started]
      [Completed|Finished] task 1
      Delete the legacy import path — done
      Stop at the row limit (done)
      Document the import command (in progress)
      [completed] Write the batch importer
    `,
    false: `
      - [x] Document the import command
      - [x] Measure memory on large files
      [Task|Todo] 5 [is done|is complete|was completed|: done]
      [Task|Todo] #4 [is done|is finished]
      Task 1 is [in progress|still pending|not started]
      Document the import command: [done|completed|✅]
      Measure memory on large files: [done|in progress]
      Write the batch importer: [pending|not started|in progress]
      [All|All of the|All 5|Every one of the] [todos|tasks] are [done|completed|finished]
      All tasks completed
      Completed task 5
      Measure memory on large files — done
      Document the import command (completed)
      [completed] Measure memory on large files
      Todo 2 is pending
    `,
  },
  none: `
    [Finish|Complete|Do] task 4
    Task 4 [should|must|will|needs to] be done today
    Is task 4 done?
    If task 4 is done, start task 5
    Once task 4 is done, measure memory
    [Next|TODO]: measure memory on large files
    When all tasks are done, stop
    The user wants task 4 done
    [Maybe|Probably] task 4 is done
    Mark task 4 as done
    Tasks are kept in the todo tool
    Each task has a test
    Don't start task 5
    The todo list is shown in the side bar
    Task names are verbatim
    Working on task 4
    All tasks must be done before the release
    Make sure every task is done
    We hope to finish task 5
    > Task 5 is done
    Waiting for task 4 to be done
  `,
})
