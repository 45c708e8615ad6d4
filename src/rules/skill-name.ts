import { quote } from '../core/lint/agree.ts'
import { findCalls } from '../core/lint/calls.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

/** The schema's pattern of a skill name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,255}$/

export default defineRule({
  id: 'skill-name',
  group: 'safety',
  tier: 'pure',
  severity: 'error',
  summary: 'skills are called by their plain names',
  why: 'A name with spaces, slashes or signs is a sentence, a path or an attempt to smuggle one in.',
  enforces: ['qc-ver-resume'],
  kinds: ['handoff'],
  examples: {
    ok: [{ text: fragment('0.1', fenced('Skill("superpowers:executing-plans", "--resume 3")')) }],
    bad: [{ text: fragment('0.1', fenced('Skill("../../evil", "now")')) }],
  },
  check({ document, report }) {
    for (const {
      name,
      args: [arg],
      problem,
    } of findCalls(document))
      if (name === 'Skill' && !problem && arg?.kind === 'string' && !NAME.test(arg.value) && !/^[[<]/.test(arg.value))
        report({
          place: arg.place,
          unexpected: `skill name ${quote(arg.value)}`,
          expected: 'letters, digits, `:`, `.`, `_` and `-`',
        })
  },
})
