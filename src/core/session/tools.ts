/**
 * Programs that test, build or lint, as agents call them. `verb` is matched against the first word that is no flag (`run` skipped),
 * `any` against each word, `args` against the words joined by spaces (first 300 characters).
 */
export interface Tool {
  /** Names of the program, separated by spaces. */
  programs: string
  verb?: RegExp
  any?: RegExp
  args?: RegExp
}

const TEST_NAME = /^(?:\/\/\S*:|[\w.-]*[:_-])?(?:tests?|specs?|e2e|vitest|jest|pytest)(?:[:_.-][\w.:-]*)?$/
const BUILD_NAME = /^(?:\/\/\S*:|[\w.-]*[:_-])?(?:build|compile|bundle|package|dist)(?:[:_.-][\w.:-]*)?$/
const LINT_NAME =
  /^(?:[\w.-]*[:_-])?(?:lint|format|fmt|typecheck|types?|check|prettier|eslint|style|tsc)(?:[:_.-][\w.:-]*)?$/

const PACKAGE_MANAGERS = 'npm pnpm yarn bun cnpm ni nr composer'
const TASK_RUNNERS =
  'make gmake just task mise turbo nx lerna moon rake invoke inv poe grunt gulp ninja meson bazel bazelisk buck buck2 pants earthly'
const PYTHON = 'python python3 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 py pypy pypy3'
const INTERPRETERS =
  'node tsx ts-node deno bun python python3 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 py pypy3 ruby perl php bash sh zsh pwsh powershell lua Rscript julia java'
/** A script named after testing: `test.js`, `tests/run.py`, `foo_test.ts`, `run-tests.sh`. */
const TEST_FILE =
  /(?:^|[/\\._-])(?:tests?|spec)(?:[./\\_-][\w./\\-]*)?\.(?:[cm]?[jt]sx?|py|rb|pl|php|sh|bash|ps1|lua|R|jl|java)$/

/** A test script called by its own name: `run-tests.sh`, `test_all.py`; `test` alone is the shell's. */
export const TEST_SCRIPT =
  /^(?!tests?$)(?:run[_-]?)?(?:all[_-]?)?tests?(?:[_-][\w-]+)?(?:\.(?:sh|bash|py|[cm]?js|ps1|cmd|bat))?$/

export const TEST: readonly Tool[] = [
  { programs: 'pytest py.test nose2 nosetests trial ward behave robot tox nox' },
  {
    programs: PYTHON,
    args: /(?:^| )-m (?:pytest|unittest|nose2|doctest|tox|behave)(?: |$)|(?:manage|setup)\.py test(?: |$)/,
  },
  { programs: 'jest mocha ava tap tape jasmine karma qunit wtr uvu c8 nyc tsd japa borp' },
  { programs: 'vitest', verb: /^(?!init$|list$|bench$)/ },
  { programs: 'node tsx bun', any: /^--test(?:$|=)/ },
  {
    programs:
      'playwright ng react-scripts deno cargo dotnet swift flutter dart mix gleam zig stack cabal dune forge anchor hardhat',
    verb: /^(?:test|e2e|t|nextest|tarpaulin|llvm-cov|vstest|runtest)$/,
  },
  {
    programs:
      'rebar3 wasm-pack helm terraform tofu scarb snforge truffle opa molecule nimble raco hatch pixi maestro detox artisan rails',
    verb: /^(?:test(?::\S+)?|eunit|ct|unittest|spec)$/,
  },
  { programs: 'cypress', verb: /^run$/ },
  { programs: 'go', verb: /^test$/, args: /^(?!.*(?:^| )-c(?: |$))/ },
  { programs: PACKAGE_MANAGERS, verb: new RegExp(`^(?:t|tst)$|${TEST_NAME.source}`) },
  { programs: TASK_RUNNERS, any: new RegExp(`^(?:check|runtest)$|${TEST_NAME.source}`) },
  { programs: 'gotestsum ginkgo gotest richgo vstest.console ctest' },
  { programs: 'mvn mvnw', any: /^(?:test|verify|integration-test|\S*:test|failsafe:\S+)$/ },
  { programs: 'gradle gradlew', any: /^(?:\S*:)?(?:\w*[tT]est\w*|check)$/ },
  { programs: 'sbt mill lein bb xcodebuild', any: /(?:^|\b)test(?:Only|Quick|-without-building)?(?:$|\b)/ },
  { programs: 'rspec cucumber minitest phpunit pest paratest codecept behat phpspec simple-phpunit' },
  { programs: 'php ruby', any: /(?:^|\/)(?:phpunit|pest|paratest|codecept|rspec)$/ },
  { programs: 'php ruby', args: /artisan test(?: |$)|(?:^| )-I ?\S*(?:test|spec)\b/ },
  { programs: 'bats shellspec prove busted kyua bashunit elm-test shunit2' },
  { programs: INTERPRETERS, any: TEST_FILE },
]

export const BUILD: readonly Tool[] = [
  { programs: PACKAGE_MANAGERS, verb: BUILD_NAME },
  { programs: TASK_RUNNERS, any: new RegExp(`^all$|${BUILD_NAME.source}`) },
  { programs: 'make gmake ninja', args: /^(?:-\S+ ?(?:\d+ ?)?)*$/ },
  { programs: 'tsc vue-tsc tsgo', args: /^(?!.*--noEmit)/ },
  {
    programs:
      'tsup tsdown esbuild rollup webpack parcel swc babel unbuild ncc javac kotlinc scalac gcc g++ clang clang++ rustc cc emcc msbuild ghc hugo jekyll mkdocs cmake nix-build',
  },
  {
    programs:
      'vite next nuxt nuxi astro remix svelte-kit ng gatsby expo electron-builder vitepress docusaurus wrangler tauri wasm-pack react-scripts rspack rsbuild deno',
    verb: /^(?:build|compile|generate|export)$/,
  },
  { programs: 'go', verb: /^(?:build|install|generate)$/ },
  { programs: 'cargo', verb: /^(?:b|build|check|c|rustc|doc)$/ },
  { programs: 'mvn mvnw', any: /^(?:compile|package|install|deploy|test-compile)$/ },
  { programs: 'gradle gradlew', any: /^(?:\S*:)?(?:build|assemble\w*|compile\w*|bootJar|jar|bundle\w*|publish\w*)$/ },
  {
    programs:
      'dotnet swift flutter dart mix gleam zig stack cabal dune forge sbt mill lein xcodebuild nix elm crystal rebar3 hatch pdm poetry uv anchor scarb',
    verb: /^(?:build|compile|publish|pack|make)$/,
  },
  { programs: 'docker podman docker-compose', any: /^build$/ },
  { programs: PYTHON, args: /(?:^| )-m build(?: |$)|setup\.py (?:build|bdist|sdist)/ },
]

export const LINT: readonly Tool[] = [
  {
    programs:
      'eslint eslint_d oxlint xo standard stylelint tslint jshint prettier dprint markdownlint markdownlint-cli markdownlint-cli2 remark alex vale cspell knip publint attw syncpack depcheck commitlint lint-staged secretlint actionlint yamllint hadolint shellcheck shfmt codespell typos taplo spectral sqlfluff semgrep pre-commit lefthook trunk',
  },
  {
    programs:
      'ruff black isort flake8 pylint mypy pyright basedpyright pyre bandit autopep8 yapf pycodestyle pydocstyle ty vulture deptry',
  },
  { programs: PYTHON, args: /(?:^| )-m (?:ruff|black|isort|flake8|pylint|mypy|pyright|bandit|pycodestyle)(?: |$)/ },
  { programs: 'biome', verb: /^(?:check|lint|ci|format)$/ },
  { programs: 'tsc vue-tsc tsgo svelte-check' },
  { programs: 'next ng expo nuxi deno astro', verb: /^(?:lint|typecheck|fmt|check)$/ },
  { programs: 'go', verb: /^(?:vet|fmt)$/ },
  { programs: 'golangci-lint staticcheck gofmt gofumpt goimports revive govulncheck errcheck' },
  { programs: 'cargo', verb: /^(?:clippy|fmt|deny|audit|machete)$/ },
  { programs: 'rustfmt clang-format clang-tidy cppcheck cpplint' },
  {
    programs:
      'rubocop standardrb reek brakeman erb_lint srb steep phpstan psalm phpcs phpcbf php-cs-fixer pint rector phan phpmd',
  },
  {
    programs:
      'ktlint detekt checkstyle scalafmt scalafix swiftlint swiftformat swift-format luacheck stylua selene hlint ormolu fourmolu elm-review tflint checkov',
  },
  {
    programs: 'flutter dart terraform tofu dotnet mix forge zig gleam swift buf helm uv hatch poetry',
    verb: /^(?:analyze|fmt|format|validate|credo|dialyzer|lint|check)$/,
  },
  { programs: 'mvn mvnw gradle gradlew', any: /checkstyle|spotless|ktlint|detekt|lint|pmd/ },
  { programs: PACKAGE_MANAGERS, verb: LINT_NAME },
  { programs: TASK_RUNNERS, any: LINT_NAME },
]
