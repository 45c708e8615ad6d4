import { html } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, none, type Part, table } from '../part.ts'

export function findings({ lint }: Facts): Part | null {
  if (!lint) return null
  const rows = lint.findings.map(
    ({ ruleId, severity, message, help, line }) =>
      html`<tr><td>${chip(severity, severity)}</td><td>${message}${help ? html`<br><small>${help}</small>` : null}</td><td class="dim">${ruleId}</td><td class="dim">${line}</td></tr>`,
  )
  return {
    id: 'lint',
    title: 'Lint',
    count: rows.length,
    body: rows.length > 0 ? table(['', 'Finding', 'Rule', 'Line'], rows) : none('Clean.'),
  }
}
