import { createHash } from 'node:crypto'
import { maskDeep } from '../core/secrets.ts'
import { oneLine, truncate } from '../core/text.ts'
import type { Session, State } from '../core/types.ts'
import type { VerifyReport } from '../generated/types/verify-report.ts'
import { type Html, html, type Value } from './html.ts'
import { STYLE } from './style.ts'

export interface PageInput {
  /** Name of the document. */
  name: string
  /** Markdown of the document. */
  text: string
  /** What its section 1.20 holds; null when it has none. */
  state: State | null
  report: VerifyReport
  session?: Session | undefined
}

const MAX_ROWS = 1000

/** One page that needs nothing else: no script, no link, no request. Secrets are masked, whatever comes in is text. */
export function page(input: PageInput): string {
  const { name, text, state, report, session } = maskDeep(input)
  const hash = createHash('sha256').update(STYLE).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  const parts: Value[] = [firstActions(text), claims(report), todos(state), decisions(state), timeline(session)]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<style>${styleElement}</style>
</head>
<body>
<h1>${name}</h1>
${counts(report)}
${parts}
</body>
</html>
`.markup
}

/** The style is ours: its quotation marks must stay as they are for its hash to hold. */
const styleElement: Html = html([STYLE] as unknown as TemplateStringsArray)

const VERDICTS = ['contradicted', 'stale', 'unsupported', 'verified'] as const

const counts = ({ summary }: VerifyReport): Html =>
  html`<ul class="counts">${VERDICTS.map(verdict => html`<li class="${verdict}"><strong>${summary[verdict]}</strong>${verdict}</li>`)}</ul>`

const section = (title: string, body: Value): Html => html`<h2>${title}</h2>
${body}
`

const none = (words: string): Html => html`<p class="dim">${words}</p>`

function table(head: readonly string[], rows: readonly Html[]): Html {
  const more = rows.length - MAX_ROWS
  return html`<table><thead><tr>${head.map(cell => html`<th>${cell}</th>`)}</tr></thead><tbody>${rows.slice(0, MAX_ROWS)}</tbody></table>${more > 0 ? none(`${more} more are left out`) : ''}`
}

/** Section 0 as it stands; of other documents the beginning. */
function firstActions(text: string): Html {
  const start = /^#{1,6}[ \t]+SECTION 0\b.*$/im.exec(text)
  const rest = start ? text.slice(start.index + start[0].length) : ''
  const end = /^#{1,6}[ \t]+SECTION [12]\b/im.exec(rest)
  if (start)
    return section(
      'First actions',
      html`<pre>${truncate(rest.slice(0, end?.index ?? rest.length).trim(), 20_000)}</pre>`,
    )
  return section('Document', html`<pre>${truncate(text.trim(), 20_000)}</pre>`)
}

function claims({ claims: list }: VerifyReport): Html {
  if (list.length === 0) return section('Claims', none('No claim that evidence could answer.'))
  const rows = [...list]
    .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.line - b.line)
    .map(
      ({ verdict, kind, line, text, evidence }) =>
        html`<tr><td class="mark ${verdict}">${verdict}</td><td>${text}${evidence.map(({ ref, detail }) => html`<br><small>${detail}${detail === ref ? '' : ` [${ref}]`}</small>`)}</td><td class="dim">${kind}</td><td class="dim">${line}</td></tr>`,
    )
  return section('Claims', table(['Verdict', 'Claim and evidence', 'Kind', 'Line'], rows))
}

function todos(state: State | null): Value {
  const list = state?.todos?.explicit ?? []
  if (!state) return null
  if (list.length === 0) return section('Todos', none('None.'))
  return section(
    'Todos',
    table(
      ['Status', 'Todo'],
      list.map(({ content, status }) => html`<tr><td class="mark">${status}</td><td>${content}</td></tr>`),
    ),
  )
}

function decisions(state: State | null): Value {
  if (!state) return null
  const binding = (state.decisions?.binding ?? []).map(
    ({ decision, rationale, binding: force }) =>
      html`<tr><td class="mark">${force}</td><td>${decision}<br><small>${rationale}</small></td></tr>`,
  )
  const technical = (state.decisions?.technical ?? []).map(
    ({ decision, rationale }) => html`<tr><td></td><td>${decision}<br><small>${rationale}</small></td></tr>`,
  )
  const rows = [...binding, ...technical]
  return section('Decisions', rows.length > 0 ? table(['Binding', 'Decision'], rows) : none('None.'))
}

function timeline(session: Session | undefined): Value {
  if (!session) return null
  const events = [
    ...session.messages.map(({ at, text, kind }) => ({ at, what: kind, text })),
    ...session.tests.map(run => ({ at: run.at, what: `tests ${run.outcome}`, text: run.command })),
    ...session.decisions.map(({ at, question, answer }) => ({ at, what: 'decision', text: `${question} → ${answer}` })),
    ...session.compactions.map(({ at, trigger }) => ({ at, what: 'compaction', text: trigger })),
  ]
    .filter(event => event.at !== null)
    .sort((a, b) => (a.at! < b.at! ? -1 : a.at! > b.at! ? 1 : 0))
  const rows = events.map(
    ({ at, what, text }) =>
      html`<tr><td class="dim">${at!.slice(0, 16).replace('T', ' ')}</td><td class="mark">${what}</td><td>${truncate(oneLine(text), 400)}</td></tr>`,
  )
  return section('Timeline', rows.length > 0 ? table(['When', 'What', ''], rows) : none('Nothing with a time.'))
}
