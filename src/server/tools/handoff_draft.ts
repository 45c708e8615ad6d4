import { lstat, realpath } from 'node:fs/promises'
import path from 'node:path'
import { existingFolder } from '../../app/folder.ts'
import { saveState } from '../../app/state.ts'
import { UserError } from '../../core/errors.ts'
import { truncate } from '../../core/text.ts'
import type { State } from '../../core/types.ts'
import { readTextFile, writeFileAtomic } from '../../io/files.ts'
import { answer, args } from '../schema.ts'
import { ADDS, defineTool, type ToolContext } from '../tool.ts'
import { projectPath, sessionId, texts } from './_arguments.ts'
import { ownTranscript, transcript } from './_transcript.ts'

const CHUNK = 7000
const SLOTS = 40

export default defineTool({
  name: 'handoff_draft',
  title: 'Draft a handoff',
  description:
    'Writes a handoff of a session from its transcript, git and the plan documents: every fact filled in, a comment <!-- judge: … --> wherever only you can answer. With output it goes into that file and the questions are listed; without, the text comes in pieces.',
  input: args({
    mode: { enum: ['manual', 'auto', 'checkpoint'], description: 'How the handoff was called; manual when left out.' },
    output: { type: 'string', minLength: 1, maxLength: 4096, description: 'Markdown file of the project to write.' },
    offset: { type: 'integer', minimum: 0, description: 'Where the next piece begins, when there is no output.' },
    save: { type: 'boolean', description: 'Also save the state, as workflow_state_save does.' },
    transcript: { ...transcript, description: "Transcript; this session's, else the project's newest, when left out." },
    session_id: sessionId,
    project_path: projectPath,
  }),
  output: answer(
    {
      transcript: { type: 'string' },
      session: { type: ['string', 'null'] },
      warnings: texts,
      path: { type: 'string' },
      questions: { type: 'array', items: answer({ line: { type: 'integer' }, question: { type: 'string' } }) },
      questions_omitted: { type: 'integer' },
      document: { type: 'string' },
      next_offset: { type: ['integer', 'null'] },
      total_characters: { type: 'integer' },
      revision: { type: 'integer' },
    },
    ['path', 'questions', 'questions_omitted', 'document', 'next_offset', 'revision'],
  ),
  annotations: ADDS,
  async run(args, context) {
    const project = args.project_path as string | undefined
    const cwd = await existingFolder(project, context.cwd)
    const file = args.output === undefined ? null : await target(args.output as string, cwd)
    const mode = (args.mode ?? 'manual') as State['mode']
    const source = (args.transcript as string | undefined) ?? (await ownTranscript(args.session_id, cwd, context))
    const [{ draft }, { render }] = await Promise.all([
      import('../../app/draft.ts'),
      import('../../core/render/render.ts'),
    ])
    const made = await draft({ transcript: source, project: project && cwd, cwd, mode, env: context.env })
    const text = render(made.state)
    const about = {
      transcript: made.transcript,
      session: made.state.session_id,
      warnings: made.session.warnings.slice(0, 10),
      total_characters: text.length,
      ...(args.save === true && { revision: await save(made.state, cwd, context) }),
    }
    if (file === null) return piece(text, (args.offset as number | undefined) ?? 0, about)
    await writeFileAtomic(file, text)
    const questions = slots(text)
    const shown = questions.slice(0, SLOTS)
    return { data: { ...about, path: file, questions: shown, questions_omitted: questions.length - shown.length } }
  },
})

/** Only Markdown in the project, only where nothing else stands. */
async function target(output: string, cwd: string): Promise<string> {
  const file = path.resolve(cwd, output)
  if (!/\.md$/i.test(file)) throw new UserError(`output '${truncate(output, 80)}' is not Markdown`, 'name a .md file')
  const [folder, base] = await Promise.all([realpath(path.dirname(file)).catch(() => null), realpath(cwd)])
  if (!folder || (folder !== base && !folder.startsWith(base + path.sep)))
    throw new UserError(`output '${truncate(output, 80)}' is not in an existing folder of ${cwd}`, 'name a file there')
  const info = await lstat(file).catch(() => null)
  if (!info) return file
  const [{ parseDocument }, { loadParser }] = await Promise.all([
    import('../../core/document.ts'),
    import('../../core/markdown.ts'),
  ])
  const old = info.isFile() ? parseDocument(await readTextFile(file, { allowEmpty: true }), await loadParser()) : null
  if (old && (old.kind === 'handoff' || old.text.trim() === '')) return file
  throw new UserError(`${output} is there already and is no handoff`, 'name another file')
}

async function save(state: State, directory: string, context: ToolContext): Promise<number> {
  const { env } = context
  const session = state.session_id ?? undefined
  return (await saveState(await context.store(), { directory, env, session }, { state, trigger: state.mode })).revision
}

function slots(text: string): { line: number; question: string }[] {
  return text.split('\n').flatMap((words, index) => {
    const question = /<!-- judge: (.*?) ?-->/.exec(words)?.[1]
    return question === undefined ? [] : [{ line: index + 1, question: truncate(question, 120) }]
  })
}

function piece(text: string, offset: number, about: Record<string, unknown>) {
  const lineEnd = text.indexOf('\n', offset + CHUNK)
  const end = text.length - offset <= CHUNK || lineEnd < 0 ? text.length : lineEnd + 1
  const next = end < text.length ? end : null
  const document = text.slice(offset, end)
  const note =
    next === null ? '' : `\n(characters ${offset} to ${end} of ${text.length}; offset ${next} gives the next)`
  return { text: `${document}${note}`, data: { ...about, document, next_offset: next } }
}
