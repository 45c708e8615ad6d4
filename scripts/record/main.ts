/**
 * Records a scenario with the real clients and a scripted model: `npm run record -- [claude-code] [codex] …`.
 * A maintainer's tool: it needs the clients (see README.md here) and writes test/fixtures/recordings.
 */
import { mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { claudeCode } from './clients/claude-recorder.ts'
import { codex } from './clients/codex-recorder.ts'
import { geminiCli } from './clients/gemini-recorder.ts'
import { opencode } from './clients/opencode-recorder.ts'
import { planFirst } from './plan-first.ts'
import { rateLimiter } from './rate-limiter.ts'
import { type Client, write } from './recording.ts'
import { createSandbox } from './sandbox.ts'
import type { Scenario } from './scenario.ts'
import { shipped } from './shipped.ts'

const CLIENTS: Record<string, Client> = { 'claude-code': claudeCode, codex, opencode, gemini: geminiCli }

const SCENARIOS: Scenario[] = [rateLimiter, planFirst, shipped]

const recordings = path.resolve(import.meta.dirname, '../../test/fixtures/recordings')
const wanted = process.argv.slice(2)

for (const name of wanted.length > 0 ? wanted : Object.keys(CLIENTS)) {
  const client = CLIENTS[name]
  if (!client) throw new Error(`unknown client '${name}', expected one of ${Object.keys(CLIENTS).join(', ')}`)
  if (!client.program()) console.log(`${name}: not installed, skipped`)
  else for (const scenario of SCENARIOS) if (scenario.agents.includes(name)) await record(name, client, scenario)
}

async function record(agent: string, client: Client, scenario: Scenario): Promise<void> {
  const box = createSandbox('record', path.join(recordings, 'project'))
  try {
    const skills = path.join(box.project, client.skills)
    mkdirSync(path.dirname(skills), { recursive: true })
    renameSync(path.join(box.project, 'skills'), skills)
    for (const [file, text] of Object.entries(scenario.files ?? {})) box.put(file, text)
    box.git('init', '-q', '-b', 'main')
    box.git('add', '-A')
    box.git('commit', '-qm', 'Serve exports as CSV')
    box.git('switch', '-qc', scenario.branch)
    const recording = await client.record(box, scenario)
    write(path.join(recordings, agent, scenario.name), agent, box, scenario, recording)
    const bytes = Object.values(recording.files).reduce((sum, text) => sum + text.length, 0)
    console.log(
      `${agent} ${recording.version}, ${scenario.name}: ${Object.keys(recording.files).length} files, ${bytes} bytes`,
    )
  } finally {
    if (process.env.KEEP_SANDBOX) console.log(`sandbox kept: ${box.dir}`)
    else box.remove()
  }
}
