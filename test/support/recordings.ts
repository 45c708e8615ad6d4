import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The facts planted in every recording; see test/fixtures/recordings/README.md. */
export interface Facts {
  goal: string
  correction: string
  answer: string
  todoCompleted: string
  todoInProgress: string
  todoPending: string
  taskCreated: string
  editedFile: string
  createdFile: string
  planDoc: string
  failingTest: string
  counts: Record<'first' | 'last', { passed: number; failed: number }>
  agentInFlight: string
  agentId: string
  lastAssistant: string
  branch: string
}

/** What the recording of a troubled session holds. */
export interface Troubles {
  command: string
  plan: string
  refusal: string
  interrupted: string
  failure: string
  todos: { content: string; activeForm: string; status: string }[]
  editedFile: string
  lastAssistant: string
  branch: string
}

export interface Recorded<Planted = Facts> {
  agent: string
  version: string
  sessionId: string
  /** Absolute path of the transcript. */
  transcript: string
  dir: string
  home: string
  project: string
  /** Facts that this client has no way to record. */
  without: (keyof Planted)[]
  facts: Planted
}

const root = path.resolve(import.meta.dirname, '../fixtures/recordings')

export function readRecordings<Planted = Facts>(scenario = 'rate-limiter'): Recorded<Planted>[] {
  return readdirSync(root)
    .map(agent => path.join(root, agent, scenario))
    .filter(dir => existsSync(path.join(dir, 'expected.json')))
    .map(dir => {
      const expected = JSON.parse(readFileSync(path.join(dir, 'expected.json'), 'utf8'))
      return { ...expected, dir, transcript: path.join(dir, expected.transcript) }
    })
}
