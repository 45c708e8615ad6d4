import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TestCounts } from '../../../src/extractors/_core/test-output/format.ts'
import { parseTestOutput, TEST_FORMATS } from '../../../src/extractors/_core/test-output/index.ts'

/** Outputs as the runners print them, cut to what matters. */
const OUTPUTS: [runner: string, output: string, expected: Partial<TestCounts>][] = [
  [
    'pytest',
    '===== short test summary info =====\nFAILED tests/test_a.py::test_one - assert 1 == 2\nFAILED tests/test_a.py::test_par[a b] - x\n========= 2 failed, 12 passed, 1 skipped in 0.12s =========\n',
    { passed: 12, failed: 2, failing: ['tests/test_a.py::test_one', 'tests/test_a.py::test_par[a b]'] },
  ],
  [
    'pytest quiet',
    '..F\nERROR tests/test_b.py\n1 passed, 1 error in 0.03s\n',
    { passed: 1, failed: 1, failing: ['tests/test_b.py'] },
  ],
  [
    'pytest long',
    '================== 179 passed, 15 deselected, 2 warnings in 83.02s (0:01:23) ==================\n',
    { passed: 179, failed: 0, failing: [] },
  ],
  ['pytest nothing', '============ no tests ran in 0.01s ============\n', { passed: 0, failed: 0, verdict: 'failed' }],
  [
    'pytest cut short',
    'tests/a.py::test_one PASSED [ 50%]\ntests/a.py::test_two[x] FAILED [ 75%]\n',
    { passed: null, failed: 1, failing: ['tests/a.py::test_two[x]'], verdict: 'failed' },
  ],
  [
    'unittest',
    'FAIL: test_x (tests.T.test_x)\n----\nRan 5 tests in 0.001s\n\nFAILED (failures=1, errors=1, skipped=1)\n',
    { passed: 2, failed: 2, failing: ['test_x (tests.T.test_x)'], verdict: 'failed' },
  ],
  ['unittest ok', 'Ran 3 tests in 0.001s\n\nOK\n', { passed: 3, failed: 0, verdict: 'passed' }],
  [
    'vitest',
    ' FAIL  test/a.test.ts > suite > adds\nError\n\n Test Files  1 failed | 3 passed (4)\n      Tests  1 failed | 20 passed | 2 skipped (23)\n   Start at  10:00:00\n',
    { passed: 20, failed: 1, failing: ['test/a.test.ts > suite > adds'], verdict: 'failed' },
  ],
  [
    'vitest coloured',
    '\u001b[2m Test Files \u001b[22m \u001b[1m\u001b[32m2 passed\u001b[39m\u001b[22m\u001b[90m (2)\u001b[39m\n\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m12 passed\u001b[39m\u001b[22m\u001b[90m (12)\u001b[39m\n',
    { passed: 12, failed: 0 },
  ],
  [
    'vitest broken file',
    ' FAIL  test/a.test.ts [ test/a.test.ts ]\nSyntaxError\n Test Files  1 failed (1)\n      Tests  no tests\n',
    { passed: 0, failed: 0, failing: ['test/a.test.ts'], verdict: 'failed' },
  ],
  [
    'jest',
    '  ● suite › adds\n\n    expect\n\nTest Suites: 1 failed, 4 passed, 5 total\nTests:       1 failed, 2 skipped, 40 passed, 43 total\nSnapshots:   0 total\n',
    { passed: 40, failed: 1, failing: ['suite › adds'] },
  ],
  [
    'node spec',
    '✔ one (1.2ms)\n✖ two (0.5ms)\nℹ tests 2\nℹ suites 0\nℹ pass 1\nℹ fail 1\nℹ cancelled 0\n\n✖ failing tests:\n\ntest at a.test.js:3:1\n✖ two (0.5ms)\n',
    { passed: 1, failed: 1, failing: ['two'] },
  ],
  [
    'node tap',
    'TAP version 13\nok 1 - one\nnot ok 2 - two\n1..2\n# tests 2\n# pass 1\n# fail 1\n# cancelled 0\n',
    { passed: 1, failed: 1, failing: ['two'] },
  ],
  [
    'tap',
    '1..3\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no net\n',
    { passed: 1, failed: 1, failing: ['b'], partial: true },
  ],
  [
    'mocha',
    '  12 passing (30ms)\n  1 failing\n\n  1) Parser\n       reads numbers:\n     AssertionError\n',
    { passed: 12, failed: 1, failing: ['Parser reads numbers'] },
  ],
  [
    'go verbose',
    '=== RUN   TestA\n--- PASS: TestA (0.00s)\n=== RUN   TestB\n=== RUN   TestB/one\n    --- FAIL: TestB/one (0.00s)\n--- FAIL: TestB (0.00s)\nFAIL\nFAIL\tapp/b\t0.1s\nFAIL\n',
    { passed: 1, failed: 1, failing: ['TestB/one'], verdict: 'failed' },
  ],
  [
    'go packages',
    'ok  \tapp/a\t0.1s\n?   \tapp/b\t[no test files]\nok  \tapp/c\t(cached)\n',
    { passed: null, failed: 0, verdict: 'passed' },
  ],
  [
    'go build failure',
    '# app/b\nb.go:3:1: undefined: x\nFAIL\tapp/b [build failed]\nok  \tapp/a\t0.1s\nFAIL\n',
    { passed: null, failed: null, verdict: 'failed' },
  ],
  [
    'go json',
    '{"Time":"x","Action":"run","Package":"p","Test":"TestA"}\n{"Time":"x","Action":"pass","Package":"p","Test":"TestA"}\n{"Time":"x","Action":"fail","Package":"p","Test":"TestB"}\n{"Time":"x","Action":"fail","Package":"p"}\n',
    { passed: 1, failed: 1, failing: ['TestB'], verdict: 'failed' },
  ],
  [
    'gotestsum',
    '=== FAIL: app TestB (0.00s)\n\nDONE 50 tests, 2 skipped, 1 failure in 2.3s\n',
    { passed: 47, failed: 1, failing: ['TestB'], verdict: 'failed' },
  ],
  [
    'cargo',
    'test a::b ... ok\ntest a::c ... FAILED\n\ntest result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\ntest result: ok. 2 passed; 0 failed; 0 ignored\n',
    { passed: 6, failed: 1, failing: ['a::c'] },
  ],
  [
    'cargo that does not build',
    'error[E0425]: cannot find value `x`\nerror: could not compile `app` (lib test) due to 1 previous error\n',
    { verdict: 'failed', failing: [] },
  ],
  [
    'nextest',
    '        FAIL [   0.004s] app tests::two\n     Summary [   0.010s] 10 tests run: 9 passed (1 slow), 1 failed, 3 skipped\n',
    { passed: 9, failed: 1, failing: ['app tests::two'] },
  ],
  [
    'maven',
    '[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in a.ATest\n[ERROR] Tests run: 4, Failures: 1, Errors: 1, Skipped: 1, Time elapsed: 0.1 s <<< FAILURE! -- in a.BTest\n[ERROR]   BTest.adds:12 expected\n[ERROR] Tests run: 7, Failures: 1, Errors: 1, Skipped: 1\n',
    { passed: 4, failed: 2, failing: ['BTest.adds'] },
  ],
  [
    'gradle',
    'BTest > adds() FAILED\n    org.opentest4j\n\n12 tests completed, 1 failed, 2 skipped\n\nBUILD FAILED in 3s\n',
    { passed: 9, failed: 1, failing: ['BTest > adds()'], verdict: 'failed' },
  ],
  ['gradle ok', 'BUILD SUCCESSFUL in 3s\n', { verdict: 'passed' }],
  [
    'junit console',
    '[         5 tests successful      ]\n[         1 tests failed          ]\n',
    { passed: 5, failed: 1 },
  ],
  [
    'dotnet',
    '  Failed App.Tests.Adds [12 ms]\n\nFailed!  - Failed:     1, Passed:    11, Skipped:     0, Total:    12, Duration: 1 s\n',
    { passed: 11, failed: 1, failing: ['App.Tests.Adds'] },
  ],
  ['dotnet older', 'Total tests: 5\n     Passed: 4\n     Failed: 1\n', { passed: 4, failed: 1 }],
  [
    'rspec',
    'rspec ./spec/a_spec.rb:3 # Thing adds\n\n12 examples, 1 failure, 2 pending\n\nFailed examples:\n\nrspec ./spec/a_spec.rb:3 # Thing adds\n',
    { passed: 9, failed: 1, failing: ['Thing adds'] },
  ],
  [
    'minitest',
    'Failure:\nFooTest#test_bar [test/a.rb:1]:\n\n10 runs, 12 assertions, 1 failures, 1 errors, 2 skips\n',
    { passed: 6, failed: 2, failing: ['FooTest#test_bar'] },
  ],
  [
    'phpunit',
    '1) App\\FooTest::testBar\n\nFAILURES!\nTests: 12, Assertions: 30, Failures: 1, Skipped: 1.\n',
    { passed: 10, failed: 1, failing: ['App\\FooTest::testBar'] },
  ],
  ['phpunit ok', 'OK (12 tests, 30 assertions)\n', { passed: 12, failed: 0 }],
  [
    'pest',
    '   ⨯ it adds   0.02s\n\n  Tests:    1 failed, 12 passed (30 assertions)\n',
    { passed: 12, failed: 1, failing: ['it adds'] },
  ],
  [
    'ctest',
    '67% tests passed, 1 tests failed out of 3\n\nThe following tests FAILED:\n\t  3 - adds (Failed)\n',
    { passed: 2, failed: 1, failing: ['adds'] },
  ],
  [
    'deno',
    'adds => ./a_test.ts:3:6\n\nFAILED | 2 passed | 1 failed (12ms)\n',
    { passed: 2, failed: 1, failing: ['adds'] },
  ],
  [
    'bun',
    '(fail) suite > adds [0.11ms]\n\n 12 pass\n 1 fail\n 30 expect() calls\nRan 13 tests across 2 files. [50.00ms]\n',
    { passed: 12, failed: 1, failing: ['suite > adds'] },
  ],
  [
    'bun in workspaces',
    '@a/core test: (pass) x\n@a/core test:  12 pass\n@a/core test:  0 fail\n@a/core test: Ran 12 tests across 2 files. [50.00ms]\n@a/web test:  3 pass\n@a/web test:  1 fail\n@a/web test: Ran 4 tests across 1 files. [5.00ms]\n',
    { passed: 15, failed: 1 },
  ],
  [
    'vitest in turbo',
    'app:test:  Test Files  1 passed (1)\napp:test:       Tests  3 passed (3)\nlib:test:  Test Files  1 passed (1)\nlib:test:       Tests  4 passed (4)\n',
    { passed: 7, failed: 0 },
  ],
  [
    'playwright',
    'Running 13 tests using 4 workers\n\n  1 failed\n    [chromium] › a.spec.ts:3:1 › adds ─────────\n  12 passed (5.2s)\n',
    { passed: 12, failed: 1, failing: ['[chromium] › a.spec.ts:3:1 › adds'] },
  ],
  [
    'xctest',
    'a.swift:3: error: -[AppTests.T testAdds] : failed\nExecuted 12 tests, with 1 failure (0 unexpected) in 0.1 (0.1) seconds\n',
    { passed: 11, failed: 1, failing: ['AppTests.T testAdds'] },
  ],
  [
    'exunit',
    '  1) test adds (AppTest)\n\n12 tests, 1 failure\n',
    { passed: 11, failed: 1, failing: ['test adds (AppTest)'] },
  ],
  ['flutter', '00:03 +12 -1: Some tests failed.\n', { passed: 12, failed: 1 }],
  [
    'googletest',
    '[  PASSED  ] 4 tests.\n[  FAILED  ] 1 test, listed below:\n[  FAILED  ] Suite.Adds\n',
    { passed: 4, failed: 1, failing: ['Suite.Adds'] },
  ],
  ['prove', 't/a.t .. ok\nFiles=1, Tests=3,  0 wallclock secs\nResult: PASS\n', { passed: null, verdict: 'passed' }],
  ['home-made', 'adds ok\n11 passed, 2 failed\n', { passed: 11, failed: 2 }],
  ['home-made labels', 'Passed: 12  Failed: 0\n', { passed: 12, failed: 0 }],
  ['home-made fraction', '14/16 tests passed\n', { passed: 14, failed: 2 }],
]

const recorded = path.resolve(import.meta.dirname, '../../fixtures/test-output')
const expected: Record<string, TestCounts | null> = JSON.parse(
  readFileSync(path.join(recorded, 'expected.json'), 'utf8'),
)

describe('recorded output', () => {
  it('is there for every expectation, and the other way round', () => {
    const files = readdirSync(recorded).filter(name => name.endsWith('.txt'))
    expect(files.map(name => name.slice(0, -4)).sort()).toEqual(Object.keys(expected).sort())
  })

  it.each(Object.entries(expected))('%s', (name, counts) => {
    const output = readFileSync(path.join(recorded, `${name}.txt`), 'utf8')
    expect(parseTestOutput(output)).toEqual(counts)
    expect(parseTestOutput(output, name.replaceAll('-', ' '))).toEqual(counts)
    expect(parseTestOutput(output.replaceAll('\n', '\r\n'))).toEqual(counts)
  })
})

describe('test output', () => {
  it.each(OUTPUTS)('%s', (_, output, expected) => {
    expect(parseTestOutput(output)).toMatchObject(expected)
    expect(parseTestOutput(output.replaceAll('\n', '\r\n'))).toMatchObject(expected)
  })

  it.each(['', 'all good', 'ls: nope', 'Compiled in 3s', 'error TS2322: x', '1 file changed, 2 insertions(+)'])(
    'says nothing of %j',
    output => {
      expect(parseTestOutput(output)).toBeNull()
    },
  )

  it('has a source and a name for every format', () => {
    expect(TEST_FORMATS.map(format => format.id)).toEqual([...new Set(TEST_FORMATS.map(format => format.id))])
    for (const format of TEST_FORMATS) expect(format.source.length).toBeGreaterThan(10)
  })

  it.each([' ', '\n', 'a', '=', '1 passed, ', 'FAILED ', '--- FAIL: ', '✗ ', '[', 'x/', 'test result: '])(
    'stays linear over a megabyte of %j',
    piece => {
      expect(() => parseTestOutput(piece.repeat(Math.ceil(1_000_000 / piece.length)))).not.toThrow()
    },
  )

  it.each(OUTPUTS)('bears a sign of every format that reads it: %s', (_, output) => {
    for (const piece of [
      output,
      ...output.split('\n'),
      ...output.split(/(?<=\n)/).map((__, at, all) => all.slice(at).join('')),
    ])
      for (const { id, signs, parse } of TEST_FORMATS)
        if (parse(piece) !== null && signs)
          expect(
            signs.some(sign => piece.includes(sign)),
            id,
          ).toBe(true)
  })
})
