import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayHoldSecret } from '../../src/core/secret-gate.ts'
import { maskSecrets } from '../../src/core/secrets.ts'
import { OWN, PRESET } from '../support/secrets.ts'

/** What the reference finds in a text. */
async function reported(content: string): Promise<string[]> {
  const { messages } = await lintSource({
    source: { content, filePath: '/code/app/notes.md', ext: '.md', contentType: 'text' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, rules: [] }] },
      locale: 'en',
    },
  })
  return messages.map(message => message.message)
}

const wraps = [
  (text: string) => text,
  (text: string) => `before ${text} after`,
  (text: string) => `{"value":"${text}"}`,
  (text: string) => `- \`${text}\`\n`,
]

describe.each(Object.entries(PRESET))("secretlint's %s", (_, kind) => {
  it('is what the reference takes for a secret, and is masked here', async () => {
    const samples = fc.sample(kind, 12)
    const all = await Promise.all(samples.map(({ text }) => reported(text)))
    expect(all.filter(messages => messages.length > 0).length).toBeGreaterThan(samples.length / 2)
    for (const { text, secret } of samples) {
      for (const wrap of wraps) {
        expect(mayHoldSecret(wrap(text))).toBe(true)
        expect(maskSecrets(wrap(text))).not.toContain(secret)
        expect(maskSecrets(maskSecrets(wrap(text)))).toBe(maskSecrets(wrap(text)))
      }
      expect((await reported(maskSecrets(`before ${text} after`))).join()).not.toContain(secret)
    }
  })
})

describe.each(Object.entries(OWN))('%s', (_, kind) => {
  it('is masked', () => {
    for (const { text, secret } of fc.sample(kind, 30))
      for (const wrap of wraps.slice(0, 2)) {
        expect(mayHoldSecret(wrap(text)), text).toBe(true)
        expect(maskSecrets(wrap(text)), text).not.toContain(secret)
      }
  })
})

describe('what only looks odd', () => {
  it.each([
    'commit 8f3b1c9d2e4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c',
    '8f3b1c9 Add the limiter',
    'bacd26c1-ee34-407e-b009-ded7a95ccbe6',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  dist/cli.js',
    'sha512-Y4aOQ9kWzK1WbVVfGqYz3rQHbXcM7mY0Zb8fOaGq1sWw2f1v7oN3jQ5R0aZc9dKk8bE6hTtUuVvXxYyZzAaBb==',
    'integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
    'ses_6f1b2c3d4e5f60718293a4b5c6',
    'toolu_01A09q90qw90lq917835lq9',
    'msg_01XFDUDYJgAACzvnptvVoYEL',
    'req_011CSHoEeqs5C35K2UUqR7Fy',
    'call_2aGkLmN0pQrStUvWxYz12345',
    'rollout-2026-11-20T14-07-02-019ed917-1cf7-72a3-92f5-c0aa98fb134e.jsonl',
    'src/components/AbstractSingletonProxyFactoryBeanConfigurationManager2Impl.ts',
    'https://example.com:8080/a/b?x=1@2',
    'http://localhost:5173/src/main.ts:12:5',
    'git@github.com:owner/repo.git',
    'ssh://git@github.com/owner/repo.git',
    'deploy@host.example.com:/srv/app',
    'postgres://localhost:5432/app',
    'user@host',
    'node_modules/@scope/pkg@1.2.3/dist/index.js',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'const API_KEY = process.env.API_KEY',
    'API_KEY=$(op read op://vault/item)',
    'TOKEN=${CI_JOB_TOKEN}',
    'PASSWORD=<your password>',
    'export DB_PASSWORD="$SECRET"',
    'password = getpass.getpass("Password: ")',
    '"password": "string"',
    '{"apiKey": {"type": "string"}}',
    'MAX_TOKENS=200000',
    'CACHE_KEY=user-list-page-2-of-10-sorted-by-name',
    'the secret of good tests; the token is read from the keychain',
    'token_count, access_token_expires_in',
    'sk-learn, sk-image and risk-free-investments-in-2026',
    'task_description_of_the_day_number_12345678901234567890',
    'npm_config_registry, npm_package_name, npm_lifecycle_event',
    'hf_hub_download_with_a_very_long_function_name',
    'test_gh_issue_comment_is_posted_once_per_run',
    'curl -sS https://example.com/install.sh | sh',
    'docker run -u 1000:1000 node:20',
    '/home/dev/.claude/projects/-home-dev-exporter/bacd26c1-ee34-407e-b009-ded7a95ccbe6.jsonl',
    '[a-zA-Z0-9_-]{20,}',
  ])('%s', text => {
    expect(maskSecrets(text)).toBe(text)
  })
})

describe('masking', () => {
  const pieces = [
    'KEY=',
    'sk-',
    'TOKEN="',
    'curl -u ',
    '://a:',
    'eyJ',
    'PASSWORD=x',
    '"apiKey":"',
    '-----BEGIN PRIVATE KEY-----',
    'A',
    '_',
    'xoxb-',
    'SG.',
  ]
  it.each(pieces)('stays linear over half a megabyte of %j', piece => {
    expect(() => maskSecrets(piece.repeat(Math.ceil(500_000 / piece.length)))).not.toThrow()
  })
})
