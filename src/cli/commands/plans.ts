import type { FoundPlan, PlanSearch } from '../../app/plans.ts'
import { maskDeep, maskSecrets } from '../../core/secrets.ts'
import { cleanText, count, oneLine } from '../../core/text.ts'
import { defineVerb, text } from '../verb.ts'

export default defineVerb({
  name: 'plans',
  summary: 'find the planning documents of a project, with status and progress',
  options: {
    cwd: { type: 'string', value: 'DIR', help: 'folder of the project; default: the current one' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  examples: [
    ['midstride plans', 'every planning document, the latest first, and where was searched'],
    ['midstride plans --json', 'the same for a program, with SHA-256 and open headings'],
  ],
  async run(context) {
    const { findPlans } = await import('../../app/plans.ts')
    const { existingFolder } = await import('../../app/folder.ts')
    const folder = await existingFolder(text(context, 'cwd'), context.cwd)
    const search = await findPlans(folder, context.env)
    for (const reason of search.unreadable) context.err(`midstride: ${reason}; left out`)
    if (context.options.json) context.out(`${JSON.stringify(maskDeep(search), null, 2)}\n`)
    else context.out(maskSecrets(`${report(search)}\n`))
    return 0
  },
})

function report({ project, roots, plans }: PlanSearch): string {
  const found = plans.length === 0 ? ['No planning documents.'] : plans.flatMap(row)
  const searched = roots.map(
    ({ path: root, what, exists, found }) =>
      `  ${root === project ? `${root} (${what})` : root}: ${exists ? count(found, 'document') : 'not there'}`,
  )
  return [...found, '', 'Searched', ...searched].join('\n')
}

function row({ path: file, kind, status, boxes, checked, completed, remaining, mtime }: FoundPlan): string[] {
  const progress = boxes > 0 ? `${checked}/${boxes} boxes` : 'no boxes'
  const last = completed.at(-1)
  const next = remaining[0]
  const where = [last && `last completed: ${last}`, next && `next: ${next}`].filter(Boolean).join('; ')
  const facts = [kind, status ?? 'no status', progress, mtime.slice(0, 16).replace('T', ' ')].join(' · ')
  return [visible(file), `  ${facts}`, ...(where ? [`  ${visible(where)}`] : [])]
}

const visible = (words: string): string => oneLine(cleanText(words).text)
