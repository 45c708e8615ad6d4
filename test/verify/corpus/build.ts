import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'build',
  fresh: {
    true: `
      [The build|Build|The project build] [passes|is green|succeeds|passed|works|is passing|succeeded]
      [Lint|Linting|The linter|ESLint] [passes|is clean|is green|passed|is happy]
      [Type check|Type-check|Typecheck|Type checking|tsc|TypeScript] [passes|is clean|passed|reports no errors]
      \`npm run build\` [succeeds|passes|works|is green|exits 0|: ok]
      \`npm run lint\` [passes|is clean|: no errors]
      \`npx tsc --noEmit\` [passes|: no errors|is clean]
      [Build|Lint|Types]: [✅|ok|passing|clean|green]
      [No|Zero|0] [lint errors|type errors|build errors|TypeScript errors]
      The project [builds|compiles] [cleanly|without errors|successfully]
      TypeScript compiles without errors
      Build, lint and tests all pass
      Lint and type check pass
      Everything compiles without errors
      [I verified that the|Confirmed: the] build passes
      The code type-checks
    `,
    false: `
      [The build|Build] [fails|is broken|is red|failed|does not pass|is failing]
      [Lint|Linting|ESLint] [fails|is red|failed|is failing|is not clean]
      [Type check|Typecheck|tsc] [fails|failed|is broken]
      \`npm run build\` [fails|is broken|exits 1]
      \`npm run lint\` fails
      [Build|Lint|Types]: [❌|failing|red|broken]
      There are 3 type errors
      4 lint errors remain
      The project does not compile
      Build and lint fail
    `,
  },
  broken: {
    true: `
      [The build|Build] [fails|is broken|is red|failed]
      Lint [fails|is red|is failing]
      Type check fails
      \`npm run build\` fails
      Build: ❌
      The project does not compile
    `,
    false: `
      [The build|Build] [passes|is green|succeeds|works]
      [Lint|Linting] [passes|is clean|is green]
      [Type check|Typecheck] [passes|is clean]
      \`npm run build\` [succeeds|passes|exits 0]
      Build: [✅|ok|passing]
      No [lint|type|build] errors
      The project [builds|compiles] [cleanly|without errors]
      Build, lint and tests all pass
      - [x] Build passes
    `,
  },
  aged: {
    stale: `
      [The build|Build] [passes|is green|succeeds]
      Lint [passes|is clean]
      Type check passes
      \`npm run build\` succeeds
      No lint errors
      No type errors
      The project compiles without errors
      Build: ✅
      Lint: clean
    `,
  },
  none: `
    The build [should|must|will|might|could] [pass|fail]
    [Make sure|Ensure|Verify|Check] [that |]the build passes
    [Run|Fix] the [build|lint|linter]
    Does the build pass?
    If lint fails, run it with --fix
    Once the build is green, tag a release
    [TODO|Next|Goal]: get the build green
    The user said the build fails
    Fixed the broken build
    Add a lint step to CI
    The build script copies the assets
    Build the Docker image
    Configured the linter to ignore dist
    Builds are cached in .cache
    Linting rules live in biome.json
    We need the build to pass
    The build was failing because of a stale cache, which was mended
    Previously the build failed
    When lint is clean, push
    The linter reports unused imports as errors
    Wait for the build to finish
    Types for the API live in src/types.ts
    The build passes the version to the bundler
  `,
})
