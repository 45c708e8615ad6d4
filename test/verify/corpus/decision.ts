import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'decision',
  fresh: {
    true: `
      The user [chose|picked|selected|decided on|opted for|went with|confirmed] SQLite
      [User|The human] chose SQLite in a local file
      [User|The user] decided to use SQLite for the imported rows
      The user [approved|accepted] the plan
      The plan was [approved|accepted] by the user
      SQLite was [chosen|picked|selected|confirmed] by the user
      The user decided to write a summary table instead of streaming to stdout
      The user confirmed a local SQLite file
      User chose a local SQLite file for the database
      The user agreed to keep the old flags working
    `,
    false: `
      The user [chose|picked|selected|decided on|opted for|went with] PostgreSQL for the imported rows
      [User|The human] [chose|selected] [Redis|MariaDB] for the imported rows
      PostgreSQL as database was [chosen|picked|selected] by the user
      The user [confirmed|picked] DynamoDB as the database
      The user settled on MongoDB for the database
      User decided on Postgres for imported rows
      The user went with MySQL for the imported rows
      User chose a cloud database for the rows
    `,
  },
  none: `
    [Ask|Let] the user [to choose|decide on] the database
    The user [should|must|will|might] [choose|decide on|approve] a database
    Did the user choose SQLite?
    If the user chose Redis, start it
    Once the user approved the plan, go on
    [Next|TODO]: the user decides on the database
    The user has to decide between SQLite and Redis
    Waiting for the user to approve
    We chose SQLite for speed
    I decided to split the module
    Users choose a file in the dialog
    Maybe the user chose Redis
    When the user approves, merge
    The user can choose a theme
    The user needs to confirm
    Do not decide for the user
    The user wants a table
    The user asked for a table
    The user chooses? Unknown.
    Whether the user approved is unknown
  `,
})
