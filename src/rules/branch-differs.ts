import { defineRule } from '../core/lint/rule.ts'
import { stateOf, stringAt } from '../core/lint/state.ts'
import { fenced, fragment } from './_sample.ts'

const yaml = fragment('1.20', fenced('environment:\n  git_branch: cart\n  git_status: clean', 'yaml'))
const git = { branch: 'cart', head: null, dirty: [] as string[] }

export default defineRule({
  id: 'branch-differs',
  group: 'machine-readable',
  tier: 'grounded',
  severity: 'warning',
  summary: 'branch and git status are those of the project now',
  why: 'A handoff that was true an hour ago sends the successor to another state of the files.',
  enforces: ['qc-ver-artifacts', 'fb-done-claims'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: yaml, evidence: { git } }],
    bad: [
      { title: 'another branch', text: yaml, evidence: { git: { ...git, branch: 'main' } } },
      { title: 'files changed since', text: yaml, evidence: { git: { ...git, dirty: ['src/cart.ts'] } } },
    ],
  },
  check({ document, evidence: { git }, report }) {
    const state = stateOf(document)
    if (!state || !git) return
    const branch = stringAt(state.value, 'environment.git_branch')
    const status = stringAt(state.value, 'environment.git_status')
    const now = git.dirty.length === 0 ? 'clean' : `${git.dirty.length} uncommitted`
    if (branch && git.branch !== branch)
      report({
        place: state.place('/environment/git_branch'),
        unexpected: `branch \`${branch}\``,
        expected: git.branch ? `\`${git.branch}\`, where the project is now` : 'a detached HEAD, as the project is now',
      })
    if (status && status !== now)
      report({
        place: state.place('/environment/git_status'),
        unexpected: `git status \`${status}\``,
        expected: `\`${now}\`, as it is now`,
      })
  },
})
