import { spawnSync } from 'node:child_process'

/**
 * Runs a command with no network but loopback, where the kernel lets us make a network namespace; elsewhere it runs
 * as it is, and only its configuration keeps it on loopback. Usage: tsx scripts/record/loopback.ts COMMAND [ARGS…]
 */
const [command, ...args] = process.argv.slice(2)
if (!command) {
  process.stderr.write('usage: loopback.ts COMMAND [ARGS…]\n')
  process.exit(2)
}

const unshare = [['-n'], ['-rn']].find(flags => spawnSync('unshare', [...flags, 'true']).status === 0)
if (!unshare) process.stderr.write('loopback: no network namespace here; relying on configuration alone\n')

const [program, list] = unshare
  ? ['unshare', [...unshare, 'sh', '-c', 'ip link set lo up; exec "$@"', 'loopback', command, ...args]]
  : [command, args]
process.exit(spawnSync(program, list, { stdio: 'inherit' }).status ?? 1)
