import { flatten, startStream, type Wire } from './wire.ts'

interface Message {
  role: string
  content: unknown
}

/** OpenAI chat completions, streaming (https://platform.openai.com/docs/api-reference/chat-streaming). */
export const openaiChat: Wire = {
  matches: path => path.endsWith('/chat/completions'),

  read(body) {
    const messages = (body.messages ?? []) as Message[]
    const of = (...roles: string[]) =>
      messages.filter(({ role }) => roles.includes(role)).map(({ content }) => flatten(content))
    const users = of('user')
    return {
      system: of('system', 'developer').join('\n'),
      firstUser: users[0] ?? '',
      lastUser: users.at(-1) ?? '',
      said: of('user', 'assistant', 'tool').join('\n'),
      tools: ((body.tools ?? []) as { function: { name: string } }[]).map(tool => tool.function.name),
    }
  },

  send(response, { body }, reply, id) {
    const send = startStream(response)
    const chunk = { id: `chatcmpl-${id()}`, object: 'chat.completion.chunk', created: 0, model: body.model }
    const emit = (delta: object, finish_reason: string | null = null) =>
      send(null, { ...chunk, choices: [{ index: 0, delta, finish_reason }] })
    const input = reply.tokens ?? 1200
    emit({ role: 'assistant', content: reply.text ?? '' })
    for (const [index, call] of (reply.calls ?? []).entries()) {
      const made = { name: call.name, arguments: JSON.stringify(call.input) }
      emit({ tool_calls: [{ index, id: `call_${id()}`, type: 'function', function: made }] })
    }
    emit({}, reply.calls?.length ? 'tool_calls' : 'stop')
    send(null, {
      ...chunk,
      choices: [],
      usage: { prompt_tokens: input, completion_tokens: 60, total_tokens: input + 60 },
    })
    send(null, '[DONE]')
    response.end()
  },
}
