import { demandedPaths, isAbsolute, needsShell } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

export default defineRule({
  id: 'path-relative',
  group: 'paths',
  tier: 'pure',
  severity: 'error',
  summary: 'paths are absolute wherever the successor reads or lists documents',
  why: 'The successor may start in another directory, and a relative path then names another file or none.',
  enforces: ['fb-relative-paths', 'qc-plans-absolute', 'rf-absolute'],
  kinds: ['handoff'],
  examples: {
    ok: [
      { text: fragment('0.2', fenced('Read("/code/shop/plan.md")\nRead("C:\\\\work\\\\design.md")')) },
      {
        title: 'a table of plans',
        text: fragment('1.9', '| Path | From |\n|---|---|\n| /code/shop/plan.md | design |'),
      },
    ],
    bad: [
      { text: fragment('0.2', fenced('Read("docs/plan.md")')) },
      { title: 'a flag of a skill', text: fragment('0.1', fenced('Skill("develop", "--impl-plan ./plan.md")')) },
      { title: 'a table of plans', text: fragment('1.9', '| Path | From |\n|---|---|\n| docs/plan.md | design |') },
    ],
  },
  check({ document, report }) {
    for (const { path, place, where } of demandedPaths(document))
      if (!isAbsolute(path) && !needsShell(path))
        report({
          place,
          unexpected: `relative path \`${path}\` in ${where}`,
          expected: 'an absolute path, from the root',
        })
  },
})
