import { defineCheck } from '../check.ts'
import { skill } from '../example.ts'

const SCRIPT = /^skills\/.+\/scripts\/[^/]+\.(?:sh|bash|py|rb|pl)$/

const withScript = (text: string) => ({ ...skill('Run `scripts/tag.sh`.'), 'skills/release/scripts/tag.sh': text })

export default defineCheck({
  id: 'scripts-start',
  severity: 'warning',
  summary: 'Every script of a skill says what runs it in its first line',
  why: 'Without `#!` a script that is called by its path runs in whatever shell happens to be there.',
  examples: { ok: [withScript('#!/bin/sh\ngit tag "$1"\n')], bad: [withScript('git tag "$1"\n')] },
  check({ pack, reportPack }) {
    for (const [path, text] of pack.source.texts)
      if (SCRIPT.test(path) && !text.startsWith('#!'))
        reportPack(path, { unexpected: 'script without `#!` in its first line', expected: '`#!/usr/bin/env …`' })
  },
})
