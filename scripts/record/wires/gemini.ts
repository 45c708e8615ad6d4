import { flatten, startStream, stringsIn, type Wire } from './wire.ts'

interface Content {
  role?: string
  parts?: unknown
}

type Schema = Record<string, unknown>

/** Routing and checking requests want JSON of a given shape, and are repeated for minutes when they do not get it. */
export function instance(schema: Schema | undefined): unknown {
  if (!schema) return {}
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const type = String(Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? 'object')).toLowerCase()
  if (type === 'object') return Object.fromEntries(Object.keys(properties).map(key => [key, instance(properties[key])]))
  if (type === 'array') return []
  if (type === 'boolean') return false
  return type === 'string' ? 'scripted' : (schema.minimum ?? 1)
}

/** The schema that an answer must keep to, if the request names one. */
export function schemaOf(body: Record<string, unknown>): Schema | undefined {
  const config = (body.generationConfig ?? {}) as Schema
  return (config.responseJsonSchema ?? config.responseSchema) as Schema | undefined
}

/** Gemini API, `generateContent` with and without streaming (https://ai.google.dev/api/generate-content). */
export const gemini: Wire = {
  matches: path => /:(streamGenerateContent|generateContent)$/.test(path),

  read(body) {
    const contents = (body.contents ?? []) as Content[]
    const users = contents.filter(content => content.role === 'user').map(content => flatten(content.parts))
    const tools = (body.tools ?? []) as { functionDeclarations?: { name: string }[] }[]
    return {
      system: flatten(body.systemInstruction),
      firstUser: users[0] ?? '',
      lastUser: users.findLast(text => text !== '') ?? '',
      said: stringsIn(contents).join('\n'),
      tools: tools.flatMap(tool => tool.functionDeclarations ?? []).map(tool => tool.name),
    }
  },

  send(response, { path }, reply, id) {
    const parts = [
      ...(reply.text ? [{ text: reply.text }] : []),
      ...(reply.calls ?? []).map(({ name, input }) => ({ functionCall: { name, args: input } })),
    ]
    const tokens = reply.tokens ?? 1200
    const answer = {
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: tokens, candidatesTokenCount: 60, totalTokenCount: tokens + 60 },
      modelVersion: 'scripted',
      responseId: id(),
    }
    if (!path.endsWith(':streamGenerateContent')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer))
      return
    }
    startStream(response)(null, answer)
    response.end()
  },
}
