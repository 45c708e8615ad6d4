import path from 'node:path'
import { parseDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import { loadParser } from '../core/markdown.ts'
import { MAX_DOCUMENT_BYTES, readTextFile } from '../io/files.ts'
import { git } from '../io/git.ts'

/** Words one of which every recognisable document holds; spares most files the parser. */
const HINT = /SECTION\s+[01]\b|^#{1,6}\s+[01]\.\d|Framework Reflection|Mission Handoff/im

/** Front matter of a prompt: commands and skills hold the headings of the format and are no documents of it. */
const PROMPT = /^---\r?\n(?:[^\n]*\n){0,40}?(?:description|allowed-tools|name)\s*:/

/** Every handoff document among the Markdown files in git's index, tracked or just staged; relative names. */
export async function* trackedHandoffs(cwd: string): AsyncGenerator<{ file: string; content: string }> {
  const list = await git(cwd, ['ls-files', '-z', '--cached', '--', '*.md', '*.markdown'])
  if (list === null) throw new UserError(`${cwd} is not in a git repository`, 'name the files to lint')
  const parse = await loadParser()
  for (const file of list.split('\0').filter(Boolean)) {
    const content = await readTextFile(path.join(cwd, file), { max: MAX_DOCUMENT_BYTES, allowEmpty: true }).catch(
      () => '',
    )
    if (!HINT.test(content) || PROMPT.test(content)) continue
    if (parseDocument(content, parse).kind !== 'unknown') yield { file, content }
  }
}
