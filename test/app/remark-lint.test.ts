import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import preset, { rules } from '../../src/app/remark-lint.ts'
import { registry } from '../../src/rules/_registry.ts'
import { change, filled, lintAll } from '../support/lint.ts'

const run = async (text: string, use: object = preset) => {
  const file = new VFile({ value: text, path: 'HANDOFF.md' })
  await unified()
    .use(remarkParse)
    .use(remarkStringify)
    .use(use as never)
    .process(file)
  return file.messages
}
const gap = change(filled, '- **Current Phase:** Phase 2, the writer', '- **Current Phase:** [milestone/stage]')
const vague = change(filled, 'The session began', 'As discussed above, the session began')

describe('midstride/remark-lint', () => {
  it('has a plugin for every rule but the one on foreign documents', () => {
    expect(Object.keys(rules)).toEqual(registry.map(rule => rule.id).filter(id => id !== 'unknown-document'))
    expect(preset.plugins).toHaveLength(registry.length - 1)
  })

  it('says what midstride lint says, where it says it', async () => {
    const [message, ...rest] = await run(gap)
    expect(rest).toEqual([])
    const [finding] = lintAll(gap).findings
    expect(message).toMatchObject({ source: 'midstride', ruleId: 'placeholder', fatal: true })
    expect(message!.url).toContain('/docs/rules/placeholder.md')
    expect(message!.place).toMatchObject({
      start: { offset: finding!.place.start },
      end: { offset: finding!.place.end },
    })
    expect(gap.split('\n')[message!.line! - 1]).toContain('[milestone/stage]')
  })

  it('warns where the rule warns', async () => {
    expect(await run(vague)).toMatchObject([{ ruleId: 'dangling-reference', fatal: false }])
  })

  it('is silent on a complete handoff, and on documents of other kinds', async () => {
    expect(await run(filled)).toEqual([])
    expect(await run('# A project\n\nWith a [placeholder].\n')).toEqual([])
  })

  it('heeds comments that switch a rule off', async () => {
    const comment = '<!-- midstride-disable-next-line placeholder -- the milestone is decided on Monday -->'
    expect(await run(change(gap, '- **Current Phase:**', `${comment}\n- **Current Phase:**`))).toEqual([])
  })

  it('runs one rule alone, at another severity, or not', async () => {
    const both = change(gap, 'The session began', 'As discussed above, the session began')
    const only = (plugins: unknown[]) => run(both, { plugins })
    expect((await only([rules['dangling-reference']])).map(({ ruleId }) => ruleId)).toEqual(['dangling-reference'])
    expect(await only([[rules.placeholder, ['warn']]])).toMatchObject([{ ruleId: 'placeholder', fatal: false }])
    expect(await only([[rules.placeholder, ['off']]])).toEqual([])
  })
})
