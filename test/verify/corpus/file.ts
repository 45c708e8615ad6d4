import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'file',
  fresh: {
    true: `
      [Created|Added|Wrote|I created|I added|We added|New file:] \`src/importer.ts\`
      \`src/importer.ts\` [was created|was added|has been created|created|(new)|is new]
      [Edited|Updated|Modified|Changed|Refactored|Extended] \`src/parse.ts\`
      \`src/parse.ts\` [was edited|was updated|has been modified|updated|modified]
      [Deleted|Removed|Dropped] \`src/legacy.ts\`
      \`src/legacy.ts\` [was deleted|was removed|has been deleted|is gone]
      Created \`src/importer.ts\` and \`test/importer.test.ts\`
      Added \`importFile\` to \`src/importer.ts\`
      Fixed the split in \`src/parse.ts\`
      \`src/importer.ts\` exists
      \`src/importer.ts\` (11 lines)
      \`src/importer.ts\` is 11 lines long
      \`src/importer.ts\` has 11 lines
      Created \`src/importer.ts\` (~12 lines)
      Created src/importer.ts with the batch loop
      \`src/metrics.ts\` does not exist
      Added tests in \`test/importer.test.ts\`
      - [x] Create \`src/importer.ts\`
      Implemented batching in \`src/importer.ts\`
      Wrote a new module \`importer.ts\`
    `,
    false: `
      [Created|Added|Wrote|I created|New file:] \`src/metrics.ts\`
      \`src/metrics.ts\` [was created|was added|has been created|exists]
      [Edited|Updated|Modified] \`src/batcher.ts\`
      [Deleted|Removed|Dropped] \`src/parse.ts\`
      \`src/parse.ts\` [was deleted|was removed|is gone|does not exist]
      Created \`src/metrics.ts\` and \`src/importer.ts\`
      Created \`docs/guide.md\`
      \`src/importer.ts\` (180 lines)
      \`src/importer.ts\` has 240 lines
      \`src/importer.ts\` is 500 lines long
      Created \`src/importer.ts\` (~400 lines)
      Added \`retry()\` to \`src/retry.ts\`
      Renamed \`src/parse.ts\` to \`src/importer.ts\`
      Moved \`src/server.ts\` to \`src/http/server.ts\`
      - [x] Create \`src/metrics.ts\`
      Saved the report to \`docs/report.md\`
      [Edited|Updated|Changed] \`src/server.ts\`
      Fixed the race in \`src/scheduler.ts\`
    `,
  },
  aged: {
    stale: `
      [Created|Added|Wrote] \`test/importer.test.ts\`
      \`test/importer.test.ts\` [was created|was added|exists]
      Updated \`test/importer.test.ts\`
      New file: \`test/importer.test.ts\`
      Created \`src/importer.ts\` and \`test/importer.test.ts\`
      - [x] Create \`test/importer.test.ts\`
      Added a test in \`test/importer.test.ts\`
    `,
  },
  none: `
    [Create|Add|Write|Update|Edit|Delete] \`src/metrics.ts\`
    [Should|Could|Will] \`src/metrics.ts\` be created?
    \`src/metrics.ts\` [should|must|will|needs to] be created
    [Next|TODO|Plan]: create \`src/metrics.ts\`
    If \`src/metrics.ts\` exists, delete it
    Once \`src/metrics.ts\` is created, import it
    The user asked me to create \`src/metrics.ts\`
    See \`src/server.ts\` for the entry point
    Read \`src/parse.ts\` first
    > Created \`src/metrics.ts\`
    The plan is to add \`src/metrics.ts\`
    I want to move \`src/server.ts\` to \`src/http/server.ts\`
    Run \`node src/server.ts\`
    \`src/server.ts\` might be deleted later
    Do not edit \`src/server.ts\`
    Remember to update \`CHANGELOG.md\`
    \`src/server.ts\` calls \`parseRow\`
    Consider splitting \`src/parse.ts\`
    [Maybe|Probably] \`src/metrics.ts\` was created
    Waiting for \`src/metrics.ts\` to be created
    Please delete \`src/legacy.ts\`
    We could have created \`src/metrics.ts\`
  `,
})
