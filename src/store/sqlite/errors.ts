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
      `set it aside (mv '${file}' '${file}.damaged') and try again`,
    ],
  },
  {
    codes: [13],
    words: /is full|no space left/,
    say: file => [`the database ${file} cannot be written: the disk is full`, 'free some space'],
  },
  {
    codes: [10],
    words: /disk I\/O error/,
    say: file => [
      `the database ${file} cannot be read or written: the disk reports an error, or is full`,
      'check its space and its health',
    ],
  },
  {
    codes: [15],
    words: /locking protocol/,
    say: file => [
      `the database ${file} cannot be locked`,
      'network drives cannot: set MIDSTRIDE_DB to a file on a local disk',
    ],
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

/** The file is damaged or is no database: never that it is busy, read-only or full. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof UserError) return false
  const { errcode } = error as { errcode?: number }
  return errcode === undefined ? /malformed|not a database/.test(error.message) : [11, 26].includes(errcode & 0xff)
}

/** What a file that is replaced at this moment answers: SQLITE_IOERR, SQLITE_CANTOPEN. */
export function isUnsettled(error: unknown): boolean {
  const { errcode } = error as { errcode?: number }
  return error instanceof Error && errcode !== undefined && [10, 14].includes(errcode & 0xff)
}

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
