import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DoctorReport } from '../../src/app/doctor.ts'
import { runVerb } from '../support/verbs.ts'

const recordings = path.resolve(import.meta.dirname, '../fixtures/recordings')
let home: string
let cwd: string

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'midstride-doctor-home-'))
  cwd = mkdtempSync(path.join(tmpdir(), 'midstride-doctor-'))
})

const env = () => ({ HOME: home, PATH: process.env.PATH })
const place = () => ({ project: cwd, env: env() })
const doctor = (...args: string[]) => runVerb(place(), ['doctor', ...args])
const report = async (...args: string[]): Promise<DoctorReport> => JSON.parse((await doctor('--json', ...args)).out)
const agent = ({ agents }: DoctorReport, id: string) => agents.find(one => one.agent === id)!

function transcript(name: string, text: string) {
  const folder = path.join(home, '.claude/projects/-home-me-app')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

/** The project's own recording of a Claude Code session, where that agent keeps its transcripts. */
function recorded() {
  const source = readdirSync(path.join(recordings, 'claude-code/rate-limiter'), {
    recursive: true,
    encoding: 'utf8',
  }).find(name => name.endsWith('.jsonl') && !name.includes('agent-'))!
  mkdirSync(path.join(home, '.claude/projects/-home-me-app'), { recursive: true })
  cpSync(
    path.join(recordings, 'claude-code/rate-limiter', source),
    path.join(home, '.claude/projects/-home-me-app/s1.jsonl'),
  )
}

describe('doctor', () => {
  it('reads the newest sessions again and says what it recovered, in numbers', async () => {
    recorded()
    const { sessions } = agent(await report(), 'claude-code')
    expect(sessions).toHaveLength(1)
    expect(sessions[0]!.error).toBeNull()
    expect(sessions[0]!.records).toBeGreaterThan(10)
    expect(sessions[0]!.recovered.messages).toBeGreaterThan(0)
    expect(sessions[0]!.recovery!.characters).toBeGreaterThan(500)
    const { code, out } = await doctor()
    expect(code).toBe(0)
    expect(out).toMatch(/^Claude Code\n {2}.*s1\.jsonl\n {4}\d+ records: \d+ messages?, /m)
  })

  it('shows the last failures of hooks, and where the log is', async () => {
    const folder = path.join(home, '.local/share/midstride')
    mkdirSync(folder, { recursive: true })
    const lines = Array.from(
      { length: 7 },
      (_, n) => `2026-11-20T10:0${n}:00.000Z claude-code stop failed: number ${n}`,
    )
    writeFileSync(path.join(folder, 'hooks.log'), `${lines.join('\n')}\n2026-11-20T11:00:00.000Z saved revision 1\n`)
    const { log } = await report()
    expect(log).toEqual({ file: path.join(folder, 'hooks.log'), failures: lines.slice(-5) })
    expect((await doctor()).out).toMatch(/last failures of hooks .*\n.*number 2[\s\S]*number 6/)
  })

  it('names record types that it does not understand, and fails on a transcript that gives nothing', async () => {
    transcript(
      'new.jsonl',
      `${JSON.stringify({ type: 'brand-new', sessionId: 's', uuid: 'u', cwd: '/home/me/app', version: '9' })}\n`.repeat(
        3,
      ),
    )
    const { code, out } = await doctor('--agent', 'claude-code')
    expect(code).toBe(1)
    expect(out).toMatch(/cannot be read: .*brand-new \(3\)/)
  })

  it('finds nothing to complain about on a machine without agents, and leaves nothing behind', async () => {
    const { code, out } = await doctor()
    expect(code).toBe(0)
    expect(out).toMatch(/store .*midstride\.db is not there yet, its engine works/)
    expect(readdirSync(home)).toEqual([])
    expect(readdirSync(cwd)).toEqual([])
  })

  it('says how each agent is wired, and what is broken', async () => {
    mkdirSync(path.join(cwd, '.claude'))
    await runVerb(place(), ['init', '--yes', '--agent', 'claude-code', '--skip', 'hooks'])
    const states = async () => agent(await report(), 'claude-code').wiring.map(({ part, state }) => `${part} ${state}`)
    expect(await states()).toEqual(['prompts ok', 'mcp ok'])
    writeFileSync(path.join(cwd, '.claude/commands/dump.md'), 'mine\n')
    expect(await states()).toEqual(['prompts changed', 'mcp ok'])
    rmSync(path.join(cwd, '.claude/commands/dump.md'))
    writeFileSync(path.join(cwd, '.mcp.json'), '{}\n')
    expect(await states()).toEqual(['prompts missing', 'mcp missing'])
    expect((await doctor()).code).toBe(1)
    writeFileSync(path.join(cwd, '.mcp.json'), '{')
    expect(await states()).toEqual(['prompts missing', 'mcp broken'])
  })

  it('sees hooks whose program is not there', async () => {
    mkdirSync(path.join(cwd, '.claude'))
    await runVerb(place(), ['init', '--yes', '--agent', 'claude-code'])
    const { out } = await runVerb({ project: cwd, env: { HOME: home, PATH: '' } }, ['doctor'])
    expect(out).toMatch(/hooks \(project\): broken, `midstride` on the PATH is not there/)
  })

  it('sees a server that was added by hand', async () => {
    writeFileSync(path.join(cwd, '.mcp.json'), '{"mcpServers":{"midstride":{"command":"midstride","args":["mcp"]}}}')
    expect(agent(await report(), 'claude-code').wiring).toEqual([
      { scope: 'project', part: 'mcp', state: 'by hand', detail: '.mcp.json' },
    ])
  })

  it('refuses a number that is none', async () => {
    expect((await doctor('--sessions', 'all')).code).toBe(2)
  })
})
