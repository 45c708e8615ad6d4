import { drivers } from './drivers.ts'

/** Says which clients are there, so that a skipped test is not taken for a passed one. */
export default function setup(): void {
  for (const { agent, program } of drivers)
    process.stdout.write(
      `${agent}: ${program() ?? 'not installed, its tests are skipped (scripts/record/README.md)'}\n`,
    )
}
