import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'branch',
  fresh: {
    true: `
      [Branch|Current branch|Git branch|Working branch|**Branch**|Feature branch]: \`feat/csv-import\`
      Branch: feat/csv-import
      On branch [\`feat/csv-import\`|feat/csv-import]
      [I am|We are|You are|Currently|Still] on branch \`feat/csv-import\`
      [The work is|All work is|Work happens] on the \`feat/csv-import\` branch
      [Created|Created a new|Created the|Cut a] branch \`feat/csv-import\`
      Created feature branch \`feat/csv-import\`
      The current branch is \`feat/csv-import\`
      Checked out \`feat/csv-import\`
      Switched to \`feat/csv-import\`
      Branch \`feat/csv-import\` was created
      The work is on branch \`feat/csv-import\`
    `,
    false: `
      [Branch|Current branch|Git branch|Working branch|**Branch**]: \`main\`
      Branch: [main|feature/metrics]
      On branch [\`main\`|fix/retries|main]
      [I am|We are|Still] on branch \`develop\`
      [The work is|All work is] on the \`feature/metrics\` branch
      [Created|Created a new|Cut a] branch \`feature/metrics\`
      The current branch is \`main\`
      Checked out \`fix/retries\`
      Merged \`feat/csv-import\` into \`main\`
      Branch \`feat/csv-import\` was merged into main
      Deleted branch \`feat/csv-import\`
      Deleted the branch \`main\`
      Branch \`feature/metrics\` was created
      Switched to branch \`release/2.0\`
    `,
  },
  aged: {
    stale: `
      [Branch|Current branch|Git branch]: \`feat/csv-import\`
      On branch \`feat/csv-import\`
      [I am|We are|Currently] on branch \`feat/csv-import\`
      The current branch is \`feat/csv-import\`
      Work is on the \`feat/csv-import\` branch
      Checked out \`feat/csv-import\`
      All work is on branch \`feat/csv-import\`
    `,
  },
  none: `
    [Create|Switch to|Check out|Delete|Use] [a |the |]branch \`feature/metrics\`
    [Next|TODO]: create branch \`feature/metrics\`
    Which branch is checked out?
    The branch [should|must|will] be \`main\`
    If on branch \`main\`, stop
    Once on branch \`main\`, tag it
    Never work on branch \`main\`
    The user asked for a branch \`feature/metrics\`
    Branch protection is on
    Branch coverage is 80 %
    Branches are named after their ticket
    Merge \`feat/csv-import\` into \`main\`
    \`feat/csv-import\` will be merged into \`main\`
    Rebase the branch onto main before merging
    Do we branch off \`develop\`?
    Maybe on branch \`main\`
    Before: on branch \`main\`
    Ready to merge into main
    The plan is to branch from \`main\`
    You can branch off \`main\`
  `,
})
