import { describe, expect, it } from 'vitest'
import { messageType, userMessages } from '../../../src/core/derive/messages.ts'
import type { Message } from '../../../src/core/types.ts'
import { say, session } from '../../support/session.ts'

const typed = (text: string, change: Partial<Message> = {}) => messageType(say(text, 5, change), false)

describe('the type of a message', () => {
  it.each([
    ['yes', 'approval'],
    ['ok, go ahead', 'approval'],
    ['LGTM, ship it', 'approval'],
    ['sounds good', 'approval'],
    ['yes, but use tabs', 'request'],
    ['ok now rewrite the parser so that it streams and never holds the whole file', 'request'],
    ['I mean the second file', 'clarification'],
    ['to clarify: only the public ones', 'clarification'],
    ['Excellent work, thank you!', 'feedback'],
    ['this looks much cleaner', 'feedback'],
    ['it still crashes on startup', 'feedback'],
    ['this is wrong, please fix it', 'request'],
    ['is that all?', 'request'],
    ['add a test for the empty file', 'request'],
  ])('%j is %s', (text, type) => {
    expect(typed(text)).toBe(type)
  })

  it('of an answer to a question is clarification, of a redirection correction', () => {
    expect(typed('yes', { kind: 'answer' })).toBe('clarification')
    expect(typed('no, use streams', { correction: true })).toBe('correction')
  })

  it('of the first one is request, whatever it says', () => {
    expect(messageType(say('great, this looks good', 0), true)).toBe('request')
  })
})

describe('the messages of a state', () => {
  it('are verbatim, in order, without interruptions and what a rewind took back', () => {
    const messages = userMessages(
      session({
        messages: [
          say('Build it.\n\n    keep  this', 0),
          say('', 1, { kind: 'interrupt' }),
          say('gone', 2, { withdrawn: true }),
          say('git status', 3, { kind: 'shell' }),
          say('/compact keep plans', 4, { kind: 'command' }),
        ],
      }),
    )
    expect(messages.map(({ content }) => content)).toEqual([
      'Build it.\n\n    keep  this',
      '!git status',
      '/compact keep plans',
    ])
  })

  it('hold no secret and no hidden character', () => {
    const [message] = userMessages(
      session({ messages: [say('use ghp_abcdefghijklmnopqrstuvwxyz0123456789\u202e now', 0)] }),
    )
    expect(message!.content).toBe('use ghp_[masked] now')
  })
})
