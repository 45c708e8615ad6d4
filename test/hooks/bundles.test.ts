import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { registry } from '../../src/hooks/_registry.ts'
import { root } from '../support/processes.ts'

const folder = path.join(root, 'dist/hooks')
/** Started for every tool call: nothing may come in that reads transcripts or opens the store. */
const LIGHT = ['pre-tool', 'post-tool']

describe('the bundles of the hooks', () => {
  it('are one for each event', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(registry)
        .map(event => `${event}.cjs`)
        .sort(),
    )
  })

  it.each(Object.keys(registry))('%s holds nothing heavy', event => {
    const text = readFileSync(path.join(folder, `${event}.cjs`), 'utf8')
    const required = [...text.matchAll(/(?<!['"`])\b(?:require|import)\("([^"]+)"\)/g)].map(match => match[1]!)
    const foreign = [...new Set(required.filter(name => !name.startsWith('node:')))].sort()
    expect(foreign).toEqual(LIGHT.includes(event) ? [] : ['pg'])
    expect(text.length).toBeLessThan(LIGHT.includes(event) ? 60_000 : 450_000)
    expect(text).not.toMatch(/micromark|jsonrpc/)
  })
})
