import { UserError } from '../../core/errors.ts'

interface Cause {
  /** Primary result codes (https://www.sqlite.org/rescode.html). */
  codes: readonly number[]
  /** SQLite's own words, for errors that carry no code. */
  words: RegExp
  say(file: string): [problem: string, help: string]
}

const CAUSES: readonly Cause[] = [
  {
    codes: [5, 6],
    words: /database (?:table )?is locked/,
    say: file => [`the database ${file} is busy: another process is writing`, 'try again in a moment'],
  },
  {
    codes: [8],
    words: /readonly database/,
    say: file => [`the database ${file} cannot be written: it is read-only`, 'check its permissions'],
  },
  {
    codes: [11],
    words: /malformed/,
    say: file => [
      `the database ${file} is damaged; it was left as it is`,
      `set it aside (mv '${file}' '${file}.damaged'); what can be read comes back with: sqlite3 '${file}.damaged' .recover | sqlite3 '${file}'`,
    ],
  },
  {
    codes: [13],
    words: /is full/,
    say: file => [`the database ${file} cannot be written: the disk is full`, 'free some space'],
  },
  {
    codes: [14],
    words: /unable to open/,
    say: file => [`the database ${file} cannot be opened`, 'check the path, the folder and its permissions'],
  },
  {
    codes: [26],
    words: /not a database/,
    say: file => [
      `${file} is not a midstride database; it was left as it is`,
      `move it away (mv '${file}' '${file}.aside'), or set MIDSTRIDE_DB to another file`,
    ],
  },
]

/** One line for what SQLite says; anything else passes through. */
export function toUserError(error: unknown, file: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error
  const { errcode, code } = error as { errcode?: number; code?: string }
  if (errcode === undefined && !code?.startsWith('ERR_SQLITE')) return error
  const cause = CAUSES.find(({ codes, words }) =>
    errcode === undefined ? words.test(error.message) : codes.includes(errcode & 0xff) || words.test(error.message),
  )
  return cause ? new UserError(...cause.say(file)) : new UserError(`the database ${file} failed: ${error.message}`)
}
