/** Codex skips hooks that nobody has approved, without a word. Its own app-server says which those are (seen in 0.169.0). */
import { spawn } from 'node:child_process'
import type { Env } from '../../io/env.ts'

const TIMEOUT_MS = 8000

interface ListedHook {
  key?: unknown
  trustStatus?: unknown
  enabled?: unknown
  [field: string]: unknown
}

export interface Trust {
  hooks: number
  /** Hooks of midstride that will not run. */
  untrusted: number
}

/** How Codex judges the hooks of midstride in a folder; null when Codex is not there or does not say. */
export async function codexTrust(cwd: string, env: Env): Promise<Trust | null> {
  const listed = await listHooks(cwd, env).catch(() => null)
  if (listed === null) return null
  const own = listed.filter(hook => JSON.stringify(hook).includes('midstride'))
  const runs = ({ trustStatus, enabled }: ListedHook) =>
    trustStatus !== 'untrusted' && trustStatus !== 'modified' && enabled !== false
  return { hooks: own.length, untrusted: own.filter(hook => !runs(hook)).length }
}

function listHooks(cwd: string, env: Env): Promise<ListedHook[] | null> {
  return new Promise(resolve => {
    const child = spawn('codex', ['app-server'], { cwd, env, stdio: ['pipe', 'pipe', 'ignore'] })
    const send = (message: object) => void child.stdin.write(`${JSON.stringify(message)}\n`)
    const finish = (hooks: ListedHook[] | null) => {
      clearTimeout(timer)
      child.kill()
      resolve(hooks)
    }
    const timer = setTimeout(() => finish(null), TIMEOUT_MS)
    child.on('error', () => finish(null))
    child.on('close', () => finish(null))
    child.stdin.on('error', () => {})
    let rest = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const message = parse(line)
        if (message?.id === 1) {
          send({ method: 'initialized' })
          send({ id: 2, method: 'hooks/list', params: { cwds: [cwd] } })
        } else if (message?.id === 2) finish(hooksIn(message.result))
      }
    })
    const clientInfo = { name: 'midstride', title: 'midstride', version: '1' }
    send({ id: 1, method: 'initialize', params: { clientInfo, capabilities: { experimentalApi: true } } })
  })
}

function parse(line: string): { id?: unknown; result?: unknown } | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function hooksIn(result: unknown): ListedHook[] | null {
  const { data } = (result ?? {}) as { data?: { hooks?: ListedHook[] }[] }
  return Array.isArray(data) ? data.flatMap(({ hooks }) => hooks ?? []) : null
}
