import { describe, expect, it } from 'vitest'
import { readSession } from '../../src/app/read-session.ts'
import { registry } from '../../src/extractors/_registry.ts'
import { FACTS, missed } from '../support/recall.ts'
import { readRecordings } from '../support/recordings.ts'

describe.each(readRecordings())('the recorded session of $agent', recorded => {
  const known = registry.some(extractor => extractor.agent === recorded.agent)

  it.skipIf(!known)(`gives up all ${FACTS} planted facts`, async () => {
    const session = await readSession(recorded.transcript)
    expect(missed(session, recorded.facts)).toEqual(recorded.without)
  })

  it.skipIf(!known)('leaves nothing not understood', async () => {
    const { unknown, warnings } = await readSession(recorded.transcript)
    expect({ unknown, warnings }).toEqual({ unknown: {}, warnings: [] })
  })
})
