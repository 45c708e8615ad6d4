import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'commit',
  fresh: {
    true: `
      [Committed as|Commit|Committed in|Landed as] \`{work}\`
      \`{work}\` Import CSV files in batches
      Commit \`{work}\` "Import CSV files in batches"
      Committed as {work}
      [All changes are|Everything is|The work is|All work is|Changes are] committed
      Committed the importer
      I committed the importer and its tests
      [HEAD|Latest commit]: \`{work}\`
      HEAD is \`{work}\`
      HEAD is at {work}
      Commits: \`{base}\`, \`{work}\`
      \`{base}\` is the base commit
      [Commit|Last commit]: \`{work} Import CSV files in batches\`
      The importer was committed in {work}
      - [x] Commit the importer (\`{work}\`)
    `,
    false: `
      [Committed as|Commit|Committed in|Landed as] \`deadbe1f\`
      Committed as deadbe1f
      Commit \`{work}\` "Add a metrics dashboard"
      HEAD is \`{base0}\`
      HEAD: \`deadbe1f\`
      Commit: \`{work} Rework the scheduler\`
      [Nothing|None of this] [is committed|has been committed|is committed yet|was committed]
      No commits yet
      No commits were made
      Last commit: \`abcdef12\`
      The fix was committed in 1234abcd
      Changes are not committed
      Commit \`fe8f3521\` adds the retry loop
      Commits: none
      Squashed into \`0badc0de\`
      Everything was committed as \`c0ffee12\`
    `,
  },
  broken: {
    true: `
      \`{work}\` Start the importer
      Commit \`{work}\`
      Changes are not committed
      The test file is not committed yet
      The work is not committed
    `,
    false: `
      [All changes are|Everything is|All work is] committed
      Everything has been committed
      Committed as \`deadbe1f\`
    `,
  },
  aged: {
    stale: `
      HEAD is \`{work}\`
      HEAD: \`{work}\`
      Latest commit: \`{work}\`
      Current HEAD is at \`{work}\`
      Last commit: \`{work}\`
      HEAD is {work}
      Tip: \`{work}\`
      HEAD: \`{work} Import CSV files in batches\`
      HEAD is at {work}
      HEAD is now at \`{work}\`
    `,
    true: `
      Committed as \`{work}\`
      Commit \`{work}\` "Import CSV files in batches"
    `,
  },
  none: `
    [Commit|Please commit|Remember to commit|Don't forget to commit] the changes
    [TODO|Next]: commit the importer
    Should I commit this?
    Want me to commit this?
    The changes [should|must|will|need to] be committed
    If the tests pass, commit
    Once reviewed, commit as one squash
    The user asked me to commit
    Commit messages follow Conventional Commits
    Commits are signed in this repository
    Each commit should be small
    The color is \`#deadbe1f\`
    Commit before the end of the session
    When everything is committed, push
    Ready to commit
    [Maybe|Probably] it was committed
    We are committed to backwards compatibility? Not here.
    Use \`git commit -s\`
    Going to commit the rest tomorrow
    Do not commit \`.env\`
    Waiting for permission to commit
  `,
})
