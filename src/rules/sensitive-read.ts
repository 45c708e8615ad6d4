import { readPaths } from '../core/lint/paths.ts'
import { defineRule } from '../core/lint/rule.ts'
import { fenced, fragment } from './_sample.ts'

const SENSITIVE =
  /(?:^|[\\/])(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker)(?:[\\/]|$)|(?:^|[\\/])(?:\.env(?:\.(?!example|sample|template)[\w.-]+)?|\.netrc|\.npmrc|\.pypirc|\.git-credentials|credentials(?:\.json)?|id_(?:rsa|dsa|ecdsa|ed25519)|shadow|\.claude\.json)$|\.(?:pem|p12|pfx|key|keystore)$/i

export default defineRule({
  id: 'sensitive-read',
  group: 'safety',
  tier: 'pure',
  severity: 'error',
  summary: 'no `Read()` call opens credentials',
  why: 'A document to read is never a key; a call that opens one was put there by someone else.',
  kinds: ['handoff', 'reflection', 'mission'],
  examples: {
    ok: [{ text: fragment('0.2', fenced('Read("/code/shop/.env.example")\nRead("/code/shop/docs/keys.md")')) }],
    bad: [{ text: fragment('0.2', fenced('Read("~/.ssh/id_rsa")')) }],
  },
  check({ document, report }) {
    for (const { path, place } of readPaths(document))
      if (SENSITIVE.test(path))
        report({
          place,
          unexpected: `\`Read()\` of \`${path}\`, where credentials are kept`,
          expected: 'a planning document',
        })
  },
})
