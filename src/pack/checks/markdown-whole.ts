import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'markdown-whole',
  severity: 'error',
  summary: 'Every fence is closed, steps are numbered without gap or repeat, no heading stands over nothing',
  why: 'A fence that never closes swallows every step after it; a missing number is usually a lost step.',
  examples: {
    ok: [command('## Step 1: Tag\n\n```\ngit tag\n```\n\n## Step 2: Push\n\nPush it.')],
    bad: [
      command('## Step 1: Tag\n\n```\ngit tag\n\n## Step 2: Push\n\nPush it.'),
      command('## Step 1: Tag\n\nTag it.\n\n## Step 3: Push\n\nPush it.'),
      command('## Step 1: Tag\n\nTag it.\n\n## Step 1: Push\n\nPush it.'),
      command('## Step 1: Tag\n\n## Step 2: Push\n\nPush it.'),
    ],
  },
  check({ files, report }) {
    for (const file of files) {
      if (file.role === 'docs') continue
      const { fences, sections } = file.document
      for (const fence of fences)
        if (!fence.closed)
          report(file, {
            place: { start: fence.place.start, end: Math.min(fence.place.start + 3, fence.place.end) },
            unexpected: 'fence that is never closed',
            expected: 'a closing fence as long as the opening one',
          })
      for (const [index, section] of sections.entries()) {
        const next = sections[index + 1]
        const body = file.text.slice(section.heading.end, next?.heading.start ?? file.text.length)
        if (body.trim() === '' && !(next && next.depth > section.depth))
          report(file, {
            place: section.heading,
            unexpected: `nothing below "${section.title}"`,
            expected: 'what the heading promises',
          })
      }
      let last = -1
      for (const section of sections.filter(({ id }) => /^Step \d+$/.test(id ?? ''))) {
        const number = Number(section.id!.slice(5))
        if (last >= 0 && number !== last + 1)
          report(file, {
            place: section.heading,
            unexpected: `Step ${number} after Step ${last}`,
            expected: `Step ${last + 1}`,
          })
        last = number
      }
    }
  },
})
