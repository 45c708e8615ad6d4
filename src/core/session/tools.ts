/**
 * Programs that test, build or lint, as agents call them. `verb` is matched against the first word that is no flag (`run` skipped),
 * `any` against each word, `args` against the words joined by spaces (first 300 characters).
 */
export interface Tool {
  program: RegExp
  verb?: RegExp
  any?: RegExp
  args?: RegExp
}

const TEST_NAME = /^(?:\/\/\S*:|[\w.-]*[:_-])?(?:tests?|specs?|e2e|vitest|jest|pytest)(?:[:_.-][\w.:-]*)?$/
const BUILD_NAME = /^(?:\/\/\S*:|[\w.-]*[:_-])?(?:build|compile|bundle|package|dist)(?:[:_.-][\w.:-]*)?$/
const LINT_NAME =
  /^(?:[\w.-]*[:_-])?(?:lint|format|fmt|typecheck|types?|check|prettier|eslint|style|tsc)(?:[:_.-][\w.:-]*)?$/

const PACKAGE_MANAGERS = /^(?:npm|pnpm|yarn|bun|cnpm|ni|nr|composer)$/
const TASK_RUNNERS =
  /^(?:g?make|just|task|mise|turbo|nx|lerna|moon|rake|invoke|inv|poe|grunt|gulp|ninja|meson|bazel|bazelisk|buck2?|pants|earthly)$/
const PYTHON = /^(?:python3?(?:\.\d+)?|py|pypy3?)$/
const INTERPRETERS =
  /^(?:node|tsx|ts-node|deno|bun|python3?(?:\.\d+)?|pypy3?|ruby|perl|php|bash|sh|zsh|pwsh|powershell|lua|Rscript|julia|java)$/
/** A script named after testing: `test.js`, `tests/run.py`, `foo_test.ts`, `run-tests.sh`. */
const TEST_FILE =
  /(?:^|[/\\._-])(?:tests?|spec)(?:[./\\_-][\w./\\-]*)?\.(?:[cm]?[jt]sx?|py|rb|pl|php|sh|bash|ps1|lua|R|jl|java)$/

export const TEST: readonly Tool[] = [
  { program: /^(?:pytest|py\.test|nose2|nosetests|trial|ward|behave|robot|tox|nox)$/ },
  {
    program: PYTHON,
    args: /(?:^| )-m (?:pytest|unittest|nose2|doctest|tox|behave)(?: |$)|(?:manage|setup)\.py test(?: |$)/,
  },
  { program: /^(?:jest|mocha|ava|tap|tape|jasmine|karma|qunit|wtr|uvu|c8|nyc|tsd|japa|borp)$/ },
  { program: /^vitest$/, verb: /^(?!init$|list$|bench$)/ },
  { program: /^(?:node|tsx|bun)$/, any: /^--test(?:$|=)/ },
  {
    program:
      /^(?:playwright|ng|react-scripts|deno|cargo|dotnet|go|swift|flutter|dart|mix|gleam|zig|stack|cabal|dune|forge|anchor|hardhat)$/,
    verb: /^(?:test|e2e|t|nextest|tarpaulin|llvm-cov|vstest|runtest)$/,
  },
  {
    program:
      /^(?:rebar3|wasm-pack|helm|terraform|tofu|scarb|snforge|truffle|opa|molecule|nimble|raco|hatch|pixi|maestro|detox|artisan|rails)$/,
    verb: /^(?:test(?::\S+)?|eunit|ct|unittest|spec)$/,
  },
  { program: /^cypress$/, verb: /^run$/ },
  { program: PACKAGE_MANAGERS, verb: new RegExp(`^(?:t|tst)$|${TEST_NAME.source}`) },
  { program: TASK_RUNNERS, any: new RegExp(`^(?:check|runtest)$|${TEST_NAME.source}`) },
  { program: /^(?:gotestsum|ginkgo|gotest|richgo|vstest\.console|ctest)$/ },
  { program: /^mvnw?$/, any: /^(?:test|verify|integration-test|\S*:test|failsafe:\S+)$/ },
  { program: /^gradlew?$/, any: /^(?:\S*:)?(?:\w*[tT]est\w*|check)$/ },
  { program: /^(?:sbt|mill|lein|bb|xcodebuild)$/, any: /(?:^|\b)test(?:Only|Quick|-without-building)?(?:$|\b)/ },
  { program: /^(?:rspec|cucumber|minitest|phpunit|pest|paratest|codecept|behat|phpspec|simple-phpunit)$/ },
  { program: /^(?:php|ruby)$/, any: /(?:^|\/)(?:phpunit|pest|paratest|codecept|rspec)$/ },
  { program: /^(?:php|ruby)$/, args: /artisan test(?: |$)|(?:^| )-I ?\S*(?:test|spec)\b/ },
  { program: /^(?:bats|shellspec|prove|busted|kyua|bashunit|elm-test|shunit2)$/ },
  { program: INTERPRETERS, any: TEST_FILE },
  { program: /^(?:run[_-]?)?(?:all[_-]?)?tests?(?:[_-][\w-]+)?(?:\.(?:sh|bash|py|[cm]?js|ps1|cmd|bat))?$/ },
]

export const BUILD: readonly Tool[] = [
  { program: PACKAGE_MANAGERS, verb: BUILD_NAME },
  { program: TASK_RUNNERS, any: new RegExp(`^all$|${BUILD_NAME.source}`) },
  { program: /^(?:g?make|ninja)$/, args: /^(?:-\S+ ?(?:\d+ ?)?)*$/ },
  { program: /^(?:tsc|vue-tsc|tsgo)$/, args: /^(?!.*--noEmit)/ },
  {
    program:
      /^(?:tsup|tsdown|esbuild|rollup|webpack|parcel|swc|babel|unbuild|ncc|javac|kotlinc|scalac|gcc|g\+\+|clang|clang\+\+|rustc|cc|emcc|msbuild|ghc|hugo|jekyll|mkdocs|cmake|nix-build)$/,
  },
  {
    program:
      /^(?:vite|next|nuxt|nuxi|astro|remix|svelte-kit|ng|gatsby|expo|electron-builder|vitepress|docusaurus|wrangler|tauri|wasm-pack|react-scripts|rspack|rsbuild|deno)$/,
    verb: /^(?:build|compile|generate|export)$/,
  },
  { program: /^go$/, verb: /^(?:build|install|generate)$/ },
  { program: /^cargo$/, verb: /^(?:b|build|check|c|rustc|doc)$/ },
  { program: /^mvnw?$/, any: /^(?:compile|package|install|deploy|test-compile)$/ },
  { program: /^gradlew?$/, any: /^(?:\S*:)?(?:build|assemble\w*|compile\w*|bootJar|jar|bundle\w*|publish\w*)$/ },
  {
    program:
      /^(?:dotnet|swift|flutter|dart|mix|gleam|zig|stack|cabal|dune|forge|sbt|mill|lein|xcodebuild|nix|elm|crystal|rebar3|hatch|pdm|poetry|uv|anchor|scarb)$/,
    verb: /^(?:build|compile|publish|pack|make)$/,
  },
  { program: /^(?:docker|podman|docker-compose)$/, any: /^build$/ },
  { program: PYTHON, args: /(?:^| )-m build(?: |$)|setup\.py (?:build|bdist|sdist)/ },
]

export const LINT: readonly Tool[] = [
  {
    program:
      /^(?:eslint|eslint_d|oxlint|xo|standard|stylelint|tslint|jshint|prettier|dprint|markdownlint(?:-cli2?)?|remark|alex|vale|cspell|knip|publint|attw|syncpack|depcheck|commitlint|lint-staged|secretlint|actionlint|yamllint|hadolint|shellcheck|shfmt|codespell|typos|taplo|spectral|sqlfluff|semgrep|pre-commit|lefthook|trunk)$/,
  },
  {
    program:
      /^(?:ruff|black|isort|flake8|pylint|mypy|pyright|basedpyright|pyre|bandit|autopep8|yapf|pycodestyle|pydocstyle|ty|vulture|deptry)$/,
  },
  { program: PYTHON, args: /(?:^| )-m (?:ruff|black|isort|flake8|pylint|mypy|pyright|bandit|pycodestyle)(?: |$)/ },
  { program: /^biome$/, verb: /^(?:check|lint|ci|format)$/ },
  { program: /^(?:tsc|vue-tsc|tsgo|svelte-check)$/ },
  { program: /^(?:next|ng|expo|nuxi|deno|astro)$/, verb: /^(?:lint|typecheck|fmt|check)$/ },
  { program: /^go$/, verb: /^(?:vet|fmt)$/ },
  { program: /^(?:golangci-lint|staticcheck|gofmt|gofumpt|goimports|revive|govulncheck|errcheck)$/ },
  { program: /^cargo$/, verb: /^(?:clippy|fmt|deny|audit|machete)$/ },
  { program: /^(?:rustfmt|clang-format|clang-tidy|cppcheck|cpplint)$/ },
  {
    program:
      /^(?:rubocop|standardrb|reek|brakeman|erb_lint|srb|steep|phpstan|psalm|phpcs|phpcbf|php-cs-fixer|pint|rector|phan|phpmd)$/,
  },
  {
    program:
      /^(?:ktlint|detekt|checkstyle|scalafmt|scalafix|swiftlint|swiftformat|swift-format|luacheck|stylua|selene|hlint|ormolu|fourmolu|elm-review|tflint|checkov)$/,
  },
  {
    program: /^(?:flutter|dart|terraform|tofu|dotnet|mix|forge|zig|gleam|swift|buf|helm|uv|hatch|poetry)$/,
    verb: /^(?:analyze|fmt|format|validate|credo|dialyzer|lint|check)$/,
  },
  { program: /^(?:mvnw?|gradlew?)$/, any: /checkstyle|spotless|ktlint|detekt|lint|pmd/ },
  { program: PACKAGE_MANAGERS, verb: LINT_NAME },
  { program: TASK_RUNNERS, any: LINT_NAME },
]
