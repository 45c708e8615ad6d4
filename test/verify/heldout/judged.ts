import { readFileSync } from 'node:fs'
import path from 'node:path'
import { verifyText } from '../../../src/app/verify.ts'
import type { VerifyReport } from '../../../src/generated/types/verify-report.ts'
import { spell } from '../corpus/_corpus.ts'
import { PLACES, type Place } from './worlds.ts'

export type Wanted = 'true' | 'false' | 'stale' | 'none'

export interface Judged {
  world: string
  kind: string
  wanted: Wanted
  text: string
  claims: VerifyReport['claims']
}

interface Entry {
  world: string
  kind: string
  wanted: Wanted
  text: string
}

const WANTED: Record<string, Wanted> = { '+': 'true', '-': 'false', '~': 'stale' }

/**
 * `== kind`, then a line per sentence: the world with `+` true, `-` false or `~` true once and overtaken since; `0` claims nothing anywhere.
 * `[a|b]` spells out alternatives, `\n` is a line break, a lone `| a | b |` a table of one row.
 */
export function readHeldOut(name: string): Entry[] {
  let kind = ''
  return readFileSync(path.join(import.meta.dirname, `${name}.txt`), 'utf8')
    .split('\n')
    .flatMap(line => {
      const head = /^== (\w+)$/.exec(line)
      if (head) kind = head[1]!
      const entry = /^(?:([A-Z])([-+~])|(0)) (.+)$/.exec(line)
      if (!entry) return []
      const worlds = entry[3] ? ['S', 'A', 'L', 'R'] : [entry[1]!]
      const wanted = entry[3] ? 'none' : WANTED[entry[2]!]!
      return spell(entry[4]).flatMap(text => worlds.map(world => ({ world, kind, wanted, text })))
    })
}

const asDocument = (text: string, names: Place['names']) => {
  const spelled = text.replaceAll('\\n', '\n').replace(/\{\w+\}/g, name => names[name] ?? name)
  return /^\|.*\|$/.test(spelled) ? `| Item | Value |\n|---|---|\n${spelled}` : spelled
}

/** Every sentence under a heading of its own that says nothing, so that none leans on another. */
export async function judgeHeldOut(entries: Entry[], places = PLACES): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const [world, build] of Object.entries(places)) {
    const own = entries.filter(entry => entry.world === world)
    if (own.length === 0) continue
    const place = await build()
    for (let at = 0; at < own.length; at += 200) {
      const starts: number[] = []
      const lines: string[] = []
      for (const { text } of own.slice(at, at + 200)) {
        lines.push('# Notes', '', ...asDocument(text, place.names).split('\n'), '')
        starts.push(lines.length)
      }
      const report = await verifyText(lines.join('\n'), { session: place.session, cwd: place.root })
      for (const [index, entry] of own.slice(at, at + 200).entries())
        judged.push({
          ...entry,
          claims: report.claims.filter(({ line }) => line <= starts[index]! && line > (starts[index - 1] ?? 0)),
        })
    }
  }
  return judged
}

const verdicts = ({ claims }: Judged) => claims.map(claim => claim.verdict)
export const accused = (item: Judged) => verdicts(item).includes('contradicted')
export const detected = (item: Judged) => accused(item) || verdicts(item).includes('stale')
export const accepted = (item: Judged) => verdicts(item).includes('verified') && !detected(item)

export const told = (items: readonly Judged[]) =>
  items.map(
    ({ world, kind, text, claims }) =>
      `${world} ${kind}: ${text} → ${claims.map(c => `${c.kind} ${c.verdict}`).join(', ') || 'nothing'}`,
  )
