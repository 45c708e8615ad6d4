import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'version',
  fresh: {
    true: `
      [Version|Current version|Package version]: 1.4.2
      [The version|The current version|The package version|Project version] is [|now ]1.4.2
      [Bumped|Updated] the [|package ]version to 1.4.2
      Bumped version from 1.4.1 to 1.4.2
      Bumped to 1.4.2
      [Upgraded|Updated|Bumped] [zod|\`zod\`] to [4.1.0|^4.1.0|v4.1.0|4.1]
      [Upgraded|Bumped] \`csv-parse\` from 5.5.0 to 5.6.0
      \`vitest\` was [upgraded|bumped] to 4.0.1
      Pinned zod at 4.1.0
      zod is at 4.1.0
    `,
    false: `
      [Version|Current version|Package version]: 2.0.0
      [The version|The current version|The package version|Project version] is [|now ]1.5.0
      [Bumped|Updated] the [|package ]version to 1.4.3
      Bumped version from 1.4.2 to 1.5.0
      Bumped to 3.0.0
      [Upgraded|Updated|Bumped] [zod|\`zod\`] to [4.3.0|^5.0.0|v3.9.0]
      [Upgraded|Bumped] \`csv-parse\` from 5.6.0 to 6.1.0
      \`vitest\` was [upgraded|bumped] to 5.0.0
      Pinned zod at 3.22.4
      zod is at 4.2.1
    `,
  },
  aged: {
    stale: `
      [Version|Current version|Package version]: 1.4.2
      [The version|The current version|The package version] is 1.4.2
      [Bumped|Raised] the version to 1.4.2
      Bumped to 1.4.2
      [Upgraded|Bumped] zod to 4.1.0
      zod is at 4.1.0
    `,
  },
  none: `
    [Bump|Set|Update] the version to 2.0.0
    The version [should|must|will|needs to] be 2.0.0
    Is the version 2.0.0?
    If the version is 2.0.0, tag it
    Once the version is 2.0.0, publish
    [Next|TODO]: bump the version to 2.0.0
    The user asked for version 2.0.0
    Upgrade zod to 5.0.0
    zod [should|could|might] be upgraded to 5.0.0
    Version numbers follow semver
    Versions are in package.json
    Maybe the version is 2.0.0
    Consider upgrading zod to 5
    When zod is at 5.0.0, migrate
    The timeout was raised to 2.5
    Coverage moved to 80.5
    Do not bump the version
    The plan is to release 2.0.0
    Python 3.12 or later is required
    Section 1.20 is YAML
  `,
})
