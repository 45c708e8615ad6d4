/** The pack's commands as MCP prompts, for hosts that make slash commands of them. */
import path from 'node:path'
import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import { readTextFile } from '../io/files.ts'
import { packageRoot } from '../io/package-root.ts'
import { check, type Schema } from './schema.ts'

const COMMANDS = ['handoff', 'dump', 'pull'] as const
const INPUT: Schema = {
  type: 'object',
  properties: { input: { type: 'string', maxLength: 20_000, description: 'What follows the command.' } },
}
/** Front matter of our own files, whose descriptions are one line. The pack's reader would bring a YAML library into every start. */
const FRONT = /^---\n([\s\S]*?)\n---\n/

export async function registerPrompts(server: McpServer): Promise<void> {
  const folder = path.join(packageRoot(), 'commands')
  const texts = await Promise.all(COMMANDS.map(name => readTextFile(path.join(folder, `${name}.md`)).catch(() => null)))
  for (const [index, name] of COMMANDS.entries()) {
    const text = texts[index]
    if (text) registerPrompt(server, name, text)
  }
}

function registerPrompt(server: McpServer, name: string, text: string): void {
  const front = FRONT.exec(text)
  const description = /^description: *(.+)$/m.exec(front?.[1] ?? '')?.[1]?.replace(/^(["'])(.*)\1$/, '$2') ?? ''
  const body = text.slice(front?.[0].length ?? 0).trim()
  const argsSchema = fromJsonSchema<{ input?: string }>(INPUT as Parameters<typeof fromJsonSchema>[0], {
    getValidator: () => data => ({ valid: true, data: check(INPUT, data).value as never, errorMessage: undefined }),
  })
  server.registerPrompt(name, { title: `/${name}`, description, argsSchema }, ({ input }) => ({
    messages: [{ role: 'user', content: { type: 'text', text: input ? `${body}\n\nInput: ${input}` : body } }],
  }))
}
