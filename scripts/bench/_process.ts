import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { median } from './row.ts'

/** One whole process. Without GNU time there is the clock alone. */
export interface Cost {
  wall: number
  cpu: number | null
  /** Peak resident memory in MiB, of the largest single process. */
  memory: number | null
}

const TIME = '/usr/bin/time'
const gnu = existsSync(TIME)

/** Medians of commands run in turn, so that a busy machine is busy for all; null for one that takes longer than `limit`. */
export function costs(commands: readonly { command: string[]; cwd?: string }[], runs: number, limit = 300_000) {
  const samples = commands.map((): Cost[] | null => [])
  for (let run = 0; run < runs; run += 1)
    for (const [index, { command, cwd }] of commands.entries()) {
      const cost = samples[index] && once(command, cwd, limit)
      if (cost) samples[index]!.push(cost)
      else samples[index] = null
    }
  return samples.map(
    all => all && { wall: middle(all, 'wall')!, cpu: middle(all, 'cpu'), memory: middle(all, 'memory') },
  )
}

function middle(samples: Cost[], key: keyof Cost): number | null {
  const values = samples.map(sample => sample[key]).filter(value => value !== null)
  return values.length > 0 ? median(values) : null
}

function once(command: string[], cwd: string | undefined, timeout: number): Cost | null {
  // Certificates of a company cost Node 20 forty milliseconds at every start; they are nobody's here.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const [program, ...args] = gnu ? [TIME, '-q', '-f', '\nCOST %U %S %M', ...command] : command
  const begun = performance.now()
  const ran = spawnSync(program!, args, {
    cwd,
    env,
    timeout,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const wall = performance.now() - begun
  if (ran.error) return null
  const told = /COST ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(ran.stderr)
  return { wall, cpu: told && (Number(told[1]) + Number(told[2])) * 1000, memory: told && Number(told[3]) / 1024 }
}
