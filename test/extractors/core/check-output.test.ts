import { describe, expect, it } from 'vitest'
import { checkShows, needsCheckOutput } from '../../../src/extractors/_core/check-output.ts'

describe('a check whose exit code something else hides', () => {
  it.each<[string, string, string, 'passed' | 'failed' | null]>([
    ['tsc finds an error', 'npx tsc --noEmit | head -5', "src/a.ts(3,7): error TS2322: Type 'string' is not", 'failed'],
    ['tsc in watch words', 'tsc -p . 2>&1 | tail -3', 'Found 2 errors in 2 files.', 'failed'],
    ['tsc is content', 'npx tsc --noEmit 2>&1 | tail -3', '', 'passed'],
    ['tsc is content, the agent says so', 'npx tsc --noEmit | head', '(Bash completed with no output)', 'passed'],
    ['the silence of a filter proves nothing', 'npx tsc --noEmit | grep src/a.ts', '', null],
    ['ESLint counts', 'npx eslint . | tail -2', '✖ 3 problems (1 error, 2 warnings)', 'failed'],
    ['ESLint is content', 'npx eslint src; echo done', 'done', null],
    ['the code is echoed: fine', 'npm run lint; echo "exit $?"', '> eslint .\n\nexit 0', 'passed'],
    ['the code is echoed: not fine', 'npm run lint; echo "exit $?"', '> eslint .\n\nexit 1', 'failed'],
    ['Vite builds', 'npm run build 2>&1 | tail -4', 'dist/index.js  1.2 kB\n✓ built in 345ms', 'passed'],
    ['Vite fails', 'npm run build 2>&1 | tail -4', 'error during build:\nBuild failed with 1 error:', 'failed'],
    ['webpack compiles', 'npx webpack | tail -1', 'webpack 5.90.0 compiled successfully in 812 ms', 'passed'],
    ['webpack does not', 'npx webpack | tail -1', 'webpack 5.90.0 compiled with 2 errors in 812 ms', 'failed'],
    [
      'cargo builds',
      'cargo build 2>&1 | tail -1',
      '    Finished `dev` profile [unoptimized] target(s) in 0.5s',
      'passed',
    ],
    ['cargo does not', 'cargo build 2>&1 | tail -3', 'error: could not compile `app` (bin "app")', 'failed'],
    ['Maven', 'mvn -q package | tail -9', '[INFO] BUILD FAILURE', 'failed'],
    ['ruff', 'ruff check . | tail -1', 'All checks passed!', 'passed'],
    ['mypy counts', 'mypy src | tail -1', 'Found 3 errors in 1 file (checked 7 source files)', 'failed'],
    ['a script that is not there', 'npm run biuld 2>&1 | tail -4', 'npm error Missing script: "biuld"', null],
    ['a build with words of its own', 'make build | tail -2', 'linking app', null],
    ['no build at all', 'ls | head', 'error TS2322', null],
    [
      'two checks, one of which failed',
      'npm run lint; npm run build | tail',
      '✖ 3 problems (1 error, 2 warnings)',
      null,
    ],
    ['nothing hides the code', 'npx tsc --noEmit', 'error TS2322', null],
  ])('%s', (_, command, output, shows) => {
    expect(checkShows(command, output)).toBe(shows)
    if (shows !== null) expect(needsCheckOutput(command)).toBe(true)
  })

  it('reads megabytes in passing, whatever they hold', () => {
    for (const piece of ['error ', '1 ', '✖ ', 'Found ', ' \t', 'E', 'npm ERR! '])
      expect(checkShows('npm run build | tail', piece.repeat(1_000_000))).toBeNull()
  })
})
