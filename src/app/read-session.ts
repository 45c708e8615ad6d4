import { readFileSync } from 'node:fs'
import { UserError } from '../core/errors.ts'
import type { Extractor, Reader } from '../core/extractor.ts'
import { maskDeep } from '../core/secrets.ts'
import { count, suggest } from '../core/text.ts'
import type { Session } from '../core/types.ts'
import { registry } from '../extractors/_registry.ts'
import { eachLine, findCompanions, isBetweenLines, readHead } from '../io/transcripts.ts'
import { exportOpencode, isSqlite } from './opencode-db.ts'

export interface ReadSessionOptions {
  /** Agent name; recognised from the content when absent. */
  agent?: string
  /** Directory for relative paths of records that name none. */
  cwd?: string
  /** Byte offset: report only what came at or after it. */
  since?: number
  /** Session id, for a database that holds several. */
  session?: string
  /** An empty file is a session without content instead of a UserError. */
  allowEmpty?: boolean
}

/** Most transcripts are recognised by their first lines; a long first line takes more. */
const FIRST_HEAD = 16 * 1024
const HEAD = 256 * 1024
/** A transcript that is one JSON value has to be held as a whole. */
const MAX_DOCUMENT = 512 * 1024 * 1024

/** Reads one transcript into a Session with secrets masked. Throws UserError, in one line, when it cannot be read. */
export async function readSession(file: string, options: ReadSessionOptions = {}): Promise<Session> {
  const { head, size } = readHead(file, FIRST_HEAD)
  const chosen = options.agent === undefined ? undefined : byName(options.agent)
  if (isBlank(head) && (size === head.length || (size <= HEAD && isBlank(readHead(file, HEAD).head))))
    return emptySession(file, size, chosen, options)
  if (isSqlite(head) && (chosen === undefined || chosen.agent === 'opencode')) return readDatabase(file, options)
  const extractor = chosen ?? detect(file, head)
  const isLined = extractor.shape === 'lines' || extractor.inLines?.(head.toString('utf8')) === true
  const misplaced = options.since === undefined ? null : misplacement(file, size, options.since, isLined)
  const since = misplaced === null ? options.since : 0
  const reader = extractor.start({
    name: file,
    ...(options.cwd && { cwd: options.cwd }),
    ...(since !== undefined && { since }),
  })
  const read = isLined ? feedLines : feedDocument
  const session = read({ file, size, extractor, reader, since: since ?? 0 })
  if (misplaced !== null) session.warnings.unshift(`offset ${options.since} ${misplaced}: read from its start`)
  if (since === undefined || since === 0) refuseSilence(file, session)
  return maskDeep(session)
}

/** Why an offset cannot come from an earlier read of this file, or null: it shrank, or other lines stand there by now. */
function misplacement(file: string, size: number, offset: number, isLined: boolean): string | null {
  if (offset > size) return `lies beyond the file of ${size} bytes`
  return isLined && !isBetweenLines(file, offset) ? 'lies inside a line, the file was replaced' : null
}

/** OpenCode keeps every session in one database; each is read as its export would be. */
async function readDatabase(file: string, options: ReadSessionOptions): Promise<Session> {
  const { main, children } = await exportOpencode(file, options.session)
  const { cwd, since } = options
  const reader = byName('opencode').start({
    name: file,
    ...(cwd && { cwd }),
    ...(since !== undefined && { since: since > main.length ? 0 : since }),
  })
  reader.line(main, { line: 1, offset: 0 })
  for (const child of children) reader.companion?.(file)?.(child, { line: 1, offset: 0 })
  const session = complete(reader.finish(), { records: 0, bytes: main.length, nextOffset: main.length })
  if (since === undefined) refuseSilence(file, session)
  return maskDeep(session)
}

function byName(agent: string): Extractor {
  const found = registry.find(one => one.agent === agent)
  if (found) return found
  const names = registry.map(one => one.agent)
  const near = suggest(agent, names)
  throw new UserError(`unknown agent '${agent}'`, near ? `did you mean '${near}'?` : `one of: ${names.join(', ')}`)
}

const isBlank = (head: Buffer): boolean => /^[\s\ufeff]*$/.test(head.toString('utf8'))

function detectIn(head: Buffer): Extractor | undefined {
  const text = head.toString('utf8')
  return registry.find(extractor => extractor.detect(text))
}

function detect(file: string, head: Buffer): Extractor {
  if (head.subarray(0, 8192).includes(0))
    throw new UserError(`${file} is binary, not a transcript`, 'name a JSONL or JSON transcript')
  const found = detectIn(head) ?? detectIn(readHead(file, HEAD).head)
  if (found) return found
  throw new UserError(
    `${file} is no transcript of a known agent`,
    `name the agent with --agent (${registry.map(extractor => extractor.agent).join(', ')}) if it is one`,
  )
}

interface Feeding {
  file: string
  size: number
  extractor: Extractor
  reader: Reader
  since: number
}

function feedDocument({ file, size, extractor, reader }: Feeding): Session {
  if (size > MAX_DOCUMENT)
    throw new UserError(`${file} has ${size} bytes, more than can be read as one document`, 'export a shorter session')
  reader.line(readFileSync(file), { line: 1, offset: 0 })
  feedCompanions(file, extractor, reader)
  return complete(reader.finish(), { records: 0, bytes: size, nextOffset: size })
}

function feedLines({ file, extractor, reader, since }: Feeding): Session {
  let records = 0
  let cut: { line: number; offset: number } | null = null
  const read = eachLine(file, (bytes, place, complete) => {
    if (!complete && !isWhole(bytes)) cut = place
    else if (bytes.length > 0 && place.offset >= since) records += 1
    if (cut === null || place !== cut) reader.line(bytes, place)
  })
  feedCompanions(file, extractor, reader)
  const { line, offset } = (cut ?? { line: 0, offset: read.bytes }) as { line: number; offset: number }
  const session = complete(reader.finish(), { records, bytes: read.bytes, nextOffset: offset })
  if (line > 0) session.warnings.push(`line ${line}: incomplete last line, left for the next read`)
  return session
}

function feedCompanions(file: string, extractor: Extractor, reader: Reader): void {
  for (const companion of findCompanions(extractor.companions?.(file) ?? []))
    if (companion !== file) feedCompanion(reader, companion)
}

function feedCompanion(reader: Reader, file: string): void {
  const sink = reader.companion?.(file)
  if (!sink) return
  try {
    if (file.endsWith('.json')) sink(readFileSync(file), { line: 1, offset: 0 })
    else eachLine(file, (bytes, place) => sink(bytes, place))
  } catch {
    // A companion may vanish while the agent cleans up; the transcript itself was read.
  }
}

function complete(session: Session, counts: Pick<Session, 'records' | 'bytes' | 'nextOffset'>): Session {
  return {
    ...session,
    records: session.records < 0 ? counts.records : session.records,
    bytes: session.bytes < 0 ? counts.bytes : session.bytes,
    nextOffset: session.nextOffset < 0 ? counts.nextOffset : session.nextOffset,
  }
}

function isWhole(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}

/** Reading records and finding nothing in them means that the format was not understood: say so instead of an empty session. */
function refuseSilence(file: string, session: Session): void {
  if (session.records === 0 || session.messages.length + session.commands.length + session.files.length > 0) return
  const unknown = Object.entries(session.unknown)
  if (unknown.length === 0) {
    session.warnings.push(
      `no message, command or file in ${count(session.records, 'record')}: the session holds no work`,
    )
    return
  }
  const list = unknown.map(([type, times]) => `${type} (${times})`).join(', ')
  throw new UserError(
    `${file}: ${count(session.records, 'record')} but no message, command or file; not understood: ${list}`,
    'name the right agent with --agent, or report the record types',
  )
}

function emptySession(
  file: string,
  size: number,
  extractor: Extractor | undefined,
  options: ReadSessionOptions,
): Session {
  if (!options.allowEmpty) throw new UserError(`${file} is empty`, 'name a transcript with content')
  const reader = (extractor ?? registry.find(one => one.shape === 'lines') ?? registry[0]!).start({ name: file })
  const session = complete(reader.finish(), { records: 0, bytes: size, nextOffset: size })
  return { ...session, warnings: [...session.warnings, `${file} is empty`] }
}
