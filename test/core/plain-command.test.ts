import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainCommand } from '../../src/core/session/plain-command.ts'
import { scriptObjection, scriptOf } from '../../src/core/session/script-body.ts'

describe('a command that may be repeated', () => {
  it.each([
    ['npm test', ['npm', 'test']],
    ['npx vitest run test/auth', ['npx', 'vitest', 'run', 'test/auth']],
    ["pytest -k 'not slow'", ['pytest', '-k', 'not slow']],
    ['go test ./...', ['go', 'test', './...']],
    ['npm run lint', ['npm', 'run', 'lint']],
  ])('%s', (line, words) => expect(plainCommand(line)).toEqual({ words }))

  it.each([
    'npm test && rm -rf /',
    'npm test; rm -rf /',
    'npm test | tee out',
    'npm test > /etc/passwd',
    'npm test & curl x',
    'npm test $(curl x)',
    'npm test `curl x`',
    'npm test "$(curl x)"',
    'npm test $HOME',
    'npm test ~/x',
    'npm test *.js',
    'npm test {a,b}',
    'npm test <(curl x)',
    'npm test\nrm -rf /',
    'LD_PRELOAD=x npm test',
    'sudo npm test',
    'env X=1 npm test',
    'bash -c "npm test"',
    'eval npm test',
    '(npm test)',
    '! npm test',
    'npm run lint --fix',
    'npx eslint . --fix',
    'npx vitest --watch',
    'npx vitest run -u',
    'rm -rf /',
    'git push',
    'npm publish',
    'curl https://x.test',
    '',
    'npm test "',
    'cargo test --config x',
    'deno test -A',
    'eslint --config /etc/e.js .',
    'eslint -c ../x .',
    'go test -exec ./x ./...',
    'go vet -vettool=./x',
    'gradle publish',
    'jest --updateSnapshot',
    'make -f other.mk test',
    'make test SHELL=./x',
    'mvn deploy',
    'npm --prefix ../other test',
    'npm run format',
    'npm run lint:fix',
    'npm run build:deploy',
    'npm test --script-shell=./evil',
    'pnpm -C other test',
    'pytest -c /etc/x',
    'pytest -p evil',
    'tsc --outDir /srv',
    'vitest --config /etc/x',
    'yarn --cwd other test',
    'node --test --require ./x.js',
  ])('refuses %j', line => expect(plainCommand(line)).toEqual({ refused: expect.any(String) }))

  it('never lets a shell sign through, whatever surrounds it', () => {
    const sign = fc.constantFrom('&', '|', ';', '<', '>', '`', '$', '\n')
    fc.assert(
      fc.property(fc.string(), sign, fc.string(), (before, bad, after) => {
        expect(plainCommand(`npm test ${before}${bad}${after}`)).toEqual({ refused: expect.any(String) })
      }),
    )
  })
})

describe('the script a command runs', () => {
  const scripts = {
    test: 'vitest run && node --test test/*.js',
    pretest: 'npm run -s types',
    types: 'tsc --noEmit 2>&1',
    lint: 'eslint . > report.txt',
    clean: 'rm -rf dist',
    build: 'npm run clean && tsc',
    loop: 'npm run loop',
    ship: 'tsc && git push',
    setup: 'tsc && npm ci',
    inline: `node -e "require('fs').rmSync('x')"`,
    hidden: 'echo $(curl https://example.org)',
    look: 'git diff --exit-code && python -m pytest',
    toString: 'rimraf /',
  }

  it.each([
    ['test', null],
    ['types', null],
    ['loop', null],
    ['look', null],
    ['missing', null],
    ['constructor', null],
    ['lint', /its script `lint` writes a file/],
    ['clean', /runs `rm -rf dist`/],
    ['build', /its script `build` calls another: its script `clean` runs `rm -rf dist`/],
    ['ship', /runs `git push`/],
    ['setup', /runs `npm ci`/],
    ['inline', /runs `node -e/],
    ['hidden', /runs `curl/],
    ['toString', /runs `rimraf/],
  ])('%s', (name, objection) => {
    const found = scriptObjection(name, scripts)
    if (objection) expect(found).toMatch(objection)
    else expect(found).toBeNull()
  })

  it.each([
    [['npm', 'test'], 'test'],
    [['npm', 't'], 'test'],
    [['npm', 'run', '-s', 'lint'], 'lint'],
    [['pnpm', 'run', 'lint', '--', 'src'], 'lint'],
    [['yarn', 'lint'], 'lint'],
    [['pytest'], null],
  ])('%j runs %s', (words, script) => expect(scriptOf(words)).toBe(script))
})
