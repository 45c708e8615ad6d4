/** The pack's commands as MCP prompts, for hosts that make slash commands of them. */
import path from 'node:path'
import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server'
import { readTextFile } from '../io/files.ts'
import { packageRoot } from '../io/package-root.ts'
import { readFrontmatter } from '../pack/frontmatter.ts'
import { check, type Schema } from './schema.ts'

const COMMANDS = ['handoff', 'dump', 'pull'] as const
const INPUT: Schema = {
  type: 'object',
  properties: { input: { type: 'string', maxLength: 20_000, description: 'What follows the command.' } },
}

export async function registerPrompts(server: McpServer): Promise<void> {
  const root = packageRoot()
  for (const name of COMMANDS) {
    const text = await readTextFile(path.join(root, 'commands', `${name}.md`)).catch(() => null)
    if (text === null) continue
    const front = readFrontmatter(text)
    const body = text.slice(front.bodyStart).trim()
    server.registerPrompt(
      name,
      {
        title: `/${name}`,
        description: String(front.data.description ?? ''),
        argsSchema: fromJsonSchema<{ input?: string }>(INPUT as Parameters<typeof fromJsonSchema>[0], {
          getValidator: () => data => ({
            valid: true,
            data: check(INPUT, data).value as never,
            errorMessage: undefined,
          }),
        }),
      },
      ({ input }) => ({
        messages: [{ role: 'user', content: { type: 'text', text: input ? `${body}\n\nInput: ${input}` : body } }],
      }),
    )
  }
}
