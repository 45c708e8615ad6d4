import { flatten, startStream, type Wire } from './wire.ts'

interface Message {
  role: string
  content: unknown
}

/** Anthropic Messages API, streaming (https://docs.anthropic.com/en/api/messages-streaming). */
export const anthropic: Wire = {
  matches: path => path === '/v1/messages',

  read(body) {
    const messages = (body.messages ?? []) as Message[]
    const users = messages.filter(message => message.role === 'user').map(message => flatten(message.content))
    return {
      system: flatten(body.system),
      firstUser: users[0] ?? '',
      lastUser: users.at(-1) ?? '',
      said: messages.map(message => flatten(message.content)).join('\n'),
      tools: ((body.tools ?? []) as { name: string }[]).map(tool => tool.name),
    }
  },

  send(response, { body }, reply, id) {
    const send = startStream(response)
    const emit = (type: string, data: object) => send(type, { type, ...data })
    const usage = { input_tokens: reply.tokens ?? 1200, output_tokens: 60 }
    emit('message_start', {
      message: {
        id: `msg_${id()}`,
        type: 'message',
        role: 'assistant',
        model: body.model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...usage, output_tokens: 1 },
      },
    })
    const blocks = [
      ...(reply.text ? [{ start: { type: 'text', text: '' }, delta: { type: 'text_delta', text: reply.text } }] : []),
      ...(reply.calls ?? []).map(call => ({
        start: { type: 'tool_use', id: `toolu_${id()}`, name: call.name, input: {} },
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(call.input) },
      })),
    ]
    blocks.forEach(({ start, delta }, index) => {
      emit('content_block_start', { index, content_block: start })
      emit('content_block_delta', { index, delta })
      emit('content_block_stop', { index })
    })
    const stop = reply.calls?.length ? 'tool_use' : 'end_turn'
    emit('message_delta', {
      delta: { stop_reason: stop, stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    })
    emit('message_stop', {})
    response.end()
  },
}
