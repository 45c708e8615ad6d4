import { readPaths } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

const files = new Map([
  ['/code/shop/plan.md', 'file'],
  ['/code/shop/docs', 'directory'],
  ['/code/shop/gone.md', 'missing'],
] as const)

export default defineRule({
  id: 'path-missing',
  group: 'paths',
  tier: 'grounded',
  severity: 'error',
  summary: 'every document that is to be read is a file that exists',
  why: 'The first call of the successor fails, and it goes on without the plan.',
  enforces: ['qc-ver-artifacts', 'qc-final-plans'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.2', fenced('Read("/code/shop/plan.md")')), evidence: { files } }],
    bad: [
      { title: 'nothing is there', text: fragment('0.2', fenced('Read("/code/shop/gone.md")')), evidence: { files } },
      { title: 'a directory', text: fragment('0.2', fenced('Read("/code/shop/docs")')), evidence: { files } },
    ],
  },
  check({ document, evidence, report }) {
    for (const { path, place } of readPaths(document)) {
      const found = evidence.files?.get(path)
      if (found === 'missing')
        report({ place, unexpected: `\`Read()\` of \`${path}\`, which does not exist`, expected: 'a file that exists' })
      if (found === 'directory')
        report({ place, unexpected: `\`Read()\` of \`${path}\`, which is a directory`, expected: 'a file' })
    }
  },
})
