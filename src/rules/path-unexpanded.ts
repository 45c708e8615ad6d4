import { demandedPaths, needsShell } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'path-unexpanded',
  group: 'paths',
  tier: 'pure',
  severity: 'error',
  summary: 'paths hold no `~` and no variable',
  why: 'Only a shell expands them; the tool that reads files takes them literally and finds nothing.',
  enforces: ['fb-relative-paths', 'qc-plans-absolute', 'rf-absolute'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.2', fenced('Read("/home/ada/notes/plan~2.md")')) }],
    bad: [
      { text: fragment('0.2', fenced('Read("~/notes/plan.md")')) },
      { title: 'a variable', text: fragment('0.2', fenced('Read("$PROJECT/plan.md")')) },
    ],
  },
  check({ document, report }) {
    for (const { path, place, where } of demandedPaths(document))
      if (needsShell(path))
        report({
          place,
          unexpected: `path \`${path}\` in ${where}, which only a shell expands`,
          expected: 'the path written out',
        })
  },
})
