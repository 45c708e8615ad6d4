/**
 * Masks credentials in text. Shapes of the vendors' own documentation; each keeps its recognisable prefix so that a reader
 * knows what was there. Runs at every exit, so it must be fast: `GATE` skips texts that hold no prefix at all.
 */
interface SecretShape {
  name: string
  /** Group 1 is kept, the rest is masked. */
  pattern: RegExp
}

const SHAPES: readonly SecretShape[] = [
  {
    name: 'private key',
    pattern:
      /(-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)(?!\[masked\])[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { name: 'Anthropic key', pattern: /\b(sk-ant-)[A-Za-z0-9_-]{16,}/g },
  { name: 'OpenAI key', pattern: /\b(sk-(?:proj-|svcacct-|admin-|or-v1-)?)(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{20,}/g },
  { name: 'Stripe key', pattern: /\b([sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}/g },
  { name: 'GitHub token', pattern: /\b(gh[pousr]_)[A-Za-z0-9]{30,}/g },
  { name: 'GitHub token', pattern: /\b(github_pat_)[A-Za-z0-9_]{30,}/g },
  { name: 'GitLab token', pattern: /\b(gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas)-)[A-Za-z0-9_-]{20,}/g },
  { name: 'npm token', pattern: /\b(npm_)[A-Za-z0-9]{36,}/g },
  { name: 'PyPI token', pattern: /\b(pypi-)AgE[A-Za-z0-9_-]{40,}/g },
  { name: 'AWS key id', pattern: /\b((?:AKIA|ASIA|ABIA|ACCA))[A-Z0-9]{16}\b/g },
  {
    name: 'AWS secret',
    pattern: /((?:aws_?)?secret_?(?:access_?)?key["']?\s*[:=]\s*["']?)[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
  },
  { name: 'Google key', pattern: /\b(AIza)[A-Za-z0-9_-]{35}/g },
  { name: 'Google OAuth', pattern: /\b(ya29\.|GOCSPX-)[A-Za-z0-9_-]{20,}/g },
  { name: 'Slack token', pattern: /\b(xox[abeoprs]-|xapp-\d-)[A-Za-z0-9-]{10,}/g },
  { name: 'Slack webhook', pattern: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{20,}/g },
  { name: 'Discord token', pattern: /\b()[MNO][A-Za-z\d_-]{23,25}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}/g },
  { name: 'Hugging Face token', pattern: /\b(hf_)[A-Za-z0-9]{30,}/g },
  { name: 'Groq key', pattern: /\b(gsk_)[A-Za-z0-9]{40,}/g },
  { name: 'xAI key', pattern: /\b(xai-)[A-Za-z0-9]{40,}/g },
  { name: 'Perplexity key', pattern: /\b(pplx-)[A-Za-z0-9]{40,}/g },
  { name: 'Replicate token', pattern: /\b(r8_)[A-Za-z0-9]{30,}/g },
  { name: 'Vercel token', pattern: /\b(vc[pikar]_)[A-Za-z0-9]{24,}/g },
  { name: 'DigitalOcean token', pattern: /\b(do[opr]_v1_)[a-f0-9]{64}/g },
  { name: 'SendGrid key', pattern: /\b(SG\.)[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/g },
  { name: 'Twilio key', pattern: /\b(SK)[0-9a-f]{32}\b/g },
  { name: 'Telegram token', pattern: /\b()\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g },
  { name: 'Linear key', pattern: /\b(lin_(?:api|oauth)_)[A-Za-z0-9]{32,}/g },
  { name: 'Notion token', pattern: /\b(secret_|ntn_)[A-Za-z0-9]{40,}/g },
  { name: 'JSON web token', pattern: /\b(eyJ)[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g },
  {
    name: 'password in URL',
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'`<>]{0,100}:)[^\s@/"'`<>]{3,200}(?=@[A-Za-z0-9[])/g,
  },
  {
    name: 'authorization header',
    pattern: /(\bAuthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|token)\s+)[A-Za-z0-9._~+/=-]{16,}/gi,
  },
  {
    name: 'assigned secret',
    pattern:
      /(\b[A-Z0-9_]*(?:API_?KEY|SECRET|TOKEN|PASSWORD|PASSWD)\s*=\s*["']?)(?=[^\s"']*\d)(?=[^\s"']*[A-Za-z])[A-Za-z0-9_\-+/=.]{20,}/g,
  },
]

const GATE =
  /-----BEGIN|sk-|[sr]k_|whsec_|gh[pousr]_|github_pat|gl[a-z]{2,5}-|npm_|pypi-|A(?:KIA|SIA|BIA|CCA)|secret|AIza|ya29|GOCSPX|xox|xapp-|slack\.com|hf_|gsk_|xai-|pplx-|r8_|vc[pikar]_|do[opr]_v1|SG\.|SK[0-9a-f]{8}|:AA|lin_|ntn_|eyJ|:\/\/[^\s/]*:|uthorization|KEY|SECRET|TOKEN|PASSW|[MNO][A-Za-z\d_-]{23}/i

export const MASK = '[masked]'

/** Replaces every credential by its prefix and `[masked]`. Idempotent; returns the same string when nothing was found. */
export function maskSecrets(text: string): string {
  if (text.length < 16 || !GATE.test(text)) return text
  let result = text
  for (const { pattern } of SHAPES) result = result.replace(pattern, (_, kept: string) => `${kept}${MASK}`)
  return result
}

/** Names and places of the credentials in a text; never the credential itself. */
export function findSecrets(text: string): { name: string; start: number; end: number }[] {
  const found: { name: string; start: number; end: number }[] = []
  if (!GATE.test(text)) return found
  for (const { name, pattern } of SHAPES)
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
