import path from 'node:path'
import type { DeriveContext } from '../../core/derive/context.ts'
import type { State } from '../../core/types.ts'
import { defineVerb, text, type VerbContext } from '../verb.ts'

const FORMATS = ['md', 'yaml', 'json'] as const
const MODES = ['manual', 'auto', 'checkpoint'] as const

export default defineVerb({
  name: 'draft',
  summary: 'write a handoff of a session, every fact filled in, a slot wherever only judgement can answer',
  args: '[<transcript>]',
  arity: [0, 1],
  options: {
    mode: { type: 'string', choices: MODES, help: 'how the handoff was called; default: manual' },
    cwd: { type: 'string', value: 'DIR', help: "folder of the project; default: the transcript's own" },
    format: {
      type: 'string',
      choices: FORMATS,
      help: 'whole handoff, YAML of section 1.20, or the state; default: md',
    },
    save: { type: 'boolean', help: 'store the state as well; --mode checkpoint always does, and prints no document' },
    output: { type: 'string', short: 'o', value: 'FILE', help: 'write there instead of to stdout, and print the path' },
  },
  examples: [
    ['midstride draft', 'a handoff of the newest session of this project'],
    ['midstride draft -o HANDOFF.md', 'the same, written to a file'],
    ['midstride draft --mode checkpoint', 'stores the state and prints nothing'],
    ['midstride draft --format json', 'its state, for a program'],
  ],
  async run(context) {
    const [{ draft }, { existingFolder }] = await Promise.all([
      import('../../app/draft.ts'),
      import('../../app/folder.ts'),
    ])
    const named = text(context, 'cwd')
    const { state, session } = await draft({
      transcript: context.args[0],
      project: named === undefined ? undefined : await existingFolder(named, context.cwd),
      cwd: context.cwd,
      mode: (text(context, 'mode') ?? 'manual') as DeriveContext['mode'],
      env: context.env,
    })
    for (const warning of session.warnings) context.err(`midstride: ${warning}`)
    const mode = state.mode
    if (context.options.save || mode === 'checkpoint') await save(state, context)
    if (mode === 'checkpoint' && text(context, 'output') === undefined) return 0
    const document = await write(state, (text(context, 'format') ?? 'md') as (typeof FORMATS)[number])
    const output = text(context, 'output')
    if (output === undefined) {
      context.out(document)
      return 0
    }
    const { writeFileAtomic } = await import('../../io/files.ts')
    const file = path.resolve(context.cwd, output)
    await writeFileAtomic(file, document)
    context.out(`${file}\n`)
    return 0
  },
})

/** Under the session's own id, whatever session this process runs in. */
async function save(state: State, context: VerbContext): Promise<void> {
  const [{ withStore }, { saveState }] = await Promise.all([
    import('../../app/open-store.ts'),
    import('../../app/state.ts'),
  ])
  const place = { directory: state.project_path, env: context.env, session: state.session_id }
  const saved = await withStore(context.env, store => saveState(store, place, { state, trigger: state.mode }))
  const what = saved.unchanged ? 'unchanged since revision' : 'saved as revision'
  context.err(`midstride: ${what} ${saved.revision} of ${saved.project}`)
}

async function write(state: State, format: (typeof FORMATS)[number]): Promise<string> {
  if (format === 'json') return `${JSON.stringify(state, null, 2)}\n`
  if (format === 'yaml') return (await import('../../core/render/yaml.ts')).stateToYaml(state)
  return (await import('../../core/render/render.ts')).render(state)
}
