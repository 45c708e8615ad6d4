import { flatten, startStream, type Wire } from './wire.ts'

interface Item {
  type?: string
  role?: string
  content?: unknown
  output?: unknown
}

interface ToolSpec {
  name?: string
  type: string
  tools?: { name: string }[]
}

/** Context that Codex sends as user messages: project instructions, environment, bodies of skills. */
const CONTEXT = /^(<(skill|environment_context|user_instructions|hook_prompt|turn_aborted)\b|# AGENTS\.md)/

/** OpenAI Responses API, streaming (https://platform.openai.com/docs/api-reference/responses-streaming). */
export const responses: Wire = {
  matches: path => path.endsWith('/responses'),

  read(body) {
    const items = (Array.isArray(body.input) ? body.input : []) as Item[]
    const messages = items.filter(item => (item.type ?? 'message') === 'message')
    const users = messages
      .filter(item => item.role === 'user')
      .map(item => flatten(item.content))
      .filter(text => !CONTEXT.test(text))
    const developer = messages.filter(item => item.role !== 'user' && item.role !== 'assistant')
    return {
      system: [body.instructions, ...developer.map(item => item.content)].map(flatten).join('\n'),
      firstUser: users[0] ?? '',
      lastUser: users.at(-1) ?? '',
      said: items.map(item => flatten(item.content ?? item.output)).join('\n'),
      tools: ((body.tools ?? []) as ToolSpec[]).flatMap(tool =>
        tool.tools ? tool.tools.map(inner => `${tool.name}__${inner.name}`) : [tool.name ?? tool.type],
      ),
    }
  },

  send(response, { body }, reply, id) {
    const send = startStream(response)
    let sequence = 0
    const emit = (type: string, data: object) => {
      send(type, { type, sequence_number: sequence, ...data })
      sequence += 1
    }
    const input = reply.tokens ?? 1200
    const answer = { id: `resp_${id()}`, object: 'response', model: body.model }
    const text = reply.text && {
      type: 'message',
      id: `msg_${id()}`,
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: reply.text, annotations: [] }],
    }
    const calls = (reply.calls ?? []).map(({ name, namespace, input: given }) =>
      typeof given === 'string'
        ? {
            type: 'custom_tool_call',
            id: `ctc_${id()}`,
            call_id: `call_${id()}`,
            name,
            input: given,
            status: 'completed',
          }
        : {
            type: 'function_call',
            id: `fc_${id()}`,
            call_id: `call_${id()}`,
            name,
            ...(namespace && { namespace }),
            arguments: JSON.stringify(given),
            status: 'completed',
          },
    )
    const output = [...(text ? [text] : []), ...calls]
    emit('response.created', { response: { ...answer, status: 'in_progress', output: [] } })
    output.forEach((item, output_index) => {
      emit('response.output_item.added', { output_index, item: { ...item, status: 'in_progress' } })
      emit('response.output_item.done', { output_index, item })
    })
    const usage = {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 60,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + 60,
    }
    emit('response.completed', { response: { ...answer, status: 'completed', output, usage } })
    response.end()
  },
}
