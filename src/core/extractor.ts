import type { Session } from './types.ts'

export interface ReadContext {
  /** Path of the transcript, for messages only. */
  name: string
  /** Replaces the directory that relative paths are resolved against when a record has none. */
  cwd?: string
  /** Report only what comes at or after this byte offset; todos, subagents and skills stay complete. */
  since?: number
  /** Content of companion files (subagent transcripts), by path. Read lazily by the edge. */
  companions?: ReadonlyMap<string, Uint8Array>
}

/** One transcript being read, a line at a time. */
export interface Reader {
  /** A whole line without its newline. `line` is 1-based, `offset` the byte where it starts. Never throws. */
  line(bytes: Buffer, place: { line: number; offset: number }): void
  /** Ends reading. `bytes`, `nextOffset` and `records` are filled in by the caller where they are -1. */
  finish(): Session
}

/** Reads the transcripts of one agent. Pure: bytes in, Session out. */
export interface Extractor {
  /** Agent name as it is used everywhere: claude-code, codex, … */
  agent: string
  title: string
  /** `lines`: JSONL, fed line by line. `document`: one JSON value, fed as a single "line". */
  shape: 'lines' | 'document'
  /** Judges by content: the first 256 KiB of the file. */
  detect(head: string): boolean
  /** Companion files of a transcript: subagent files beside it. Returns paths to look for, globs allowed. */
  companions?(transcript: string): string[]
  start(context: ReadContext): Reader
}

export const defineExtractor = (extractor: Extractor): Extractor => extractor
