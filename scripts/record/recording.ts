import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import type { Sandbox } from './sandbox.ts'
import type { Scenario } from './scenario.ts'
import { stringsIn } from './wires/wire.ts'

/** What a client left behind, cleaned, ready to be written as fixtures. */
export interface Recording {
  version: string
  sessionId: string
  /** The main transcript, as a key of `files`. */
  transcript: string
  files: Record<string, string>
  /** What the client calls the agent that is still at work. */
  agentInFlight: { id: string; title: string } | null
  /** Facts that this client has no way to record. */
  without?: string[]
}

export interface Client {
  /** Path of the installed program, or null. */
  program(): string | null
  /** Where it looks for a project's skills. */
  skills: string
  record(box: Sandbox, scenario: Scenario): Promise<Recording>
}

/** Where a recording says that it was made. */
export const HOME = '/home/dev'
export const PROJECT = `${HOME}/exporter`

/** Replaces the sandbox's own places by those of an ordinary developer's machine. */
export function relocate(box: Sandbox, text: string): string {
  const dashed = (folder: string) => folder.replace(/[^A-Za-z0-9]/g, '-')
  const places: [string, string][] = [
    [box.project, PROJECT],
    [box.home, HOME],
    [box.env.TMPDIR!, '/tmp'],
    [box.dir, '/tmp'],
  ]
  return places
    .flatMap(([from, to]) => [[from, to] as const, [dashed(from), dashed(to)] as const])
    .reduce((all, [from, to]) => all.replaceAll(from, to), text)
}

/** Throws when something of this machine, or of the client's own prompts, is still in a recording. */
export function inspect(recording: Recording, box: Sandbox, scenario: Scenario, prompts: string[]): void {
  const shingles = new Set(prompts.flatMap(runs))
  for (const run of [...stringsIn(scenario), ...projectTexts(box)].flatMap(runs)) shingles.delete(run)
  for (const [file, text] of Object.entries(recording.files)) {
    if (text.includes(box.dir)) throw new Error(`${file} still names the sandbox`)
    if (new RegExp(`\\b${hostname()}\\b`).test(text)) throw new Error(`${file} still names the host`)
    const documents = file.endsWith('.jsonl') ? text.split('\n').filter(Boolean) : [text]
    for (const string of documents.flatMap(document => stringsIn(JSON.parse(document)))) {
      const borrowed = runs(string).find(run => shingles.has(run))
      if (borrowed) throw new Error(`${file} still holds words of the client's own prompts: ${borrowed}`)
    }
  }
}

const RUN = 10

/** Every ten words in a row; paths are not words. */
function runs(text: string): string[] {
  const words =
    text
      .replace(/\S*\/\S*/g, ' ')
      .toLowerCase()
      .match(/[a-z0-9']+/g) ?? []
  return words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(' '))
}

function projectTexts(box: Sandbox): string[] {
  return box
    .git('ls-files')
    .split('\n')
    .filter(Boolean)
    .map(file => readFileSync(path.join(box.project, file), 'utf8'))
}

/** Writes the transcript, the repository as it stood at the end, and what a reader must find. */
export function write(dir: string, agent: string, box: Sandbox, scenario: Scenario, recording: Recording): void {
  rmSync(dir, { recursive: true, force: true })
  const files: Record<string, string> = {
    ...recording.files,
    'repository.fast-export': box.git('fast-export', '--all'),
    'worktree.patch': box.git('diff', 'HEAD'),
    'expected.json': `${JSON.stringify(
      {
        agent,
        version: recording.version,
        sessionId: recording.sessionId,
        transcript: recording.transcript,
        home: HOME,
        project: PROJECT,
        without: recording.without ?? [],
        facts: scenario.facts({ project: PROJECT, agentInFlight: recording.agentInFlight }),
      },
      null,
      2,
    )}\n`,
  }
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
