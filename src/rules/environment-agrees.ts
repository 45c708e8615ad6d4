import { sameText } from '../core/lint/agree.ts'
import { defineRule } from '../core/lint/rule.ts'
import { stateOf, stringAt } from '../core/lint/state.ts'
import { fenced, fragment } from './_sample.ts'

const bash = (branch: string) => fragment('1.19', fenced(`git branch --show-current  # Expected: ${branch}`, 'bash'))
const yaml = fragment('1.20', fenced('environment:\n  git_branch: cart\n  git_status: 1 uncommitted', 'yaml'))

export default defineRule({
  id: 'environment-agrees',
  group: 'machine-readable',
  tier: 'pure',
  severity: 'error',
  summary: 'the branch expected in 1.19 is that of the YAML',
  why: 'On the wrong branch every file is in another state than the document says.',
  enforces: ['qc-ver-artifacts'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: `${bash('cart')}\n${yaml}` }],
    bad: [{ text: `${bash('main')}\n${yaml}` }],
  },
  check({ document, report }) {
    const state = stateOf(document)
    const branch = state && stringAt(state.value, 'environment.git_branch')
    const scope = document.section('1.19')
    if (!branch || !scope) return
    const lines = /^[^\n#]{0,200}git branch[^\n#]{0,200}#[ \t]*Expected:[ \t]*([^\n]{1,300})$/gm
    for (const fence of document.fences.filter(fence => fence.section === '1.19'))
      for (const match of fence.value.matchAll(lines)) {
        const said = match[1]!.trim()
        if (sameText(said, branch) || said.startsWith(`${branch},`) || said.startsWith('<!--') || said.startsWith('['))
          continue
        const start = match.index + match[0].lastIndexOf(match[1]!)
        report({
          place: { start: fence.at(start), end: fence.at(start + match[1]!.length) },
          unexpected: `branch \`${said.slice(0, 80)}\` in 1.19`,
          expected: `\`${branch}\`, as in 1.20`,
        })
      }
  },
})
