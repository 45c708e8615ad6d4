import { defineCheck } from '../check.ts'
import { command } from '../example.ts'

export default defineCheck({
  id: 'no-load-time-shell',
  severity: 'error',
  summary: 'No shell command runs while the prompt is being loaded',
  why: 'Only Claude Code runs `` !`cmd` ``; a command that fails there keeps the whole prompt from loading, and every other agent shows the line as it stands.',
  examples: {
    ok: [command('Read `git status` first.')],
    bad: [command('State: !`git status`'), command('```!\ngit status\n```')],
  },
  check({ files, report }) {
    for (const file of files) {
      if (file.role === 'docs') continue
      for (const { start, end, lang } of file.view.code)
        if (
          (lang === null &&
            file.text[start - 1] === '!' &&
            /^\s?$/.test(file.text.slice(Math.max(0, start - 2), start - 1))) ||
          lang?.startsWith('!')
        )
          report(file, {
            place: { start: lang === null ? start - 1 : start, end },
            unexpected: 'shell command that runs while the prompt loads',
            expected: 'a step that says which command to run',
          })
    }
  },
})
