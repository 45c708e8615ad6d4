import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'absence',
  fresh: {
    true: `
      - [ ] Measure memory on large files
      - [ ] Document the import command
      \`exportFile\` is [not implemented|not implemented yet|not yet implemented|not written yet|not defined|still missing|not there yet]
      \`exportFile()\` has not been [written|added|implemented][| yet]
      Measuring memory on large files is [not started|not done yet|still open]
      Measure memory on large files is not started
      README.md [is not updated|was not updated|has not been updated][| yet]
      \`src/metrics.ts\` [is not created yet|has not been created|is not written]
      Not started: measure memory on large files
      Still open: document the import command
      Remaining: measure memory on large files
      No \`exportFile\` yet
      I did not implement \`exportFile\`
    `,
    false: `
      - [ ] Write the batch importer
      - [ ] Stop at the row limit
      \`importFile\` is [not implemented|not implemented yet|not yet implemented|not written yet|not defined|still missing|not there yet]
      \`importFile()\` has not been [written|added|implemented][| yet]
      Write the batch importer is not started
      Stop at the row limit is [not done yet|still open|not started]
      \`src/parse.ts\` [is not updated|was not changed|has not been edited][| yet]
      \`src/importer.ts\` [is not created yet|has not been created|is not written]
      Not started: write the batch importer
      Still open: delete the legacy import path
      Remaining: stop at the row limit
      Nothing [is left to do|remains|is left]
      No todos remain
      I did not implement \`importFile\`
      Remaining work: none
    `,
  },
  none: `
    [Do not|Don't] start with the docs
    \`exportFile\` should not be implemented
    Is \`exportFile\` not implemented yet?
    If \`exportFile\` is not implemented, stub it
    Until \`exportFile\` is not missing, skip
    The user said the docs are not done
    This is not a bug
    It does not matter
    There is no reason to hurry
    Not all who wander are lost
    When nothing is left to do, stop
    Make sure nothing is left
    The cache is not shared
    The parser does not handle quotes
    That was not the cause
    No breaking changes are allowed
    Do not leave anything undone
    We could not reproduce it
    The option is not documented upstream? Unclear.
    Nothing should be left open
    Not yet sure about the name
  `,
})
