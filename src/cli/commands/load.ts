import { withStore } from '../../app/open-store.ts'
import { type Loaded, loadState } from '../../app/state.ts'
import { fieldName } from '../../core/state/problem.ts'
import { count } from '../../core/text.ts'
import { defineVerb } from '../verb.ts'
import { hours, json, placeOf, placeOptions } from './_state.ts'

export default defineVerb({
  name: 'load',
  summary: 'print a saved state and what changed since (exit 1 when something did)',
  options: {
    ...placeOptions,
    'max-age': { type: 'string', value: 'HOURS', help: 'older states are not found' },
    json: { type: 'boolean', help: 'print state, drift and the other sessions as JSON' },
  },
  examples: [
    ['midstride load --json', 'the newest state of this project, with drift'],
    ['midstride load --session 1f0c --max-age 24', 'one session, unless it is older than a day'],
  ],
  async run(context) {
    const loaded = await withStore(context.env, store =>
      loadState(store, placeOf(context), { maxAgeHours: hours(context, 'max-age') }),
    )
    if (!loaded) {
      if (context.options.json) context.out(json({ found: false }))
      else context.err("midstride: nothing saved that matches — see 'midstride log'")
      return 1
    }
    for (const { pointer, problem } of loaded.quarantined)
      context.err(`midstride: revision ${loaded.revision}: ${fieldName(pointer)} left out: ${problem}`)
    context.out(context.options.json ? json(report(loaded)) : await summary(loaded))
    return loaded.drift.length > 0 ? 1 : 0
  },
})

function report(loaded: Loaded) {
  const { revision, project, session, branch, worktree, trigger, saved_at, age_hours, state, drift, others } = loaded
  const quarantined = loaded.quarantined.length > 0 ? { quarantined: loaded.quarantined } : {}
  const scope = { project, session, branch, worktree }
  return { found: true, revision, age_hours, trigger, saved_at, ...scope, state, drift, others, ...quarantined }
}

async function summary(loaded: Loaded): Promise<string> {
  const { stringifyYaml } = await import('../../core/yaml.ts')
  const { revision, age_hours, trigger, drift, others, state } = loaded
  const lines = [
    `# revision ${revision} of ${loaded.project}, session ${loaded.session ?? 'none'}, ${trigger}, ${age_hours} hours old`,
    ...drift.map(({ kind, detail }) => `# changed since (${kind}): ${detail}`),
    ...(others.length > 0
      ? [`# ${count(others.length, 'other session')}: ${others.map(o => o.session ?? 'none').join(', ')}`]
      : []),
  ]
  return `${lines.join('\n')}\n${stringifyYaml(state)}`
}
