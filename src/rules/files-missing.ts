import { quote } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { count } from '../core/text.ts'
import { fragment } from './_sample.ts'
import { session } from './_session.ts'

const evidence = {
  session: session({
    files: [
      {
        path: '/code/shop/src/cart.ts',
        actions: ['edit'],
        actor: 'main',
        firstAt: null,
        lastAt: null,
        lastWriteAt: '2026-03-02T16:00:00Z',
      },
    ],
  }),
}

/** More than this many are said in one finding. */
const EACH = 5

export default defineRule({
  id: 'files-missing',
  group: 'verification',
  tier: 'transcript',
  severity: 'warning',
  summary: 'every file the session wrote is named',
  why: 'Which files were touched is what summaries get wrong most often.',
  enforces: ['qc-ver-artifacts', 'fb-done-claims'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('1.5', '**Main Agent:** `/code/shop/src/cart.ts`'), evidence }],
    bad: [{ text: fragment('1.5', '**Main Agent:** nothing'), evidence }],
  },
  check({ document, evidence, report }) {
    const section = document.section('1.5') ?? document.section('1.12')
    if (!section) return
    const written = (evidence.session?.files ?? []).filter(file => file.actions.some(action => action !== 'read'))
    const missing = written.filter(file => !isNamed(document.text, file.path)).map(file => file.path)
    for (const path of missing.length > EACH ? [] : missing)
      report({
        place: section.heading,
        unexpected: `document without the file ${quote(path)}, which the session wrote`,
        expected: 'every file it wrote',
      })
    if (missing.length > EACH)
      report({
        place: section.heading,
        unexpected: `document without ${count(missing.length, 'file')} the session wrote (${quote(missing[0]!)} and others)`,
        expected: 'every file it wrote',
      })
  },
})

/** As it stands, or as YAML and JSON write it. */
const isNamed = (text: string, path: string): boolean =>
  text.includes(path) || text.includes(JSON.stringify(path).slice(1, -1))
