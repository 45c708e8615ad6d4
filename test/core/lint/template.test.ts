import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { derive } from '../../../src/core/derive/derive.ts'
import { parseDocument } from '../../../src/core/document.ts'
import { render } from '../../../src/core/render/render.ts'
import { handoffSections } from '../../../src/core/sections.ts'
import { lintAll, parse } from '../../support/lint.ts'
import { session } from '../../support/session.ts'

const root = path.resolve(import.meta.dirname, '../../..')
/** 1.25 of the template is tables without rows. */
const OPEN = ['judge-slot', 'placeholder', 'template-text', 'messages-agree']

/** Numbers of the sections in which something is still to be filled in. */
function openSections(text: string): string[] {
  const document = parseDocument(text, parse, { kind: 'handoff' })
  const ids = lintAll(text, { kind: 'handoff' })
    .findings.filter(({ ruleId }) => OPEN.includes(ruleId))
    .map(({ place }) => document.sectionAt(place.start)?.id ?? '')
  return [...new Set(ids)]
}

/** Headings of a part, and sections whose words are the same in every handoff. */
const FIXED = /^(?:[012]|0\.4|0\.5|1\.16|1\.17|1\.24|Step .*)$/
const asking = handoffSections.sections.map(({ id }) => id).filter(id => !FIXED.test(id))

describe('the template of /handoff, handed over as it is', () => {
  const found = openSections(readFileSync(path.join(root, 'commands/handoff.md'), 'utf8'))

  it.each(asking)('is reported in section %s', id => {
    expect(found).toContain(id)
  })
})

describe('a draft of a session in which nothing happened', () => {
  const text = render(derive(session(), { mode: 'manual', now: '2026-01-05T13:00:00.000Z' }))

  it('asks for judgement, and is not clean', () => {
    const document = parseDocument(text, parse)
    const slots = document.slots.map(({ place }) => document.sectionAt(place.start)?.id)
    expect(openSections(text)).toEqual(expect.arrayContaining([...new Set(slots)]))
    expect(slots.length).toBeGreaterThan(0)
  })
})
