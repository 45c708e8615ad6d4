import type { Fence } from '../../core/document.ts'
import { handoffSections } from '../../core/sections.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command } from '../example.ts'
import { bareTitle, sectionText } from '../headings.ts'
import type { PackFile } from '../pack.ts'

const { reflection, halt, mission } = handoffSections
const HALTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(halt).map(([name, lines]) => [name, (lines as readonly string[]).join('\n')]),
)
const FIELDS = reflection.fields.map(field => `**${field.label}**${field.suffix ? ` ${field.suffix}` : ''}:`)

const goodReflection = (fields: readonly string[] = FIELDS): string =>
  `## Report\n\n\`\`\`markdown\n## ${reflection.heading}\n\n${fields.map(field => `${field} partial`).join('\n')}\n\`\`\``

export default defineCheck({
  id: 'endings-exact',
  severity: 'error',
  summary: 'Reflection, halt block and mission record stand in the exact form that lint and the hooks look for',
  why: 'These three are read by programs. A field that is renamed or a block that is reworded ends a session that nobody can tell has ended.',
  examples: {
    ok: [
      command(`${goodReflection()}\n\n## Step 1: Halt\n\n\`\`\`\n${HALTS.dump}\n\`\`\``),
      command(`\`\`\`markdown\n## ${reflection.heading}\n${reflection.quick_exit}"what is it"\n\`\`\``),
    ],
    bad: [
      command(goodReflection(FIELDS.filter(field => !field.includes('Friction')))),
      command(goodReflection([...FIELDS].reverse())),
      command(`## Step 1: Halt\n\n\`\`\`\n${HALTS.dump?.replace('checkpoint', 'this point')}\n\`\`\``),
      command('## Step 1: Halt\n\nStop.'),
      command(`\`\`\`\n${mission.task_subject}\n## ${mission.heading}\n### Status Summary\n\`\`\``),
    ],
  },
  check(context) {
    for (const file of context.files) {
      if (file.role === 'docs') continue
      for (const fence of file.document.fences) checkFence(context, file, fence)
      for (const section of file.document.sections) {
        if (section.id === null || bareTitle(section.title) !== 'Halt') continue
        const { start, end } = sectionText(file, section)
        const fences = file.document.fences.filter(({ place }) => place.start >= start && place.end <= end)
        if (!fences.some(({ value }) => isHalt(value)))
          context.report(file, {
            place: section.heading,
            unexpected: 'halt without its block',
            expected: 'a fence with the exact words of the halt block',
          })
      }
    }
  },
})

const isHalt = (value: string): boolean => /^---\n/.test(value) && /COMPLETE|\/pull/.test(value)

function checkFence({ report }: CheckContext, file: PackFile, fence: Fence): void {
  const lines = fence.value.split('\n')
  const say = (unexpected: string, expected: string) => report(file, { place: fence.place, unexpected, expected })
  if (isHalt(fence.value)) {
    const wanted = HALTS[file.name]
    const allowed = wanted === undefined ? Object.values(HALTS) : [wanted]
    if (!allowed.includes(fence.value.trimEnd()))
      say('halt block in other words', `\`${allowed[0]!.split('\n')[1]}\` and the rest as the catalogue has it`)
  }
  const reflectionAt = lines.findIndex(line => line.trim() === `## ${reflection.heading}`)
  if (reflectionAt >= 0) checkReflection(lines.slice(reflectionAt + 1), say)
  const missionAt = lines.findIndex(line => line.trim() === `## ${mission.heading}`)
  if (missionAt >= 0) checkMission(fence.value, lines.slice(missionAt + 1), say)
}

type Say = (unexpected: string, expected: string) => void

function checkReflection(lines: readonly string[], say: Say): void {
  const body = lines.filter(line => line.trim() !== '')
  if (body[0]?.startsWith(reflection.quick_exit)) return
  const found = body.filter(line => line.startsWith('**')).map(line => /^\*\*[^*]+\*\*[^:]*:/.exec(line)?.[0] ?? line)
  for (const field of FIELDS)
    if (!found.includes(field)) say(`reflection without \`${field}\``, 'all nine fields with their labels')
  for (const field of found)
    if (!FIELDS.includes(field)) say(`reflection field \`${field}\``, `one of ${FIELDS.join(' ')}`)
  if (found.length === FIELDS.length && found.every(field => FIELDS.includes(field)) && found.join() !== FIELDS.join())
    say('reflection fields out of order', FIELDS.join(' '))
}

function checkMission(whole: string, lines: readonly string[], say: Say): void {
  const headings = lines.flatMap(line => /^\s*#{2,4}\s+(.+?)\s*$/.exec(line)?.[1] ?? [])
  const wanted = [...mission.sections]
  if (headings.slice(0, wanted.length).join() !== wanted.join())
    say(`mission record with the headings ${headings.join(', ') || 'none'}`, wanted.join(', '))
  for (const line of mission.status_lines)
    if (!lines.some(text => text.trim().startsWith(`- ${line}:`)))
      say(`mission record without "- ${line}:"`, 'a count for each status')
  if (!whole.includes(mission.task_subject)) say('mission record without its subject', `\`${mission.task_subject}\``)
}
