import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'push',
  fresh: {
    true: `
      [Pushed|I pushed|Everything pushed|Pushed it|Pushed the branch] to [origin|the remote]
      Pushed to \`origin/feat/csv-import\`
      The branch [is|was|has been] pushed
      [Everything|All work] [is|has been] pushed
      Branch: \`feat/csv-import\` (pushed to origin)
      Committed and pushed
      Up to date with origin
      The branch is in sync with origin
      [Opened|Created|Raised] [PR #41|pull request #41|PR 41]
      PR: https://github.com/kim/importer/pull/41
      PR #41 is open
      Pull request #41 [was opened|was created]
      Opened a pull request
      Pushed: yes
      - [x] Push the branch
    `,
    false: `
      [Not pushed|Not yet pushed|Nothing is pushed yet|Nothing pushed|Not pushed yet]
      The branch [is not|was not|has not been] pushed
      [Opened|Created|Raised] [PR #99|pull request #77]
      No [PR|pull request] [yet|was opened|has been opened]
      The PR has not been opened
      There are unpushed commits
      2 commits ahead of origin
      3 unpushed commits
      The work is local only
      I did not push
      Commits are unpushed
      5 commits not pushed
      PR: none
      PR #55 was opened
    `,
  },
  broken: {
    true: `
      [Not pushed|Not pushed yet|Nothing has been pushed]
      The branch is not pushed
      The work is local only
      No PR yet
      No pull request was opened
    `,
    false: `
      [Pushed|I pushed|Everything is pushed|Pushed the branch] to [origin|the remote]
      The branch [is|was|has been] pushed
      Committed and pushed
      The branch is up to date with origin
      [Opened|Created] PR #41
      Opened a pull request
      All commits are pushed
    `,
  },
  aged: {
    stale: `
      Pushed \`feat/csv-import\` to origin
      Branch \`feat/csv-import\` is pushed
      \`feat/csv-import\` was pushed to origin
      The branch \`feat/csv-import\` has been pushed
      Pushed the branch \`feat/csv-import\`
      Everything on \`feat/csv-import\` is pushed
      \`feat/csv-import\` is in sync with origin
      Pushed to \`origin/feat/csv-import\`
      Committed and pushed \`feat/csv-import\`
      Work is pushed to \`origin/feat/csv-import\`
    `,
  },
  none: `
    [Push|Please push|Don't push|Do not push|Never push] to [main|origin]
    [TODO|Next]: push the branch
    Should I push?
    Want me to push it?
    The branch [should|must|will|needs to] be pushed
    If CI is green, push
    Once approved, push to main
    [Open|Create] a PR [when CI is green|against main]
    The user asked me to push
    Ready to push
    Ready for a PR
    Pushed back on the deadline
    The queue pushes jobs to workers
    Pushed the value onto the stack
    The PR should be opened tomorrow
    PR titles follow Conventional Commits
    When pushed, CI runs
    Maybe it was pushed
    The release image was pushed to the registry
    Consider opening a PR
    We need to push before Friday
    Wait until the branch is pushed
    Use \`git push -u origin HEAD\`
  `,
})
