import { UserError } from '../../core/errors.ts'

/** Primary result codes (https://www.sqlite.org/rescode.html). */
const CODES: Record<number, (file: string) => UserError> = {
  5: busy,
  6: busy,
  8: file => new UserError(`the database ${file} cannot be written: it is read-only`, 'check its permissions'),
  11: damaged,
  13: file => new UserError(`the database ${file} cannot be written: the disk is full`, 'free some space'),
  14: file => new UserError(`the database ${file} cannot be opened`, 'check the path, the folder and its permissions'),
  26: file =>
    new UserError(
      `${file} is not a midstride database; it was left as it is`,
      `move it away (mv '${file}' '${file}.aside') or set MIDSTRIDE_DB to another file`,
    ),
}

function busy(file: string): UserError {
  return new UserError(`the database ${file} is busy: another process is writing`, 'try again in a moment')
}

function damaged(file: string): UserError {
  return new UserError(
    `the database ${file} is damaged; it was left as it is`,
    `set it aside (mv '${file}' '${file}.damaged'), then what can be read comes back with: sqlite3 '${file}.damaged' .recover | sqlite3 '${file}'`,
  )
}

/** One line for what SQLite says; anything else passes through. */
export function toUserError(error: unknown, file: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error
  const { errcode, code } = error as { errcode?: number; code?: string }
  if (typeof errcode === 'number') {
    const make = CODES[errcode & 0xff]
    return make ? make(file) : new UserError(`the database ${file} failed: ${error.message}`)
  }
  return code?.startsWith('ERR_SQLITE') ? new UserError(`the database ${file} failed: ${error.message}`) : error
}
