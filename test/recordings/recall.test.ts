import { describe, expect, it } from 'vitest'
import { draft } from '../../src/app/draft.ts'
import { readSession } from '../../src/app/read-session.ts'
import { render } from '../../src/core/render/render.ts'
import { stateToYaml } from '../../src/core/render/yaml.ts'
import { registry } from '../../src/extractors/_registry.ts'
import { FACTS, missed, missedIn } from '../support/recall.ts'
import { readRecordings } from '../support/recordings.ts'

describe.each(readRecordings())('the recorded session of $agent', recorded => {
  const known = registry.some(extractor => extractor.agent === recorded.agent)
  const drafted = () =>
    draft({ transcript: recorded.transcript, project: undefined, cwd: recorded.dir, mode: 'manual', env: {} })

  it.skipIf(!known)(`gives up all ${FACTS} planted facts`, async () => {
    const session = await readSession(recorded.transcript)
    expect(missed(session, recorded.facts)).toEqual(recorded.without)
  })

  it.skipIf(!known)('leaves nothing not understood', async () => {
    const { unknown, warnings } = await readSession(recorded.transcript)
    expect({ unknown, warnings }).toEqual({ unknown: {}, warnings: [] })
  })

  it.skipIf(!known)('keeps them all in the handoff', async () => {
    const { state } = await drafted()
    expect(missedIn(await render(state), recorded.facts)).toEqual(recorded.without)
  })

  it.skipIf(!known)('keeps them all in the YAML of section 1.20', async () => {
    const { state } = await drafted()
    expect(missedIn(stateToYaml(state), recorded.facts)).toEqual(recorded.without)
  })
})
