/** Writes a first version of a rule, claim kind, target, tool, hook, verb or reporter: `npx tsx scripts/new.ts rule my-rule`. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

interface Template {
  dir: string
  text(name: string): string
}

const TEMPLATES: Record<string, Template> = {
  rule: {
    dir: 'src/rules',
    text: name => `import { defineRule } from '../core/lint/rule.ts'

export default defineRule({
  id: '${name}',
  group: 'structure',
  tier: 'pure',
  severity: 'warning',
  summary: 'What the rule wants, in one line',
  why: 'What goes wrong for the next session without it.',
  kinds: ['handoff'],
  examples: {
    ok: [{ text: '## 1.2 Goal Stack\\n\\n- **Ultimate Goal:** ship it\\n' }],
    bad: [{ text: '## 1.2 Goal Stack\\n' }],
  },
  check({ document, report }) {
    const section = document.section('1.2')
    if (section && document.bodyOf(section).trim() === '')
      report({ place: section.heading, unexpected: 'empty section', expected: 'its content' })
  },
})
`,
  },
  claim: {
    dir: 'src/verify',
    text: name => `import { defineClaimKind } from '../core/claim.ts'

export default defineClaimKind({
  id: '${name}' as never,
  summary: 'What is claimed',
  find: () => [],
  judge: () => ({ verdict: 'unsupported', evidence: [] }),
})
`,
  },
  target: {
    dir: 'src/targets',
    text: name => `import { defineTarget } from '../core/target.ts'

export default defineTarget({
  id: '${name}',
  title: '${name}',
  docs: 'https://example.com',
  verifiedOn: '${new Date().toISOString().slice(0, 10)}',
  confirmed: false,
  tools: { todo: null, question: null, skill: null, subagent: null, read: null },
})
`,
  },
  tool: {
    dir: 'src/server/tools',
    text: name => `import { defineTool } from '../tool.ts'

export default defineTool({
  name: '${name}',
  title: '${name}',
  description: 'What it does, and when to call it.',
  input: { type: 'object', properties: {}, additionalProperties: false },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run: async () => ({ text: 'done' }),
})
`,
  },
  hook: {
    dir: 'src/hooks',
    text: name => `import { defineHook } from '../app/hook.ts'

export default defineHook({ event: '${name}', run: async () => ({}) })
`,
  },
  verb: {
    dir: 'src/cli/commands',
    text: name => `import { defineVerb } from '../verb.ts'

export default defineVerb({
  name: '${name}',
  summary: 'what it does, in one line',
  examples: [['midstride ${name}', 'what this shows']],
  async run({ out }) {
    out('done\\n')
    return 0
  },
})
`,
  },
  reporter: {
    dir: 'src/reporters',
    text: name => `import { defineReporter } from '../core/finding.ts'

export default defineReporter({
  id: '${name}',
  summary: 'For whom it is',
  format: reports => \`\${JSON.stringify(reports)}\\n\`,
})
`,
  },
}

const [what = '', name = ''] = process.argv.slice(2)
const template = TEMPLATES[what]
if (!template || !/^[a-z][a-z0-9_-]*$/.test(name)) {
  process.stderr.write(`usage: npx tsx scripts/new.ts ${Object.keys(TEMPLATES).join('|')} <name>\n`)
  process.exit(2)
}
const file = path.join(root, template.dir, `${name}.ts`)
if (existsSync(file)) {
  process.stderr.write(`${path.relative(root, file)} exists already — choose another name\n`)
  process.exit(2)
}
await writeFile(file, template.text(name))
await import('./generate.ts')
process.stdout.write(`${path.relative(root, file)} — now make it true\n`)
