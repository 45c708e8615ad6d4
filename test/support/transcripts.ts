import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Reader } from '../../src/core/extractor.ts'
import { LineSplitter } from '../../src/io/transcripts.ts'

/** Hand-made transcripts: one scenario, one folder. */
export const scenarios = path.resolve(import.meta.dirname, '../fixtures/transcripts')

export interface ScenarioFolder {
  name: string
  folder: string
  /** The transcript: `session.<anything>`. */
  transcript: string
}

export function scenariosOf(agent: string): ScenarioFolder[] {
  const root = path.join(scenarios, agent)
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter(name => existsSync(path.join(root, name, 'expected.json')))
    .sort()
    .map(name => {
      const folder = path.join(root, name)
      const file = readdirSync(folder).find(entry => entry.startsWith('session.'))!
      return { name, folder, transcript: path.join(folder, file) }
    })
}

/** Feeds bytes line by line, as the edge does. */
export function feed(reader: Reader, bytes: Buffer): Reader {
  const splitter = new LineSplitter((line, place) => reader.line(line, place))
  splitter.push(bytes)
  splitter.end()
  return reader
}

export const bytesOf = (file: string): Buffer => readFileSync(file)
