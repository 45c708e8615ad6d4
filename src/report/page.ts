import { createHash } from 'node:crypto'
import { maskDeep } from '../core/secrets.ts'
import { type Html, html, type Value } from './html.ts'
import type { Facts, PageInput } from './input.ts'
import type { Part } from './part.ts'
import { agents } from './parts/agents.ts'
import { claims, VERDICTS } from './parts/claims.ts'
import { decisions } from './parts/decisions.ts'
import { document } from './parts/document.ts'
import { drift } from './parts/drift.ts'
import { files } from './parts/files.ts'
import { findings } from './parts/findings.ts'
import { first } from './parts/first.ts'
import { timeline } from './parts/timeline.ts'
import { todos } from './parts/todos.ts'
import { shallow } from './shallow.ts'
import { STYLE } from './style.ts'

export type { PageInput } from './input.ts'

/** One page that needs nothing else: no script, no request. Secrets are masked, whatever comes in is text. */
export function page({ text, parse, ...input }: PageInput): string {
  const facts = maskDeep(input)
  const tree = shallow(parse(text), text)
  const parts = [
    first(tree),
    drift(facts),
    claims(facts),
    todos(facts),
    agents(facts),
    decisions(facts),
    timeline(facts),
    files(facts),
    findings(facts),
    document(tree, facts),
  ].filter(part => part !== null)
  const hash = createHash('sha256').update(STYLE).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${facts.title}</title>
<style>${styleElement}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<div class="shell">
<header>
<h1>${facts.title}</h1>
${about(facts)}
${counts(facts)}
</header>
<nav aria-label="Contents"><ul>${parts.map(entry)}</ul></nav>
<main id="content">
${parts.map(section)}
</main>
</div>
</body>
</html>
`.markup
}

/** The style is ours: its quotation marks must stay as they are for its hash to hold. */
const styleElement: Html = html([STYLE] as unknown as TemplateStringsArray)

const entry = ({ id, title, count }: Part): Html =>
  html`<li><a href="${`#${id}`}">${title}${count === undefined ? null : html`<span class="n">${count}</span>`}</a></li>`

const section = ({ id, title, body }: Part): Html => html`<section id="${id}"><h2>${title}</h2>
${body}
</section>
`

const counts = ({ report }: Facts): Html =>
  html`<ul class="counts" aria-label="Verdicts on claims">${VERDICTS.map(verdict => html`<li class="${verdict}"><strong>${report.summary[verdict]}</strong>${verdict}</li>`)}</ul>`

/** What it is for and where it comes from. */
function about({ state, session }: Facts): Value {
  const facts: [string, string | null | undefined][] = [
    ['project', state?.project_path ?? session?.cwd],
    ['branch', state?.environment.git_branch ?? session?.gitBranch],
    ['agent', state?.x_midstride?.agent ?? session?.agent],
    ['session', state?.session_id ?? session?.sessionId],
    ['written', (state?.timestamp ?? session?.endedAt)?.slice(0, 16).replace('T', ' ')],
  ]
  const known = facts.filter(([, value]) => value)
  const goal = state?.goals.ultimate
  return [goal ? html`<p class="goal">${goal}</p>` : null, known.length > 0 ? definitions(known) : null]
}

const definitions = (known: readonly (readonly [string, Value])[]): Html =>
  html`<dl class="facts">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
