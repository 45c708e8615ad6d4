import { appendFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Asked, Heard, Reply, Wire } from './wires/wire.ts'

export interface ModelRequest extends Heard, Asked {
  n: number
}

/** Answers a request; `null` never answers (the caller is still at work when the session ends). */
export type Answer = (request: ModelRequest) => Promise<Reply | null> | Reply | null

export interface Model {
  port: number
  requests: ModelRequest[]
  close(): Promise<void>
}

/** A model that says what it is told to, on loopback, over the given wire format. */
export async function startModel(wire: Wire, answer: Answer, log?: string): Promise<Model> {
  const requests: ModelRequest[] = []
  let ids = 0
  const nextId = () => {
    ids += 1
    return `scripted${String(ids).padStart(4, '0')}`
  }

  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const path = new URL(request.url ?? '/', 'http://loopback').pathname
    if (request.method !== 'POST' || !wire.matches(path)) return sideRoute(path, response)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const heard: ModelRequest = { n: requests.length, path, body, ...wire.read(body) }
    requests.push(heard)
    const reply = await answer(heard)
    if (log) appendFileSync(log, `${JSON.stringify({ n: heard.n, path, body, reply })}\n`)
    if (reply && response.destroyed) reply.unsent?.()
    else if (reply?.error) refuse(response, reply.error)
    else if (reply) wire.send(response, heard, reply, nextId)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function sideRoute(path: string, response: http.ServerResponse): void {
  const tokens = /count_?tokens/i.test(path)
  response.writeHead(tokens ? 200 : 404, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify(tokens ? { input_tokens: 1000, totalTokens: 1000 } : { error: { message: `no route ${path}` } }),
  )
}

/** An error in the shape that all four services share. */
function refuse(response: http.ServerResponse, { status, ...error }: NonNullable<Reply['error']>): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', ...error } }))
}
