import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'tests',
  fresh: {
    true: `
      [All|All 12|All the|All of the|The|Every one of the 12] tests [pass|are passing|passed|are green|now pass|still pass|succeed]
      [12/12|12 out of 12|12 of 12] tests [pass|passing|passed|are green]
      Tests: [12 passed|12 passed, 0 failed|all passing|✅|✅ 12/12|green|pass|12/12 ✅|all 12 pass|passing (12)]
      **Tests:** 12 passing, 0 failing
      **Tests** — 12 pass, none fail
      [Test suite|The test suite|The whole suite|The full test suite|Full suite] [is green|passes|is passing|passed|completed successfully]
      Ran \`npm test\`[: 12 passed|, 12 passed| → 12 passed| — all 12 pass|; all green]
      \`npm test\` [passes|is green|exits 0|succeeds|: 12 passed|→ all pass]
      npm test [passes|is green|passed]
      [Verified|Confirmed|I verified|Checked] that all [|12 ]tests pass
      [I think|I believe|As far as I can tell,|It looks like] all tests pass
      No [test failures|failing tests|tests are failing|tests fail]
      [Zero|0] [failing tests|test failures|tests failing]
      None of the tests [fail|are failing]
      [Everything|All] [is green|passes|green]
      Twelve tests [pass|are passing]
      ✅ All tests [pass|passing|green]
      - [x] All tests pass
      Test results: 12 passed, 0 failed
      The last test run [passed|was green|succeeded] with 12 tests passing
      Test \`stops at the limit\` [passes|now passes]
      All importer tests pass
      Unit tests [pass|are green]
      Lint and tests pass
      100% of tests pass
      all 12 pass
      12 tests, all passing
      12 tests, 0 failures
      All tests [run and pass|ran and passed]
      Every test passes
      The suite ran clean: 12 passed
      vitest reports 12 passed
      Tests were passing when I stopped
    `,
    false: `
      [All 15|15|All 13|11] tests [pass|are passing|passed|are green]
      [14/14|11/12|13 of 13] tests [pass|passing|passed]
      Tests: [9 passed|15 passed, 0 failed|failing|❌|red|11 passed, 1 failed]
      [Two|2|Three|Some] tests [fail|are failing|are still failing|failed]
      [The tests|Tests|The test suite] [fail|are failing|do not pass|are red|are broken|don't pass yet|fails]
      \`npm test\` [fails|is red|: 9 passed|exits 1]
      There are [3|four] failing tests
      [The tests|Tests] [have not been run|were not run|have never been run]
      I did not run the tests
      Not run: no tests have been run yet
      Test \`stops at the limit\` [fails|still fails]
      Ran the tests: 20 passed
      Not all tests [pass|passed]
      1 test fails
      All 40 unit tests pass
      None of the tests pass
      No tests pass
    `,
  },
  broken: {
    true: `
      [2|Two] tests [fail|are failing|failed|still fail]
      [10 passed, 2 failed|10 tests pass, 2 fail|10 pass and 2 fail]
      Tests: [10 passed, 2 failed|failing|❌|red]
      10 of 12 tests pass
      10/12 tests [pass|passing]
      [The tests|The test suite|Tests] [fail|are failing|do not pass|are red|is failing]
      There are [2|two] failing tests
      Test \`stops at the limit\` [fails|still fails]
      npm test fails
      Some tests fail
      The last run had 2 failures
      Most tests pass
      Not all tests pass
    `,
    false: `
      [All|All 12|The|All of the|Every one of the] tests [pass|are passing|passed|are green|now pass]
      12/12 tests [pass|passing]
      [Test suite|The whole suite] [is green|passes|passed]
      Tests: [12 passed|all passing|✅|green|12/12 ✅|pass]
      No [failing tests|test failures|tests fail]
      [Everything|All] [is green|green]
      \`npm test\` [passes|is green|exits 0|: 12 passed]
      Ran \`npm test\`: [12 passed|all pass]
      [I verified that|Verified:|I think|As far as I can tell] all tests pass
      - [x] All tests pass
      ✅ All tests pass
      Three tests fail
      4 tests are failing
      All 12 unit tests pass
      Twelve tests pass
      Test \`stops at the limit\` passes
      100% of tests pass
      The tests have not been run
      0 failures in the test run
      All tests pass and lint is clean
    `,
  },
  aged: {
    stale: `
      [All|All 12|The] tests [pass|are passing|passed|are green]
      Tests: [12 passed|all passing|✅]
      12/12 tests pass
      The test suite [is green|passes]
      \`npm test\` passes
      Ran \`npm test\`: 12 passed
      No failing tests
      Everything is green
      - [x] All tests pass
      Verified that all 12 tests pass
    `,
    true: `
      [The tests|Tests] have not been [run|re-run] since [the last edit|that change|I touched parse.ts]
      The tests were not run after the last edit
    `,
    false: `
      All 20 tests pass
      3 tests fail
    `,
  },
  none: `
    [The tests|All tests|All 12 tests] [should|must|will|need to|have to|ought to] pass
    Tests [should be|will be|need to be] green before merging
    [Make sure|Ensure|Verify|Check|Confirm] [that |]all tests pass
    Run [the tests|\`npm test\`|npm test and make sure it passes]
    Do [the|all] tests pass?
    Are the tests passing?
    If the tests [pass|fail], [merge|push] the branch
    Once [the limiter lands|CI is up], all tests pass
    When all tests pass, open a PR
    [TODO|Next|Goal|Expected|Acceptance]: all tests pass
    The user [said|asked whether|claims|reported] [that |]all tests pass
    According to the README, all tests pass
    The previous handoff claimed that all 12 tests pass
    "All tests pass" is what the old document says
    > All 12 tests pass
    Tests [pass a flag to|pass the config through to|pass data into] the parser
    Tests will pass once the fixture is updated
    We want all tests to pass
    [Trying|Working] to get the tests to pass
    Waiting for the tests to pass
    The tests [might|may|could|can] fail on Windows
    Hopefully all tests pass
    All tests probably pass
    Fix the [failing tests|3 failing tests]
    Fixed the [failing tests|two failing tests]
    Until all tests pass, do not merge
    All tests passed before the refactor
    Previously, all tests passed
    Add tests for the importer
    Tests for the importer live in test/
    The goal is that all tests pass
    I need to check whether all tests pass
    Unless all tests pass, the release is blocked
    Write the tests first
    Let's get the tests green
    Please re-run the tests
    To make all tests pass, mock the clock
    Why do the tests fail?
    Assuming the tests pass, ship it
    Tests were failing because of a missing mock, which was mended
    Not sure whether the tests pass
    Then run \`npm test\` — all 12 should pass
    Before merging: all tests pass
  `,
})
