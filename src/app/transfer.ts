/** A whole store as JSON Lines (`schemas/store-export.schema.json`), and back into any engine. */
import { createReadStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { UserError } from '../core/errors.ts'
import { maskDeep } from '../core/secrets.ts'
import { cleanState } from '../core/state/clean.ts'
import { describe } from '../core/state/problem.ts'
import { truncate } from '../core/text.ts'
import type { ExportHead } from '../generated/types/store-export.ts'
import validate from '../generated/validators/store-export.js'
import type { Counts, ExportRow, Store } from '../store/store.ts'

const ID = 'https://midstride.dev/schemas/store-export.schema.json'
const BATCH = 200

type Progress = (done: number, total: number) => void
type Totals = Pick<Counts, 'revisions' | 'tasks' | 'memories'>

/** Writes every row to a new file, or to `write`; a file appears only when it is whole. */
export async function exportStore(
  store: Store,
  to: { file: string } | { write(text: string): void },
  now: Date,
  progress: Progress,
): Promise<Totals> {
  const { revisions, tasks, memories } = await store.status()
  const head: ExportHead = {
    $id: ID,
    format: 'midstride-export/1',
    exported_at: now.toISOString(),
    ...{ revisions, tasks, memories },
  }
  const total = revisions + tasks + memories
  const lines = async (write: (text: string) => unknown) => {
    await write(`${JSON.stringify(head)}\n`)
    let done = 0
    for await (const rows of store.exportRows()) {
      await write(rows.map(row => `${JSON.stringify(row)}\n`).join(''))
      done += rows.length
      progress(done, total)
    }
  }
  if ('write' in to) await lines(to.write)
  else await intoFile(to.file, lines)
  return head
}

async function intoFile(file: string, lines: (write: (text: string) => Promise<unknown>) => Promise<void>) {
  if (await stat(file).catch(() => null))
    throw new UserError(`${file} exists already`, 'name a file that does not, or move it away')
  const part = `${file}.part`
  const handle = await open(part, 'w', 0o600).catch(error => {
    throw new UserError(`${file} cannot be written: ${error.message}`, 'check the folder and its permissions')
  })
  try {
    await lines(text => handle.appendFile(text))
  } finally {
    await handle.close()
  }
  await rename(part, file)
}

/** Reads the file twice: every line is checked before the first row is written. May be called again when it was cut short. */
export async function importStore(
  store: Store,
  file: string,
  progress: Progress,
): Promise<{ added: number; skipped: number }> {
  let total = 0
  for await (const rows of readExport(file)) total += rows.length
  const result = { added: 0, skipped: 0 }
  for await (const rows of readExport(file)) {
    const { added, skipped } = await store.importRows(rows)
    result.added += added
    result.skipped += skipped
    progress(result.added + result.skipped, total)
  }
  return result
}

async function* readExport(file: string): AsyncIterable<ExportRow[]> {
  const input = createReadStream(file, 'utf8')
  let head: ExportHead | null = null
  let number = 0
  let rows: ExportRow[] = []
  const found = { revision: 0, task: 0, memory: 0 }
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1
      if (line.trim() === '') continue
      const value = parseLine(line, `${file}:${number}`)
      if (head === null) {
        head = asHead(value, file)
        continue
      }
      const row = asRow(value, `${file}:${number}`)
      found[row.kind] += 1
      rows.push(row)
      if (rows.length < BATCH) continue
      yield rows
      rows = []
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`, 'name a file that db export wrote')
  }
  if (head === null) throw new UserError(`${file} is empty`, 'name a file that db export wrote')
  const missing = head.revisions + head.tasks + head.memories - found.revision - found.task - found.memory
  if (missing > 0) throw new UserError(`${file} is cut off: ${missing} rows are missing`, 'export it again')
  yield rows
}

function parseLine(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UserError(`${place} is no JSON`, 'name a file that db export wrote')
  }
}

function asHead(value: unknown, file: string): ExportHead {
  const head = value as Partial<ExportHead> | null
  const format = String(head?.format ?? '')
  if (/^midstride-export\/\d+$/.test(format) && format !== 'midstride-export/1')
    throw new UserError(`${file} was written by a newer midstride (${format})`, 'update midstride')
  if (format !== 'midstride-export/1' || !validate(value))
    throw new UserError(`${file} is not an export of midstride`, 'name a file that db export wrote')
  return head as ExportHead
}

/** What another hand may have written is checked, cleaned and masked as at every other way in. */
function asRow(value: unknown, place: string): ExportRow {
  const row = value as ExportRow
  if (!validate(value) || (row.kind !== 'revision' && row.kind !== 'task' && row.kind !== 'memory')) {
    const [first] = validate.errors ?? []
    throw new UserError(
      `${place} is not a row of an export${first ? `: ${truncate(`${first.instancePath} ${first.message}`, 120)}` : ''}`,
      'name a file that db export wrote',
    )
  }
  if (row.kind !== 'revision') return maskDeep(row)
  const { value: state, problems } = cleanState(row.state)
  if (problems.length > 0) throw new UserError(`${place} holds a state that is refused: ${describe(problems)}`)
  return { ...row, state: state as ExportRow & object }
}
