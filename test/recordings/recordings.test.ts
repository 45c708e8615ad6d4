import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRecordings } from '../support/recordings.ts'

const texts = (dir: string): [string, string][] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => [entry.name, readFileSync(path.join(entry.parentPath, entry.name), 'utf8')])

const all = ['rate-limiter', 'plan-first'].flatMap(scenario =>
  readRecordings(scenario).map(recorded => ({ ...recorded, scenario })),
)

describe.each(all)('recording of $agent, $scenario', recorded => {
  it('names no place but the developer’s own', () => {
    const homes = texts(recorded.dir).flatMap(([, text]) => text.match(/\/(?:home|Users|root)\/[\w.-]+/g) ?? [])
    expect(new Set(homes)).toEqual(new Set([recorded.home]))
  })

  it('holds none of the client’s prompts', () => {
    const prompts = /system-reminder|"role":"developer"|"type":"(api-request|prompt_snapshot)/
    const reminders = texts(recorded.dir).filter(([, text]) => prompts.test(text))
    expect(reminders.map(([name]) => name)).toEqual([])
  })

  it('has a record for every parent', () => {
    const lines = readFileSync(recorded.transcript, 'utf8')
      .split('\n')
      .filter(line => line.includes('"parentUuid"'))
    const records = lines.map(line => JSON.parse(line) as { uuid?: string; parentUuid?: string | null })
    const known = new Set(records.map(record => record.uuid))
    expect(records.filter(({ parentUuid }) => parentUuid && !known.has(parentUuid))).toEqual([])
  })
})
