import type { Place } from '../../core/finding.ts'
import { checklist } from '../../core/lint/checklist.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { command } from '../example.ts'
import { carriesCatalogue } from '../headings.ts'
import type { PackFile } from '../pack.ts'
import { templateExample } from './sections-match-catalogue.ts'

interface Item extends Place {
  number: number
  text: string
}

const LISTS = [
  { letter: 'F', list: 'forbidden', pattern: /^F(\d{1,3})\.[^\S\n]+([^\n]*)/gm },
  { letter: 'Q', list: 'quality-check', pattern: /(?<![\w.])Q(\d{1,3})[^\S\n]+([^·\n]*)/g },
] as const

const wanted = (list: string) => checklist.filter(item => item.list === list && item.command === 'handoff')

/** The lists as the checklist has them, marked where no rule of the small example world enforces an item. */
function listsExample(change: (text: string) => string = text => text): Record<string, string> {
  const lists = LISTS.flatMap(({ letter, list }) => wanted(list).map((_, index) => `${letter}${index + 1}. words (J)`))
  const [file = '', text = ''] = Object.entries(templateExample())[0]!
  return { [file]: `${text}\n## QUALITY CHECK\n\n${change(lists.join('\n').replace(/^(Q\d+)\./gm, '$1'))}\n` }
}

export default defineCheck({
  id: 'items-name-rules',
  severity: 'error',
  summary:
    'Every item of the quality check and the forbidden list is enforced by a rule, or says that it is a judgement',
  why: 'An item that nothing enforces and nobody is told to judge is one that every document fails in silence.',
  examples: {
    ok: [listsExample(), command('Cut the release.')],
    bad: [
      listsExample(text => text.replace(/^Q7 .*\n/m, '')),
      listsExample(text => text.replace('Q9 words (J)', 'Q9 words')),
      listsExample(text => `${text}\nQ99 one more (J)`),
      templateExample(lines => lines),
    ],
  },
  check(context) {
    for (const file of context.files) if (file.role === 'entry' && carriesCatalogue(file)) checkFile(context, file)
  },
})

function checkFile({ world, report }: CheckContext, file: PackFile): void {
  const enforced = new Set([...world.rules.values()].flat())
  const end = { start: Math.max(0, file.text.length - 1), end: file.text.length }
  for (const { letter, list, pattern } of LISTS) {
    const known = wanted(list)
    const items = read(file, pattern)
    for (const [index, entry] of known.entries()) {
      const item = items.find(({ number }) => number === index + 1)
      if (!item) {
        report(file, {
          place: end,
          unexpected: `${list} list without ${letter}${index + 1}`,
          expected: `an item that says: ${entry.text}`,
        })
        continue
      }
      const judged = /\(J\)/.test(item.text)
      if (judged && enforced.has(entry.id))
        report(file, {
          place: item,
          unexpected: `${letter}${item.number} marked (J)`,
          expected: 'no mark, since rules enforce it',
          severity: 'warning',
          help: rulesOf(world.rules, entry.id),
        })
      if (!judged && !enforced.has(entry.id))
        report(file, {
          place: item,
          unexpected: `${letter}${item.number} that no rule enforces`,
          expected: `a rule that names \`${entry.id}\`, or the mark (J)`,
        })
    }
    for (const item of items)
      if (item.number < 1 || item.number > known.length || items.find(({ number }) => number === item.number) !== item)
        report(file, {
          place: item,
          unexpected: `${list} item ${letter}${item.number}`,
          expected: `${letter}1 to ${letter}${known.length}, each once`,
        })
  }
}

const rulesOf = (rules: ReadonlyMap<string, readonly string[]>, id: string): string =>
  [...rules].flatMap(([rule, items]) => (items.includes(id) ? [rule] : [])).join(', ')

function read(file: PackFile, pattern: RegExp): Item[] {
  return [...file.text.matchAll(pattern)].map(match => ({
    number: Number(match[1]),
    text: match[2]!,
    start: match.index,
    end: match.index + match[0].trimEnd().length,
  }))
}
