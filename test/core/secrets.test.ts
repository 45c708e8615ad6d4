import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayHoldSecret } from '../../src/core/secret-gate.ts'
import { findSecrets, maskSecrets } from '../../src/core/secrets.ts'

const letters = (length: number): string => 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY'.repeat(10).slice(0, length)
const hex = (length: number): string => '0123456789abcdef'.repeat(10).slice(0, length)

/** Made up at run time, so that no scanner takes this file for a leak. */
const SECRETS: [name: string, prefix: string, rest: string][] = [
  ['private key', '-----BEGIN RSA PRIVATE KEY-----', `\n${letters(64)}\n-----END RSA PRIVATE KEY-----`],
  ['Anthropic key', 'sk-ant-', `api03-${letters(40)}`],
  ['OpenAI key', 'sk-proj-', letters(48)],
  ['Stripe key', 'sk_live_', letters(24)],
  ['Stripe webhook', 'whsec_', letters(32)],
  ['GitHub token', 'ghp_', letters(36)],
  ['GitHub fine-grained', 'github_pat_', letters(60)],
  ['GitLab token', 'glpat-', letters(20)],
  ['npm token', 'npm_', letters(36)],
  ['PyPI token', 'pypi-', `AgE${letters(50)}`],
  ['AWS key id', 'AKIA', 'ABCD1234EFGH5678'],
  ['AWS secret', 'aws_secret_access_key=', letters(40)],
  ['Google key', 'AIza', letters(35)],
  ['Google OAuth', 'ya29.', letters(30)],
  ['Slack token', 'xoxb-', letters(20)],
  ['Slack webhook', 'hooks.slack.com/services/', letters(30)],
  ['Hugging Face token', 'hf_', letters(34)],
  ['Groq key', 'gsk_', letters(48)],
  ['xAI key', 'xai-', letters(48)],
  ['Perplexity key', 'pplx-', letters(48)],
  ['Replicate token', 'r8_', letters(37)],
  ['Vercel token', 'vcp_', letters(30)],
  ['DigitalOcean token', 'dop_v1_', hex(64)],
  ['SendGrid key', 'SG.', `${letters(22)}.${letters(43)}`],
  ['Twilio key', 'SK', hex(32)],
  ['Linear key', 'lin_api_', letters(40)],
  ['Notion token', 'ntn_', letters(44)],
  ['JSON web token', 'eyJ', `${letters(20)}.eyJ${letters(30)}.${letters(30)}`],
  ['password in URL', 'postgres://user:', `${letters(12)}@db.example.com/x`],
  ['authorization header', 'Authorization: Bearer ', letters(24)],
  ['assigned secret', 'MY_API_KEY=', letters(24)],
]

describe('secrets', () => {
  it.each(SECRETS)('%s is masked, its prefix stays', (_, prefix, rest) => {
    for (const text of [`${prefix}${rest}`, `before ${prefix}${rest} after`, `x="${prefix}${rest}"`]) {
      expect(mayHoldSecret(text)).toBe(true)
      const masked = maskSecrets(text)
      expect(masked).toContain('[masked]')
      expect(masked).not.toContain(rest.split('@')[0]!.slice(0, 20))
      expect(findSecrets(text).length).toBeGreaterThan(0)
      expect(maskSecrets(masked)).toBe(masked)
    }
  })

  it.each([
    '',
    'the secret of the token',
    'const KEY = value',
    'https://example.com:8080/a@b',
    'task-notification',
    'a.b.c',
    'git@github.com:a/b.git',
  ])('%j stays', text => {
    expect(maskSecrets(text)).toBe(text)
  })

  it('finds a secret anywhere in any text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRETS), fc.string(), fc.string(), ([, prefix, rest], before, after) => {
        const masked = maskSecrets(`${before} ${prefix}${rest} ${after}`)
        expect(masked).toContain('[masked]')
      }),
    )
  })
})
