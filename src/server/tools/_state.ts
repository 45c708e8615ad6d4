import path from 'node:path'
import type { Place, Saved } from '../../app/state.ts'
import { UserError } from '../../core/errors.ts'
import { answer, type Schema } from '../schema.ts'
import type { ToolContext } from '../tool.ts'

const maybe: Schema = { type: ['string', 'null'] }

export const revision = {
  revision: { type: 'integer' },
  session: maybe,
  branch: maybe,
  worktree: maybe,
  trigger: { enum: ['manual', 'auto', 'checkpoint'] },
  saved_at: { type: 'string' },
  bytes: { type: 'integer' },
} satisfies Record<string, Schema>

const problem = answer({ pointer: { type: 'string' }, problem: { type: 'string' } })
export const problems: Schema = { type: 'array', items: problem }

export const saved = answer({
  ...revision,
  project: { type: 'string' },
  unchanged: { type: 'boolean' },
  warnings: problems,
})

export function savedData({ revision, session, branch, worktree, trigger, saved_at, bytes, ...rest }: Saved) {
  const { project, unchanged, warnings } = rest
  return {
    revision,
    session,
    branch,
    worktree,
    trigger,
    saved_at,
    bytes,
    project,
    unchanged,
    warnings: warnings.slice(0, 50),
  }
}

/** Whose state it is. A relative path would mean another project in every host. */
export function placeOf(project: unknown, session: unknown, context: ToolContext): Place {
  const directory = (project as string | undefined) ?? context.cwd
  if (!path.isAbsolute(directory) || directory.includes('\0'))
    throw new UserError(
      `project_path '${directory.slice(0, 80)}' is not absolute`,
      'give the absolute path of the project root',
    )
  return { directory, env: context.env, session: session as string | undefined }
}
