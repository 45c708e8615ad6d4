import type { Message } from '../../core/types.ts'
import type { Facts, Mark } from '../_core/facts.ts'
import { queuedText, readUserText, type UserPart } from './human.ts'

interface Waiting {
  message: Message
  /** Pulled back into the editor: what was sent afterwards may be its new wording. */
  popped: boolean
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * What the human typed while the agent worked. An entry stands in the queue records first; most turn up again as an ordinary
 * record or an attachment, some exist nowhere else. Every text is kept once, at its best place.
 */
export class Queue {
  private readonly facts: Facts
  private waiting: Waiting[] = []

  constructor(facts: Facts) {
    this.facts = facts
  }

  /** Returns the notification an entry holds, if it is one. */
  enqueue(content: unknown, mark: Mark): string | null {
    const text = queuedText(content)
    const part = text.trimStart().startsWith('{"task_id"') ? null : readUserText(text, 'steering')
    if (part?.is === 'notification') return part.text
    if (!part || (part.is !== 'steering' && part.is !== 'command')) return null
    this.forget(part.text, true)
    const kind = part.is === 'command' || isSlashCommand(part.text) ? 'command' : 'steering'
    this.waiting.push({ message: this.facts.message(kind, part.text, mark), popped: false })
    return null
  }

  pop(content: unknown): void {
    const text = plain(queuedText(content))
    for (const entry of this.waiting) if (text === '' || text.includes(plain(entry.message.text))) entry.popped = true
  }

  /** The same words as an attachment: the entry stands, with the better pointer. */
  attached(part: UserPart, mark: Mark): void {
    if (part.is !== 'prompt' && part.is !== 'steering') return
    const entry = this.waiting.find(one => plain(one.message.text) === plain(part.text))
    if (entry) entry.message.ref = mark.ref
    else this.facts.message(isSlashCommand(part.text) ? 'command' : 'steering', part.text, mark)
  }

  /** The words arrived as a record of their own: the queue entry was only their announcement. */
  forget(text: string, poppedOnly = false): void {
    const wanted = plain(text)
    const index = this.waiting.findIndex(({ message, popped }) => {
      const queued = plain(message.text)
      return popped ? wanted.startsWith(queued) : !poppedOnly && wanted === queued
    })
    if (index < 0) return
    const [entry] = this.waiting.splice(index, 1)
    const { messages } = this.facts
    messages.splice(
      messages.findLastIndex(({ value }) => value === entry!.message),
      1,
    )
  }
}

export const isSlashCommand = (text: string): boolean => /^\/[a-z][\w:-]*(?:\s|$)/i.test(text)
