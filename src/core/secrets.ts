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
  { name: 'Anthropic key', hints: ['sk-ant-'], pattern: /(?<![A-Za-z])(sk-ant-)[A-Za-z0-9_-]{16,}/g },
  {
    name: 'OpenAI key',
    hints: ['sk-'],
    pattern: /(?<![A-Za-z])(sk-(?:proj-|svcacct-|admin-|or-v1-|lf-)?)(?=[A-Za-z0-9_-]{0,200}\d)[A-Za-z0-9_-]{20,}/g,
  },
  {
    name: 'Stripe key',
    hints: ['sk_', 'rk_', 'whsec_'],
    pattern: /(?<![A-Za-z])([sr]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}/g,
  },
  {
    name: 'GitHub token',
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /(?<![A-Za-z])(gh[pousr]_)[A-Za-z0-9_]{30,}/g,
  },
  { name: 'GitHub token', hints: ['github_pat_'], pattern: /(?<![A-Za-z])(github_pat_)[A-Za-z0-9_]{30,}/g },
  {
    name: 'GitLab token',
    hints: ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'gloas-'],
    pattern: /(?<![A-Za-z])(gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas)-)[A-Za-z0-9_-]{20,}/g,
  },
  { name: 'npm token', hints: ['npm_'], pattern: /(?<![A-Za-z])(npm_)[A-Za-z0-9_]{36,}/g },
  { name: 'PyPI token', hints: ['pypi-'], pattern: /(?<![A-Za-z])(pypi-)AgE[A-Za-z0-9_-]{40,}/g },
  {
    name: 'AWS key id',
    hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /(?<![A-Za-z0-9])(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  },
  {
    name: 'AWS secret',
    hints: ['secret', 'SECRET', 'Secret'],
    pattern: /((?:aws_?)?secret_?(?:access_?)?key["']?\s*[:=]\s*["']?)[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
  },
  { name: 'Google key', hints: ['AIza'], pattern: /(?<![A-Za-z])(AIza)[A-Za-z0-9_-]{35}/g },
  { name: 'Google OAuth', hints: ['ya29.', 'GOCSPX-'], pattern: /(?<![A-Za-z])(ya29\.|GOCSPX-)[A-Za-z0-9_-]{20,}/g },
  {
    name: 'Slack token',
    hints: ['xox', 'xapp-'],
    pattern: /(?<![A-Za-z])(xox[abeoprs]-|xapp-)(?=[A-Za-z-]{0,200}\d)[A-Za-z0-9-]{10,}/g,
  },
  {
    name: 'Slack webhook',
    hints: ['hooks.slack.com/'],
    pattern: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{20,}/g,
  },
  {
    name: 'Discord token',
    hints: ['.'],
    pattern: /(?<![A-Za-z])()[MNO][A-Za-z\d_-]{23,25}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,}/g,
  },
  { name: 'Hugging Face token', hints: ['hf_'], pattern: /(?<![A-Za-z])(hf_)[A-Za-z0-9]{30,}/g },
  { name: 'Groq key', hints: ['gsk_'], pattern: /(?<![A-Za-z])(gsk_)[A-Za-z0-9]{40,}/g },
  { name: 'xAI key', hints: ['xai-'], pattern: /(?<![A-Za-z])(xai-)[A-Za-z0-9]{40,}/g },
  { name: 'Perplexity key', hints: ['pplx-'], pattern: /(?<![A-Za-z])(pplx-)[A-Za-z0-9]{40,}/g },
  { name: 'Replicate token', hints: ['r8_'], pattern: /(?<![A-Za-z])(r8_)[A-Za-z0-9]{30,}/g },
  {
    name: 'Vercel token',
    hints: ['vcp_', 'vci_', 'vck_', 'vca_', 'vcr_'],
    pattern: /(?<![A-Za-z])(vc[pikar]_)[A-Za-z0-9]{20,}/g,
  },
  {
    name: 'DigitalOcean token',
    hints: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    pattern: /(?<![A-Za-z])(do[opr]_v1_)[a-f0-9]{64}/g,
  },
  { name: 'SendGrid key', hints: ['SG.'], pattern: /(?<![A-Za-z])(SG\.)[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g },
  { name: 'Twilio key', hints: ['SK'], pattern: /(?<![A-Za-z])(SK)[0-9a-f]{32}\b/g },
  { name: 'Telegram token', hints: [':AA'], pattern: /(?<![A-Za-z])()\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g },
  { name: 'Linear key', hints: ['lin_'], pattern: /(?<![A-Za-z])(lin_(?:api|oauth)_)[A-Za-z0-9_]{32,}/g },
  { name: 'Notion token', hints: ['secret_', 'ntn_'], pattern: /(?<![A-Za-z])(secret_|ntn_)[A-Za-z0-9]{40,}/g },
  {
    name: 'JSON web token',
    hints: ['eyJ'],
    pattern: /(?<![A-Za-z])(eyJ)[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  },
  {
    name: 'token in URL',
    hints: [':x-oauth-basic@'],
    pattern: /(https?:\/{1,2})[^\s:@/]{8,256}(?=:x-oauth-basic@)/g,
  },
  {
    name: 'password in URL',
    hints: [':/'],
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/{1,2}[^\s:/?#@"'`<>]{0,100}:)[^\s@/"'`<>]{1,200}(?=@[A-Za-z0-9[])/g,
  },
  {
    name: 'authorization header',
    hints: ['uthorization', 'UTHORIZATION'],
    pattern: /(\bAuthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|token)\s+)[A-Za-z0-9._~+/=-]{8,}/gi,
  },
  { name: 'Shopify token', hints: ['shp'], pattern: /(?<![A-Za-z])(shp(?:pa|ca|at|ss)_)[A-Za-z0-9]{32,}/g },
  { name: 'Grafana token', hints: ['glc_'], pattern: /(?<![A-Za-z])(glc_)[A-Za-z0-9+/]{32,}={0,2}/g },
  { name: 'Grafana token', hints: ['glsa_'], pattern: /(?<![A-Za-z])(glsa_)[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}/g },
  { name: '1Password token', hints: ['ops_'], pattern: /(?<![A-Za-z])(ops_)ey[A-Za-z0-9+/=]{60,}/g },
  { name: 'Vault token', hints: ['hvs.', 'hvb.', 'hvr.'], pattern: /(?<![A-Za-z])(hv[sbr]\.)[A-Za-z0-9_-]{24,}/g },
  { name: 'Databricks token', hints: ['dapi'], pattern: /(?<![A-Za-z])(dapi)[A-Fa-f0-9]{32}(?![A-Fa-f0-9])/g },
  { name: 'Docker token', hints: ['dckr_'], pattern: /(?<![A-Za-z])(dckr_(?:pat|oat)_)[A-Za-z0-9_-]{27,}/g },
  { name: 'Figma token', hints: ['figd_'], pattern: /(?<![A-Za-z])(figd_)[A-Za-z0-9_-]{40,}/g },
  {
    name: 'service token',
    hints: [
      'sgamp_',
      'fw_',
      'csk-',
      'tvly-',
      'lsv2_',
      'e2b_',
      'sbp_',
      'pscale_',
      'sntry',
      'nfp_',
      'fo1_',
      'rubygems_',
      'tgp_v1_',
      'ATATT3',
      'ATBB',
      'PMAK-',
      'NRAK-',
      'crsr_',
    ],
    pattern:
      /(?<![A-Za-z0-9+])(sgamp_|fw_|csk-|tvly-|lsv2_(?:pt|sk)_|e2b_|sbp_|pscale_(?:tkn|pw|oauth)_|sntry[us]_|nfp_|fo1_|rubygems_|tgp_v1_|ATATT3|ATBB|PMAK-|NRAK-|crsr_)(?=[A-Za-z_-]{0,200}\d)[A-Za-z0-9_=-]{24,}/g,
  },
  { name: 'age key', hints: ['AGE-SECRET-KEY-1'], pattern: /(AGE-SECRET-KEY-1)[A-Z0-9]{40,}/g },
  {
    name: 'npm credentials',
    hints: ['_authToken', '_password'],
    pattern: /(_(?:authToken|password)\s*=\s*["']?)(?!\$)[^\s"'$]{6,}/g,
  },
  {
    name: 'key header',
    hints: ['pi-key', 'pi-Key', 'PI-Key', 'PI-KEY'],
    pattern: /(\bx-(?:goog-)?api-key["']?\s*[:=]\s*["']?)(?!\[masked\])[A-Za-z0-9._~+/=-]{12,}/gi,
  },
  {
    name: 'password of curl',
    hints: ['curl '],
    pattern: /(\bcurl\b[^\n]{0,300}?\s(?:-u|--user)[ =]["']?[^\s:"'$]{1,100}:)(?!\[masked\])[^\s"'$]{1,200}/g,
  },
  {
    name: 'assigned secret',
    hints: ['KEY', 'SECRET', 'TOKEN'],
    pattern:
      /(\b[A-Z0-9_]*(?:API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET(?:_?KEY)?|TOKEN)["']?\s*[=:]\s*["']?)(?=[^\s"']{0,200}\d)(?=[^\s"']{0,200}[A-Za-z])[A-Za-z0-9_\-+/=.]{16,}/g,
  },
  {
    name: 'assigned password',
    hints: ['PASSW', 'PWD'],
    pattern:
      /(\b[A-Z0-9_]*(?:PASSWORD|PASSWD|_PWD)["']?\s*=\s*["']?)(?![^\s"']{0,200}[([{])(?!\[masked\])[^\s"'`$<>{}()[\],;|&/\\][^\s"'`$<>{}()[\],;|&]{5,}/g,
  },
  {
    name: 'secret in JSON',
    hints: ['ey"', 'ecret"', 'oken"', 'assword"', 'ey\\"', 'ecret\\"', 'oken\\"', 'assword\\"'],
    pattern:
      /(\\?"(?:\w*(?:api|access|private|secret|auth|client)[_-]?(?:key|secret|token)|refresh_?token|password)\\?"\s*:\s*\\?")(?!\[masked\])(?=[^"\s]{0,200}\d)(?=[^"\s]{0,200}[A-Za-z])[^\s"\\<>${}]{8,}/gi,
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

/** Masks every string inside a JSON value; keys stay. What holds no credential is shared with the value given, not copied. */
export function maskDeep<T>(value: T): T {
  if (typeof value === 'string') return maskSecrets(value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return maskItems(value) as T
  let changed: Map<string, unknown> | null = null
  for (const key in value) {
    const safe = maskDeep(value[key])
    if (safe !== value[key]) changed = (changed ?? new Map()).set(key, safe)
  }
  if (changed === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, changed.has(key) ? changed.get(key) : item]),
  ) as T
}

function maskItems(list: readonly unknown[]): readonly unknown[] {
  const masked = list.map(maskDeep)
  return masked.every((item, at) => item === list[at]) ? list : masked
}
