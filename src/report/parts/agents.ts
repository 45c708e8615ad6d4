import type { Subagent } from '../../core/types.ts'
import { type Html, html, type Value } from '../html.ts'
import type { Facts } from '../input.ts'
import { chip, list, type Part, small } from '../part.ts'

/** Those that work for this session, with what they were asked and what they said. */
export function agents({ state }: Facts): Part | null {
  const all = state?.subagents ?? []
  if (all.length === 0) return null
  const running = all.filter(({ status }) => status === 'running' || status === 'pending').length
  return { id: 'agents', title: 'Agents', count: running, body: list('tree', all.map(row)) }
}

const row = ({ id, persona, task, prompt_summary, status, worktree, output_summary, blockers }: Subagent): Html =>
  html`<li>${chip(status, status)} <strong>${persona ?? id}</strong> ${task ?? prompt_summary}${small(
    [persona && id, worktree].filter(Boolean).join(' · '),
  )}${said('said', output_summary)}${said('blocked by', blockers.join('; '))}</li>`

const said = (label: string, text: string | null): Value => (text ? html`<p class="dim">${label}: ${text}</p>` : null)
