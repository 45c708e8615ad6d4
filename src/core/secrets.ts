import { mayHoldSecret } from './secret-gate.ts'

/**
 * Masks credentials in text. Shapes of the vendors' own documentation; each keeps its recognisable prefix so that a reader
 * knows what was there. Runs at every exit, so it must be fast: a pattern only sees texts that hold one of its hints.
 */
interface SecretShape {
  name: string
  /** A text without any of these holds none; looking for them is many times faster than the pattern. */
  hints: readonly string[]
  /** Group 1 is kept, the rest is masked. */
  pattern: RegExp
}

const SHAPES: readonly SecretShape[] = [
  {
    name: 'private key',
    hints: ['-----BEGIN'],
    pattern:
      /(-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)(?!\[masked\])[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { name: 'Anthropic key', hints: ['sk-ant-'], pattern: /\b(sk-ant-)[A-Za-z0-9_-]{16,}/g },
  {
    name: 'OpenAI key',
    hints: ['sk-'],
    pattern: /\b(sk-(?:proj-|svcacct-|admin-|or-v1-)?)(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{20,}/g,
  },
  { name: 'Stripe key', hints: ['sk_', 'rk_', 'whsec_'], pattern: /\b([sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}/g },
  { name: 'GitHub token', hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], pattern: /\b(gh[pousr]_)[A-Za-z0-9]{30,}/g },
  { name: 'GitHub token', hints: ['github_pat_'], pattern: /\b(github_pat_)[A-Za-z0-9_]{30,}/g },
  {
    name: 'GitLab token',
    hints: ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'gloas-'],
    pattern: /\b(gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas)-)[A-Za-z0-9_-]{20,}/g,
  },
  { name: 'npm token', hints: ['npm_'], pattern: /\b(npm_)[A-Za-z0-9]{36,}/g },
  { name: 'PyPI token', hints: ['pypi-'], pattern: /\b(pypi-)AgE[A-Za-z0-9_-]{40,}/g },
  {
    name: 'AWS key id',
    hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /\b((?:AKIA|ASIA|ABIA|ACCA))[A-Z0-9]{16}\b/g,
  },
  {
    name: 'AWS secret',
    hints: ['secret', 'SECRET', 'Secret'],
    pattern: /((?:aws_?)?secret_?(?:access_?)?key["']?\s*[:=]\s*["']?)[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
  },
  { name: 'Google key', hints: ['AIza'], pattern: /\b(AIza)[A-Za-z0-9_-]{35}/g },
  { name: 'Google OAuth', hints: ['ya29.', 'GOCSPX-'], pattern: /\b(ya29\.|GOCSPX-)[A-Za-z0-9_-]{20,}/g },
  { name: 'Slack token', hints: ['xox', 'xapp-'], pattern: /\b(xox[abeoprs]-|xapp-\d-)[A-Za-z0-9-]{10,}/g },
  {
    name: 'Slack webhook',
    hints: ['hooks.slack.com/'],
    pattern: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{20,}/g,
  },
  { name: 'Discord token', hints: ['.'], pattern: /\b()[MNO][A-Za-z\d_-]{23,25}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}/g },
  { name: 'Hugging Face token', hints: ['hf_'], pattern: /\b(hf_)[A-Za-z0-9]{30,}/g },
  { name: 'Groq key', hints: ['gsk_'], pattern: /\b(gsk_)[A-Za-z0-9]{40,}/g },
  { name: 'xAI key', hints: ['xai-'], pattern: /\b(xai-)[A-Za-z0-9]{40,}/g },
  { name: 'Perplexity key', hints: ['pplx-'], pattern: /\b(pplx-)[A-Za-z0-9]{40,}/g },
  { name: 'Replicate token', hints: ['r8_'], pattern: /\b(r8_)[A-Za-z0-9]{30,}/g },
  { name: 'Vercel token', hints: ['vcp_', 'vci_', 'vck_', 'vca_', 'vcr_'], pattern: /\b(vc[pikar]_)[A-Za-z0-9]{24,}/g },
  { name: 'DigitalOcean token', hints: ['dop_v1_', 'doo_v1_', 'dor_v1_'], pattern: /\b(do[opr]_v1_)[a-f0-9]{64}/g },
  { name: 'SendGrid key', hints: ['SG.'], pattern: /\b(SG\.)[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/g },
  { name: 'Twilio key', hints: ['SK'], pattern: /\b(SK)[0-9a-f]{32}\b/g },
  { name: 'Telegram token', hints: [':AA'], pattern: /\b()\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g },
  { name: 'Linear key', hints: ['lin_'], pattern: /\b(lin_(?:api|oauth)_)[A-Za-z0-9]{32,}/g },
  { name: 'Notion token', hints: ['secret_', 'ntn_'], pattern: /\b(secret_|ntn_)[A-Za-z0-9]{40,}/g },
  {
    name: 'JSON web token',
    hints: ['eyJ'],
    pattern: /\b(eyJ)[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  },
  {
    name: 'password in URL',
    hints: ['://'],
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'`<>]{0,100}:)[^\s@/"'`<>]{3,200}(?=@[A-Za-z0-9[])/g,
  },
  {
    name: 'authorization header',
    hints: ['uthorization', 'UTHORIZATION'],
    pattern: /(\bAuthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|token)\s+)[A-Za-z0-9._~+/=-]{16,}/gi,
  },
  {
    name: 'assigned secret',
    hints: ['KEY', 'SECRET', 'TOKEN', 'PASSW'],
    pattern:
      /(\b[A-Z0-9_]*(?:API_?KEY|SECRET|TOKEN|PASSWORD|PASSWD)\s*=\s*["']?)(?=[^\s"']*\d)(?=[^\s"']*[A-Za-z])[A-Za-z0-9_\-+/=.]{20,}/g,
  },
]

export const MASK = '[masked]'

const likely = (text: string): SecretShape[] =>
  mayHoldSecret(text) ? SHAPES.filter(shape => shape.hints.some(hint => text.includes(hint))) : []

/** Replaces every credential by its prefix and `[masked]`. Idempotent; returns the same string when nothing was found. */
export function maskSecrets(text: string): string {
  if (!mayHoldSecret(text)) return text
  let result = text
  for (const { pattern } of likely(text)) result = result.replace(pattern, (_, kept: string) => `${kept}${MASK}`)
  return result
}

/** Names and places of the credentials in a text; never the credential itself. */
export function findSecrets(text: string): { name: string; start: number; end: number }[] {
  const found: { name: string; start: number; end: number }[] = []
  for (const { name, pattern } of likely(text))
    for (const match of text.matchAll(pattern))
      found.push({ name, start: match.index, end: match.index + match[0].length })
  return found.sort((a, b) => a.start - b.start)
}

/** Masks every string inside a JSON value; keys stay. Returns a new value. */
export function maskDeep<T>(value: T): T {
  if (typeof value === 'string') return maskSecrets(value) as T
  if (Array.isArray(value)) return value.map(maskDeep) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskDeep(item)])) as T
}
