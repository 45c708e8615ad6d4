/** Saved states of the project the server runs in, as resources: what a person attaches with `@` to give it to the agent. */
import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { findProject } from '../app/project.ts'
import { withoutSession } from '../app/session-id.ts'
import { truncate } from '../core/text.ts'
import type { ToolContext } from './tool.ts'

const SCHEME = 'midstride://state/'
const TYPE = 'text/markdown'
const LISTED = 20

export function registerResources(server: McpServer, context: ToolContext): void {
  server.registerResource(
    'saved-state',
    new ResourceTemplate(`${SCHEME}{session}`, { list: () => listStates(context) }),
    {
      title: 'Saved state of a session',
      description: 'The recovery block of a session of this project: what was being done, decided and left open.',
      mimeType: TYPE,
    },
    async (uri, { session }) => {
      const id = decodeURIComponent(String(session))
      const place = { directory: context.cwd, env: withoutSession(context.env) }
      const [{ resumeState }, { DEFAULT_MAX_CHARS }] = await Promise.all([
        import('../app/resume.ts'),
        import('../core/recovery/block.ts'),
      ])
      const resumed = await resumeState(await context.store(), { ...place, session: id }, undefined, DEFAULT_MAX_CHARS)
      if (!resumed) throw new Error(`no state of session '${truncate(id, 80)}' is saved for this project`)
      return { contents: [{ uri: uri.href, mimeType: TYPE, text: resumed.block }] }
    },
  )
}

async function listStates(context: ToolContext) {
  const { root } = await findProject(context.cwd)
  const sessions = await (await context.store()).sessions(root)
  return {
    resources: sessions.slice(0, LISTED).flatMap(({ session, revision, saved_at, branch, trigger }) =>
      session === null
        ? []
        : [
            {
              uri: `${SCHEME}${encodeURIComponent(session)}`,
              name: `session ${session}`,
              description: `Revision ${revision}, saved ${saved_at.slice(0, 16).replace('T', ' ')} (${trigger})${branch ? `, branch ${branch}` : ''}`,
              mimeType: TYPE,
            },
          ],
    ),
  }
}
