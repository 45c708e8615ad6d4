/** Named parts of a skill's text, verbatim: what stands under a heading, or between XML-style tags. */
import type { Heading, Root } from 'mdast'
import { textOf } from './document.ts'
import type { ParseMarkdown } from './markdown.ts'

export interface SkillSection {
  name: string
  kind: 'heading' | 'tag'
  text: string
}

const TAG = /^[ \t]*<([A-Za-z][A-Za-z0-9_-]{0,63})>/gm

/** Every section in the order of the text. Tags count where they begin a line; nothing inside a code block counts. */
export function skillSections(text: string, parse: ParseMarkdown): SkillSection[] {
  const tree = parse(text)
  const found = [...headingSections(tree, text), ...tagSections(text, codeRanges(tree))]
  return found.sort((a, b) => a.start - b.start).map(({ start: _, ...section }) => section)
}

/** The section of that name; case, and dashes or underscores instead of spaces, do not matter. */
export function findSection(sections: readonly SkillSection[], name: string): SkillSection | undefined {
  const wanted = normalise(name)
  if (!wanted) return undefined
  return (
    sections.find(section => section.name === name) ??
    sections.find(section => normalise(section.name) === wanted) ??
    sections.find(section => section.kind === 'heading' && normalise(section.name).startsWith(`${wanted} `))
  )
}

function normalise(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^[\d ]+(?=\p{L})/u, '')
    .trim()
}

type Placed = SkillSection & { start: number }

function headingSections(tree: Root, text: string): Placed[] {
  const headings = tree.children.filter((node): node is Heading => node.type === 'heading')
  return headings.map((heading, index) => {
    const next = headings.slice(index + 1).find(other => other.depth <= heading.depth)
    const start = heading.position?.end.offset ?? 0
    const end = next?.position?.start.offset ?? text.length
    return { name: textOf(heading).trim(), kind: 'heading', text: trimLines(text.slice(start, end)), start }
  })
}

function tagSections(text: string, code: readonly [number, number][]): Placed[] {
  const found: Placed[] = []
  const ends = closingTags(text)
  const openUntil = new Map<string, number>()
  for (const match of text.matchAll(TAG)) {
    const name = match[1]!
    if (match.index < (openUntil.get(name) ?? 0)) continue
    if (code.some(([from, to]) => match.index >= from && match.index < to)) continue
    const start = match.index + match[0].length
    const closers = ends.get(name) ?? []
    while (closers.length > 0 && closers.at(-1)! < start) closers.pop()
    const end = closers.at(-1)
    if (end === undefined) continue
    openUntil.set(name, end)
    found.push({ name, kind: 'tag', text: trimLines(text.slice(start, end)), start: match.index })
  }
  return found
}

/** Places of closing tags by name, last first. */
function closingTags(text: string): Map<string, number[]> {
  const ends = new Map<string, number[]>()
  for (const match of text.matchAll(/<\/([A-Za-z][A-Za-z0-9_-]{0,63})>/g)) {
    const list = ends.get(match[1]!)
    if (list) list.push(match.index)
    else ends.set(match[1]!, [match.index])
  }
  for (const list of ends.values()) list.reverse()
  return ends
}

function codeRanges(node: { type: string; children?: unknown[]; position?: unknown }): [number, number][] {
  if (node.type === 'code') {
    const place = node.position as { start: { offset?: number }; end: { offset?: number } } | undefined
    return [[place?.start.offset ?? 0, place?.end.offset ?? 0]]
  }
  return (node.children ?? []).flatMap(child => codeRanges(child as Parameters<typeof codeRanges>[0]))
}

/** Without blank lines around it; the lines themselves stay as they are. */
function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd()
}
