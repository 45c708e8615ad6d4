import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STEPS } from '../scripts/tour/steps.ts'

const tour = path.resolve(import.meta.dirname, '../dist/tour.js')

describe('npm start', () => {
  let home: string
  let status: number | null
  let stdout: string
  let sections: string[]

  beforeAll(() => {
    home = mkdtempSync(path.join(tmpdir(), 'midstride-home-'))
    const env = { ...process.env, HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home }
    ;({ status, stdout } = spawnSync(process.execPath, [tour], { env, encoding: 'utf8' }))
    sections = stdout.split(/^(?=\d+\. )/m).slice(1)
  })
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))

  it('takes every step and ends well', () => {
    expect(stdout).toContain(`${STEPS.length} of ${STEPS.length} steps done`)
    expect(status).toBe(0)
  })

  it.each(STEPS.map((step, i) => [i + 1, step.title] as const))('tells step %i: %s', (number, title) => {
    const lines = sections[number - 1]!.split('\n\n')[0]!.split('\n')
    expect(lines[0]).toBe(`${number}. ${title}`)
    expect(lines.filter(line => line.startsWith('   $ midstride '))).toHaveLength(1)
    const told = lines
      .slice(lines.findIndex(line => line.startsWith('   $ ')) + 1)
      .filter(line => !line.includes(' → /'))
    expect(told.length).toBeGreaterThanOrEqual(1)
    expect(told.length).toBeLessThanOrEqual(6)
  })

  it('prints no colours where there is no terminal', () => {
    expect(stdout).not.toContain('\u001b')
  })

  it('writes nothing outside its own folder', () => {
    expect(readdirSync(home).filter(name => !name.startsWith('midstride-tour-'))).toEqual([])
  })
})
