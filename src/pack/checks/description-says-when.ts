import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

const WHEN =
  /^(?:use|invoke|run|call|apply|trigger)\b[^.]*\b(?:when|whenever|if|after|before|while|once)\b|^(?:when|whenever|before|after|if|once)\b/i

export default defineCheck({
  id: 'description-says-when',
  severity: 'warning',
  summary: 'The description says when to use the prompt, not what is in it',
  why: 'The description is all an agent sees when it chooses. One that sums up the steps is followed instead of the prompt.',
  examples: {
    ok: [command('Cut the release.', { description: 'Use when a release is to be cut.' })],
    bad: [command('Cut the release.', { description: 'Tags the commit, builds the package, uploads it.' })],
  },
  check({ files, report }) {
    for (const file of files) {
      const { description } = file.front.data
      if (file.role !== 'entry' || typeof description !== 'string' || WHEN.test(description.trim())) continue
      report(file, {
        place: file.front.placeOf('/description'),
        unexpected: 'description that does not say when',
        expected: 'a sentence that begins "Use when …" and names the trigger only',
      })
    }
  },
})
