import type { Session } from './types.ts'

export interface ReadContext {
  /** Path of the transcript, for messages only. */
  name: string
  /** Replaces the directory that relative paths are resolved against when a record has none. */
  cwd?: string
  /** Report only what comes at or after this byte offset; todos, subagents and skills stay complete. */
  since?: number
}

/** Where a line starts: `line` is 1-based, `offset` in bytes. */
export interface LinePlace {
  line: number
  offset: number
}

/** Takes a whole line without its newline. Never throws. The bytes are only valid during the call. */
export type LineSink = (bytes: Buffer, place: LinePlace) => void

/** One transcript being read, a line at a time. */
export interface Reader {
  line: LineSink
  /**
   * After the last line: what takes the lines of a companion file, or null when it does not belong to this session.
   * A `.json` companion comes as one line.
   */
  companion?(file: string): LineSink | null
  /** Ends reading. `bytes`, `nextOffset` and `records` are filled in by the caller where they are -1. */
  finish(): Session
}

export interface CompanionFolder {
  folder: string
  /** Matched against the file's base name. */
  file: RegExp
  /** Look into folders below it too. */
  deep: boolean
}

/** Reads the transcripts of one agent. Pure: bytes in, Session out. */
export interface Extractor {
  /** Agent name as it is used everywhere: claude-code, codex, … */
  agent: string
  title: string
  /** `lines`: JSONL, fed line by line. `document`: one JSON value, fed as a single "line". */
  shape: 'lines' | 'document'
  /** Of a document: this one is written line by line all the same and is fed so. Judges by the first 16 KiB or more. */
  inLines?(head: string): boolean
  /** Judges by content: the first 256 KiB of the file. */
  detect(head: string): boolean
  /** Folders that may hold companion files of a transcript (subagent transcripts), and how those are named. */
  companions?(transcript: string): CompanionFolder[]
  start(context: ReadContext): Reader
}

export const defineExtractor = (extractor: Extractor): Extractor => extractor
