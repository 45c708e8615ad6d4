import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'symbol',
  fresh: {
    true: `
      [Added|Implemented|Wrote|Created|Introduced|Exported] [function |the function |]\`importFile\`
      [Added|Implemented|Created] \`importFile()\` in \`src/importer.ts\`
      [Added|Defined|Introduced] [interface|the interface|type] \`ImportOptions\`
      [Function|The function|] \`importFile\` [exists|was added|is implemented|has been implemented]
      \`CsvReader\` [lives in|is defined in] \`src/parse.ts\`
      [Removed|Deleted|Dropped] [|the function |the old ]\`oldImport\`
      \`oldImport\` [was removed|is gone|no longer exists]
      Added constant \`MAX_ROWS\`
      New function \`importFile\`
      Renamed \`oldImport\` to \`importFile\`
      \`src/parse.ts\` exports \`SEPARATOR\`
      Added \`importFile\` and \`MAX_ROWS\`
    `,
    false: `
      [Added|Implemented|Wrote|Created|Introduced|Exported] [function |the function |]\`exportFile\`
      [Added|Implemented|Created] \`retryImport()\` in \`src/importer.ts\`
      [Added|Defined] [interface|type] \`BatchOptions\`
      [Function|The function|] \`exportRows\` [exists|was added|is implemented]
      \`importFile\` lives in \`src/parse.ts\`
      [Removed|Deleted|Dropped] [|the function ]\`parseRow\`
      \`CsvReader\` [was removed|is gone|no longer exists]
      Added constant \`MIN_ROWS\`
      New class \`BatchImporter\`
      Renamed \`parseRow\` to \`splitRow\`
      Extracted helper \`chunkRows\`
      Added \`exportFile\` and \`retryImport\`
    `,
  },
  none: `
    [Add|Implement|Write|Create] [function |]\`exportFile\`
    \`exportFile\` [should|must|will|needs to] be added
    Does \`exportFile\` exist?
    If \`exportFile\` exists, call it
    Once \`exportFile\` is implemented, wire it up
    [Next|TODO]: implement \`exportFile\`
    The user asked for \`exportFile\`
    Call \`importFile\` with a path
    \`importFile\` returns a reader
    \`parseRow\` splits on commas
    We could have added \`exportFile\`
    Maybe \`exportFile\` was added
    Use \`CsvReader\` for this
    \`importFile\` calls \`parseRow\`
    Consider renaming \`parseRow\` to \`splitRow\`
    Do not remove \`parseRow\`
    \`exportFile\` might be useful
    The plan adds \`exportFile\` later? Unclear.
    See \`importFile\`
    Rename \`parseRow\` to \`splitRow\`
  `,
})
