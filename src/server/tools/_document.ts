import path from 'node:path'
import { UserError } from '../../core/errors.ts'
import { readTextFile } from '../../io/files.ts'
import type { Schema } from '../schema.ts'
import type { ToolContext } from '../tool.ts'

export const document: Record<'path' | 'text', Schema> = {
  path: { type: 'string', minLength: 1, maxLength: 4096, description: 'The document; relative to project_path.' },
  text: { type: 'string', maxLength: 16 * 1024 * 1024, description: 'The document itself, instead of path.' },
}

/** The document a call names or carries, and the folder it belongs to. */
export async function readDocument(args: Record<string, unknown>, context: ToolContext) {
  const cwd = path.resolve(context.cwd, (args.project_path as string | undefined) ?? '.')
  if (typeof args.text === 'string' && args.text.trim()) return { name: 'document', text: args.text, cwd }
  if (typeof args.path === 'string')
    return { name: args.path, text: await readTextFile(path.resolve(cwd, args.path)), cwd }
  throw new UserError('there is no document', 'give path, or text with the whole of it')
}
