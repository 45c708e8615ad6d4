import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { derive } from '../../../src/core/derive/derive.ts'
import { parseDocument } from '../../../src/core/document.ts'
import { loadParser, type ParseMarkdown } from '../../../src/core/markdown.ts'
import { parse } from '../../../src/core/parse.ts'
import { render } from '../../../src/core/render/render.ts'
import { stateToYaml } from '../../../src/core/render/yaml.ts'
import { at, say, session } from '../../support/session.ts'

let parser: ParseMarkdown
beforeAll(async () => {
  parser = await loadParser()
})

const state = derive(session({ messages: [say('Build it', 0)] }), { mode: 'manual', now: at(90) })
const read = (text: string) => parse(parseDocument(text, parser))

describe('a handoff document', () => {
  it('gives its state back', () => {
    expect(read(render(state))).toEqual({ state, value: state, issues: [] })
  })

  it.each([
    ['other heading levels', `# 1.20 Machine-Readable State\n\n~~~yml\n${stateToYaml(state)}~~~\n`],
    ['another title', `##### 1.20. State\n\n\`\`\`yaml\n${stateToYaml(state)}\`\`\`\n`],
    ['no section number', `# Handoff\n\n## State\n\n\`\`\`yaml\n${stateToYaml(state)}\`\`\`\n`],
    ['Windows line ends', render(state).replaceAll('\n', '\r\n')],
  ])('may have %s', (_, text) => {
    expect(read(text).state).toEqual(state)
  })

  it('without a state says so', () => {
    const { state, value, issues } = read('# Handoff\n\n### 1.20 Machine-Readable State\n\nlater\n')
    expect([state, value]).toEqual([null, undefined])
    expect(issues.map(issue => issue.message)).toEqual(['there is no YAML block in section 1.20'])
  })

  it('names the field that breaks the format, and where it stands', () => {
    const text = render(state)
      .replace('mode: "manual"', 'mode: "later"')
      .replace('compaction_count: 0', 'compaction_count: -1')
    const { state: found, value, issues } = read(text)
    expect(found).toBeNull()
    expect(value).toMatchObject({ mode: 'later' })
    expect(issues.map(({ pointer, place }) => [pointer, text.slice(place.start, place.end)])).toEqual([
      ['/mode', expect.stringContaining('later')],
      ['/compaction_count', expect.stringContaining('-1')],
    ])
  })

  it('with broken YAML says where', () => {
    const text = render(state).replace('mode: "manual"', 'mode: "manual')
    const { state: found, issues } = read(text)
    expect(found).toBeNull()
    expect(issues).toHaveLength(1)
    expect(issues[0]!.place.start).toBeGreaterThan(text.indexOf('mode: "manual'))
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => void read(`### 1.20 State\n\n\`\`\`yaml\n${text}\n\`\`\`\n`)),
    )
  })
})
