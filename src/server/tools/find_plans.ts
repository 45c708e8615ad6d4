import { existingFolder } from '../../app/folder.ts'
import type { FoundPlan } from '../../app/plans.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { projectPath, texts } from './_arguments.ts'

const DEFAULT_LIMIT = 15
/** Headings of one document that are named; the file itself has the rest. */
const HEADINGS = 5

export default defineTool({
  name: 'find_plans',
  title: 'Find planning documents',
  description:
    'Design, implementation and plan documents of a project, the latest first, with status, ticked boxes and open headings; and where was searched, found or not.',
  input: args({
    project_path: projectPath,
    limit: { type: 'integer', minimum: 1, maximum: 200, description: `Most documents; ${DEFAULT_LIMIT} by default.` },
  }),
  output: answer({
    project: { type: 'string' },
    plans: {
      type: 'array',
      items: answer({
        path: { type: 'string' },
        kind: { enum: ['design', 'impl'] },
        status: { type: ['string', 'null'] },
        boxes: { type: 'integer' },
        checked: { type: 'integer' },
        completed: texts,
        remaining: texts,
        mtime: { type: 'string' },
        sha256: { type: 'string' },
      }),
    },
    omitted: { type: 'integer' },
    searched: { type: 'array', items: answer({ path: { type: 'string' }, found: { type: ['integer', 'null'] } }) },
    unreadable: texts,
  }),
  annotations: READS,
  async run({ project_path, limit = DEFAULT_LIMIT }, context) {
    const { findPlans } = await import('../../app/plans.ts')
    const search = await findPlans(await existingFolder(project_path as string | undefined, context.cwd), context.env)
    const plans = search.plans.slice(0, limit as number)
    return {
      data: {
        project: search.project,
        plans: plans.map(brief),
        omitted: search.plans.length - plans.length,
        searched: search.roots.map(root => ({ path: root.path, found: root.exists ? root.found : null })),
        unreadable: search.unreadable.slice(0, 20),
      },
    }
  },
})

function brief({ path, kind, status, boxes, checked, completed, remaining, mtime, sha256 }: FoundPlan) {
  const last = completed.slice(-HEADINGS)
  return { path, kind, status, boxes, checked, completed: last, remaining: remaining.slice(0, HEADINGS), mtime, sha256 }
}
