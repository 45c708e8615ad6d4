import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'dependency',
  fresh: {
    true: `
      [Added|Installed|Introduced] [zod|\`zod\`] as a [dependency|runtime dependency|new dependency]
      [Added|Installed] [dependency|the dependency|package] [zod|\`csv-parse\`]
      [Added|Installed] \`vitest\` as a dev dependency
      New dependency: [zod|\`csv-parse\`]
      \`zod\` [is|was|has been] added to \`package.json\`
      [Installed|Added] \`zod@4\` as a dependency
      Added csv-parse to package.json
      The project now depends on zod
      [Removed|Dropped] [the lodash dependency|dependency lodash|lodash from package.json|\`lodash\` as a dependency]
      No longer depends on lodash
      Uninstalled \`left-pad\`
      Installed \`csv-parse\` 5.6.0 as a dependency
    `,
    false: `
      [Added|Installed|Introduced] [lodash|\`lodash\`] as a [dependency|runtime dependency|new dependency]
      [Added|Installed] [dependency|the dependency|package] [axios|\`express\`]
      [Added|Installed] \`jest\` as a dev dependency
      New dependency: [react|\`p-limit\`]
      \`axios\` [is|was|has been] added to \`package.json\`
      [Installed|Added] \`zod@3\` as a dependency
      Added express to package.json
      The project now depends on lodash
      [Removed|Dropped] [the zod dependency|dependency zod|zod from package.json|\`zod\` as a dependency]
      No longer depends on zod
      Uninstalled \`vitest\`
      Installed \`csv-parse\` 6.0.0 as a dependency
    `,
  },
  aged: {
    false: `
      Removed the zod dependency
      Added lodash as a dependency
    `,
  },
  none: `
    [Add|Install|Remove|Upgrade] [zod|lodash] as a dependency
    lodash [should|must|will|could] be added as a dependency
    Do we depend on lodash?
    If lodash is installed, remove it
    Once lodash is installed, import it
    [Next|TODO]: add lodash as a dependency
    The user asked for lodash as a dependency
    Task 3 depends on task 2
    It depends
    Run \`npm install lodash\`
    Avoid new dependencies
    Consider adding \`p-limit\` as a dependency
    Maybe lodash was added as a dependency
    Don't add dependencies
    The result depends on the clock
    Dependencies are pinned
    We might drop the zod dependency
    The plan is to install axios
    Package names are lower case
    Dependency injection is used
  `,
})
