import { type Html, html, type Value } from '../html.ts'
import type { Facts } from '../input.ts'
import { list, none, type Part, table, when } from '../part.ts'

interface Row {
  path: string
  actor: string
  actions: readonly string[]
  at?: string | null
}

/** Files that were changed, by whom, and the commits; what was only read is not listed. */
export function files({ session, state }: Facts): Part | null {
  const touched: readonly Row[] = session?.files ?? state?.x_midstride?.changes ?? []
  const changed = touched.filter(({ actions }) => actions.some(action => action !== 'read'))
  const commits = session?.git.commits ?? state?.x_midstride?.commits ?? []
  if (!session && changed.length === 0 && commits.length === 0) return null
  const body: Value = [
    changed.length > 0 ? byActor(changed) : none('No file was changed.'),
    commits.length > 0
      ? html`<h3>Commits</h3>${list(
          'plain',
          commits.map(({ sha, subject }) => html`<li><code>${sha.slice(0, 9)}</code> ${subject}</li>`),
        )}`
      : null,
  ]
  return { id: 'files', title: 'Files', count: changed.length, body }
}

function byActor(rows: readonly Row[]): Html[] {
  const actors = [...new Set(rows.map(({ actor }) => actor))].sort(
    (a, b) => Number(b === 'main') - Number(a === 'main'),
  )
  return actors.map(actor => {
    const own = rows.filter(row => row.actor === actor)
    const name = actor === 'main' ? 'The agent itself' : `Agent ${actor}`
    return html`${actors.length > 1 ? html`<h3>${name}</h3>` : null}${table(['File', 'What', 'Last'], own.map(row))}`
  })
}

const row = ({ path, actions, at }: Row): Html =>
  html`<tr><td>${path}</td><td>${actions.filter(action => action !== 'read').join(', ')}</td><td class="dim">${when(at)}</td></tr>`
