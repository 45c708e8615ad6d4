import fc from 'fast-check'

/** Shapes of credentials; made up at run time, so that no scanner takes the tests for a leak. `name` of a rule of secretlint's preset, or of ours. */
const from = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern)
const pem = (kind: string): fc.Arbitrary<string> =>
  from(/^[A-Za-z0-9+/]{200}$/).map(
    body =>
      `-----BEGIN ${kind}PRIVATE KEY-----\n${body.match(/.{1,64}/g)!.join('\n')}\n-----END ${kind}PRIVATE KEY-----`,
  )
const word = from(/^[a-z]{4,10}$/)
const pass = from(/^[A-Za-z0-9]{6}[0-9][a-z]{4}$/)

/** Kinds that secretlint's recommended preset knows, with the part that must never be seen. */
export const PRESET: Record<string, fc.Arbitrary<{ text: string; secret: string }>> = Object.fromEntries(
  Object.entries({
    'aws secret': from(/^aws_secret_access_key = [A-Za-z0-9/+]{39}[A-Za-z0-9]$/),
    'npm token': from(/^npm_[A-Za-z0-9_]{36}$/),
    'slack token': from(/^xox[bpaor]-[0-9]{12}-[0-9]{12}-[a-zA-Z0-9]{24}$/),
    'slack app token': from(/^xapp-1-A[A-Z0-9]{10}-[0-9]{13}-[a-f0-9]{64}$/),
    'slack webhook': from(/^https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{8}\/B[A-Z0-9]{8}\/[A-Za-z0-9]{24}$/),
    'basic auth': fc.tuple(word, pass).map(([user, key]) => `https://${user}:${key}@registry.example.com/x`),
    'x-oauth-basic': from(/^https:\/\/[a-f0-9]{40}:x-oauth-basic@github\.com\/a\/b$/),
    openai: from(/^sk-(proj|svcacct|admin)-[A-Za-z0-9_-]{58}T3BlbkFJ[A-Za-z0-9_-]{57}[A-Za-z0-9]$/),
    'openai older': from(/^sk-[a-zA-Z0-9]{19}[0-9]T3BlbkFJ[a-zA-Z0-9]{20}$/),
    anthropic: from(/^sk-ant-api03-[A-Za-z0-9_-]{93}AA$/),
    groq: from(/^gsk_[a-zA-Z0-9]{52}$/),
    huggingface: from(/^hf_[a-zA-Z]{34}$/),
    linear: from(/^lin_api_[a-zA-Z0-9]{40}$/),
    notion: from(/^ntn_[0-9]{11}[A-Za-z0-9]{35}$/),
    sendgrid: from(/^SG\.[A-Za-z0-9_]{22}\.[A-Za-z0-9_]{43}$/),
    shopify: from(/^shp(pa|ca|at|ss)_[a-fA-F0-9]{32}$/),
    github: from(/^gh[pousr]_[A-Za-z0-9]{36}$/),
    'github fine-grained': from(/^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/),
    gitlab: from(/^glpat-[A-Za-z0-9_-]{19}[A-Za-z0-9]$/),
    'grafana cloud': from(/^glc_[A-Za-z0-9+/]{60}$/),
    'grafana service account': from(/^glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}$/),
    mongodb: fc.tuple(word, pass).map(([user, key]) => `mongodb+srv://${user}:${key}@cluster0.example.net/app`),
    mysql: fc.tuple(word, pass).map(([user, key]) => `mysql://${user}:${key}@db.example.com:3306/app`),
    postgres: fc.tuple(word, pass).map(([user, key]) => `postgresql://${user}:${key}@db.example.com:5432/app`),
    vault: from(/^hvs\.[A-Za-z0-9_-]{94}[A-Za-z0-9]$/),
    'vault batch': from(/^hvb\.[A-Za-z0-9_-]{150}[A-Za-z0-9]$/),
    vercel: from(/^vc[piark]_[A-Za-z0-9]{24}$/),
    databricks: from(/^dapi[a-f0-9]{32}$/),
    docker: from(/^dckr_pat_[a-zA-Z0-9_-]{26}[A-Za-z0-9]$/),
    figma: from(/^figd_[A-Za-z0-9_-]{39}[A-Za-z0-9]$/),
  }).map(([name, arbitrary]) => [name, arbitrary.map(text => ({ text, secret: hidden(text) }))]),
)

/** Kinds that agents use themselves, and those that nobody's scanner has a rule for. */
export const OWN: Record<string, fc.Arbitrary<{ text: string; secret: string }>> = Object.fromEntries(
  Object.entries({
    'npmrc token': from(/^\/\/registry\.example\.com\/:_authToken=[A-Za-z0-9-]{30}$/),
    '1password': from(/^ops_eyJ[A-Za-z0-9+/]{200}fQ==$/),
    'private key': fc.constantFrom('', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ').chain(pem),
    'aws key id': from(/^(AKIA|ASIA)[A-Z0-9]{16}$/),
    'Anthropic OAuth': from(/^sk-ant-oat01-[A-Za-z0-9_-]{86}AA$/),
    'OpenAI project': from(/^sk-proj-[A-Za-z0-9]{20}[0-9][A-Za-z0-9]{27}$/),
    OpenRouter: from(/^sk-or-v1-[a-f0-9]{64}$/),
    Google: from(/^AIza[A-Za-z0-9_-]{34}[A-Za-z0-9]$/),
    xAI: from(/^xai-[A-Za-z0-9]{80}$/),
    Copilot: from(/^gh[ou]_[A-Za-z0-9]{36}$/),
    Perplexity: from(/^pplx-[A-Za-z0-9]{48}$/),
    Amp: from(/^sgamp_user_[0-9][A-Z0-9]{25}_[a-f0-9]{64}$/),
    Stripe: from(/^[sr]k_(live|test)_[A-Za-z0-9]{24}$/),
    JWT: from(/^eyJhbGciOi[A-Za-z0-9]{12}\.eyJzdWIi[A-Za-z0-9]{20}\.[A-Za-z0-9_-]{42}[A-Za-z0-9]$/),
    bearer: from(/^Authorization: Bearer [A-Za-z0-9]{40}$/),
    basic: from(/^curl -H "Authorization: Basic [A-Za-z0-9]{20}$/),
    'api key header': from(/^x-api-key: [A-Za-z0-9]{32}$/),
    'password for curl': from(/^curl -sS -u deploy:[A-Za-z0-9]{12} https:\/\/ci\.example\.com$/),
    'env key': from(/^SERVICE_API_KEY=[A-Za-z]{10}[0-9][a-z][A-Za-z0-9]{10}$/),
    'env token': from(/^export CI_TOKEN="[A-Za-z]{10}[0-9][a-z][A-Za-z0-9]{10}$/),
    'env password': from(/^DB_PASSWORD=[a-z]{7}-[a-z]{7}-[a-z]{6}$/),
    'JSON key': from(/^\{"apiKey": "[A-Za-z]{8}[0-9][a-z][A-Za-z0-9]{12}$/),
    'redis URL': from(/^redis:\/\/:[A-Za-z0-9]{16}@cache\.example\.com:6379$/),
  }).map(([name, arbitrary]) => [name, arbitrary.map(text => ({ text, secret: hidden(text) }))]),
)

/** The middle of the credential itself: what no output may hold. */
function hidden(text: string): string {
  const body =
    /-u deploy:(\w+)/.exec(text)?.[1] ??
    /:\/\/[^:/]*:([^@]+)@/.exec(text)?.[1]?.replace(/^x-oauth-basic$/, '') ??
    /KEY-----\n([^\n]+)/.exec(text)?.[1] ??
    /(?:[=:"] ?|Bearer |Basic )"?([A-Za-z0-9/+_.-]{8,})$/.exec(text)?.[1] ??
    text
  const found = body || (/https:\/\/(\w+):/.exec(text)?.[1] ?? text)
  return found.length <= 12 ? found : found.slice(-12)
}
