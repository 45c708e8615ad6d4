import type { Readable, Writable } from 'node:stream'
import type { JSONRPCMessage } from '@modelcontextprotocol/server'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'

/**
 * stdio that answers what it was asked before it closes. The SDK's transport drops requests in flight when stdin ends, and a
 * client that pipes its requests in ends it at once.
 */
export class DrainingTransport extends StdioServerTransport {
  #open = new Set<unknown>()
  #ended = false

  constructor(input: Readable = process.stdin, output: Writable = process.stdout) {
    super(input, output)
    input.once('end', () => {
      this.#ended = true
    })
  }

  override async start(): Promise<void> {
    const deliver = this.onmessage
    this.onmessage = message => {
      this.#count(message)
      deliver?.(message)
    }
    return super.start()
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    try {
      await super.send(message)
    } catch (error) {
      // Nobody reads the answers any more.
      this.#open.clear()
      throw error
    }
    if ('method' in message) return
    this.#open.delete(message.id)
    if (this.#ended) await this.close()
  }

  override async close(): Promise<void> {
    if (this.#ended && this.#open.size > 0) return
    return super.close()
  }

  #count(message: JSONRPCMessage): void {
    if (!('method' in message)) return
    if ('id' in message) this.#open.add(message.id)
    else if (message.method === 'notifications/cancelled')
      this.#open.delete((message.params as { requestId?: unknown } | undefined)?.requestId)
  }
}
