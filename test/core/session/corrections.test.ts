import { describe, expect, it } from 'vitest'
import { CORRECTION_RULES, correctionRule, markCorrections } from '../../../src/core/session/corrections.ts'
import type { Message } from '../../../src/core/types.ts'

const TEXTS: [text: string, rule: string | null][] = [
  ['No, do not change the signature', 'no'],
  ['nope', 'no'],
  ["nah let's roll back", 'no'],
  ['no remove this again', 'no'],
  ['review the plans with Opus instead', 'instead'],
  ['Can you use a table instead of a list?', 'instead'],
  ["don't check this in", "don't"],
  ["Write the plan to a file, don't commit.", "don't"],
  ['Propose a fix. Do not change the code yet.', "don't"],
  ['please never push to main', "don't"],
  ['Actually, use pnpm', 'actually'],
  ['Oh, actually the other file', 'actually'],
  ["I actually don't like this idea", 'actually'],
  ['stop', 'stop'],
  ['ok, stop and think', 'stop'],
  ['no problem, go on', null],
  ['No worries', null],
  ['no need to hurry', null],
  ["I don't know, what do you think?", null],
  ['It did not see the stop hook fire', null],
  ['never mind', null],
  ['Oh no, we lost the navigation', null],
  ['Yes please', null],
  ['Here is the log:\n```\nstop hook\ninstead\n```', null],
  ['❯ hello\n⎿ Interrupted · What should Claude do instead?', null],
  ['noon is fine', null],
]

const message = (kind: Message['kind'], text: string): Message => ({
  kind,
  text,
  at: null,
  correction: false,
  ref: 'x',
})

describe('corrections', () => {
  it.each(TEXTS)('%j', (text, rule) => {
    expect(correctionRule(text)?.id ?? null).toBe(rule)
  })

  it('says each rule in words', () => {
    for (const rule of CORRECTION_RULES) expect(rule.when).toMatch(/^(?:it|a sentence)/)
  })

  it('needs something to redirect, and never comes from a command, a shell line or an answer', () => {
    const messages = [
      message('prompt', 'Actually, start here'),
      message('command', '/x no, instead'),
      message('shell', 'stop'),
      message('answer', 'No, B'),
      message('steering', 'no, C'),
    ]
    markCorrections(messages)
    expect(messages.map(one => one.correction)).toEqual([false, false, false, false, true])
  })

  it('follows an interrupt, across shell lines but not across commands', () => {
    const messages = [
      message('prompt', 'go'),
      message('interrupt', 'x'),
      message('shell', 'ls'),
      message('prompt', 'the other one'),
      message('interrupt', 'x'),
      message('command', '/compact'),
      message('prompt', 'what remains?'),
    ]
    markCorrections(messages)
    expect(messages.filter(one => one.correction).map(one => one.text)).toEqual(['the other one'])
  })

  it('keeps what was marked before', () => {
    const messages = [message('prompt', 'go'), { ...message('steering', 'use pnpm'), correction: true }]
    markCorrections(messages)
    expect(messages[1]!.correction).toBe(true)
  })
})
