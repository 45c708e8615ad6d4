import { maskDeep } from '../core/secrets.ts'
import type { Session } from '../core/types.ts'
import { registry } from '../extractors/_registry.ts'
import type { Client, SessionInfo, StoredMessage } from './types.ts'

export interface Conversation {
  info: SessionInfo
  messages: StoredMessage[]
}

/** The session as OpenCode holds it, in the form of `opencode export`. Null when OpenCode does not answer. */
export async function readConversation(client: Client, id: string): Promise<Conversation | null> {
  // Each in a function of its own: one that throws at once would leave the other's rejection to nobody.
  const [info, messages] = await Promise.all([
    (async () => client.session.get({ path: { id } }))(),
    (async () => client.session.messages({ path: { id } }))(),
  ])
  if (!info?.data || !Array.isArray(messages?.data)) return null
  return { info: info.data, messages: messages.data }
}

/** The same through the reader of OpenCode's exports. */
export function toSession(conversation: Conversation, cwd: string): Session | null {
  const extractor = registry.find(known => known.agent === 'opencode')
  if (!extractor) return null
  const bytes = Buffer.from(JSON.stringify(conversation))
  const reader = extractor.start({ name: 'OpenCode', cwd })
  reader.line(bytes, { line: 1, offset: 0 })
  return maskDeep(reader.finish())
}

/** What the person typed, without what hosts and plugins added. */
export function typedText(parts: readonly { type: string; text?: string; synthetic?: boolean }[]): string {
  return parts
    .filter(part => part.type === 'text' && !part.synthetic)
    .map(part => part.text ?? '')
    .join('\n')
    .trim()
}
