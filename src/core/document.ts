import type { Code, Heading, Nodes, Root, RootContent } from 'mdast'
import type { Place } from './finding.ts'
import type { ParseMarkdown } from './markdown.ts'
import { recognise } from './recognise.ts'
import { parseHeading } from './sections.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

export type HandoffKind = 'handoff' | 'reflection' | 'mission' | 'unknown'

/** One heading and what stands under it, up to the next heading that carries a section number (or, for unnumbered ones, the next heading). */
export interface DocumentSection {
  /** `0.1`, `1.15`, `Step 3.5`; null when the heading carries no number. */
  id: string | null
  title: string
  depth: number
  heading: Place
  /** From the end of the heading line to the next section. */
  body: Place
  /** Block nodes in the body, unnumbered headings among them. */
  nodes: RootContent[]
}

export interface Fence {
  lang: string | null
  value: string
  place: Place
  /** Offset at which `value` begins in the text. */
  valueStart: number
  /** Offset in the text of an offset in `value`; right inside lists and quotes too, where lines lose their prefix. */
  at(offset: number): number
  /** false when the fence runs to the end of its container. */
  closed: boolean
  /** Number of the section it stands in. */
  section: string | null
}

export interface HandoffDocument {
  /** File name, for messages. */
  name: string
  text: string
  kind: HandoffKind
  tree: Root
  sections: DocumentSection[]
  fences: Fence[]
  /** First section of that number. */
  section(id: string): DocumentSection | undefined
  /** The numbered section an offset stands in. */
  sectionAt(offset: number): DocumentSection | undefined
  /** Every node of that type, in document order; one walk serves all types. */
  nodes<T extends Nodes['type']>(type: T): readonly Extract<Nodes, { type: T }>[]
  /** Text of a section's body. */
  bodyOf(section: DocumentSection): string
  /** YAML of section 1.20 with the offset of its text, or null when there is none. */
  state: { fence: Fence; yaml: YamlDocument } | null
  /** Open judge slots, in document order. */
  slots: readonly Slot[]
  /** 1-based line and column of an offset. */
  position(offset: number): { line: number; column: number }
}

/** Parses a document; `kind` is recognised from its headings unless it is given. */
export function parseDocument(
  text: string,
  parse: ParseMarkdown,
  options: { name?: string; kind?: HandoffKind } = {},
): HandoffDocument {
  const tree = parse(text)
  const sections = splitSections(tree, text)
  const numbered = sections.filter(section => section.id !== null)
  const sectionAt = (offset: number) => lastBefore(numbered, offset, section => section.heading.start)
  const index = once(() => indexNodes(tree))
  const fences = once(() => (index().get('code') ?? []).map(node => toFence(node as Code, sectionAt, text)))
  const lines = once(() => lineStarts(text))
  const byId = once(() => firstById(numbered))
  const slots = once(() => findSlots(text))
  const state = once(() => {
    const fence = fences().find(f => f.section === '1.20' && (f.lang === 'yaml' || f.lang === 'yml'))
    return fence ? { fence, yaml: parseYaml(fence.value) } : null
  })
  return {
    name: options.name ?? 'document',
    text,
    kind: options.kind ?? recognise(sections, text),
    tree,
    sections,
    get fences() {
      return fences()
    },
    section: id => byId().get(id),
    sectionAt,
    nodes: type => (index().get(type) ?? []) as never,
    bodyOf: section => text.slice(section.body.start, section.body.end),
    get state() {
      return state()
    },
    get slots() {
      return slots()
    },
    position(offset) {
      const start = lastBefore(lines(), offset, line => line) ?? 0
      return { line: indexOfLast(lines(), offset, line => line) + 1, column: offset - start + 1 }
    },
  }
}

function firstById(sections: readonly DocumentSection[]): Map<string, DocumentSection> {
  const found = new Map<string, DocumentSection>()
  for (const section of sections) if (!found.has(section.id!)) found.set(section.id!, section)
  return found
}

/** Place of a node; nodes from a parser always carry one. */
export function placeOf(node: {
  position?: { start: { offset?: number }; end: { offset?: number } } | undefined
}): Place {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

/** Plain text of a node and everything in it. */
export function textOf(node: unknown): string {
  const { value, children, alt } = node as { value?: string; children?: unknown[]; alt?: string }
  if (typeof value === 'string') return value
  if (children) return children.length === 1 ? textOf(children[0]) : children.map(textOf).join('')
  return alt ?? ''
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Index of the last entry that begins at or before an offset; -1 when none does. Entries are in ascending order. */
function indexOfLast<T>(entries: readonly T[], offset: number, startOf: (entry: T) => number): number {
  let low = -1
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (startOf(entries[middle]!) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function lastBefore<T>(entries: readonly T[], offset: number, startOf: (entry: T) => number): T | undefined {
  return entries[indexOfLast(entries, offset, startOf)]
}

/** A numbered heading ends every open section, an unnumbered one only the unnumbered section before it. */
function splitSections(tree: Root, text: string): DocumentSection[] {
  const sections: DocumentSection[] = []
  let numbered: DocumentSection | undefined
  let unnumbered: DocumentSection | undefined
  for (const node of tree.children) {
    if (node.type !== 'heading') {
      numbered?.nodes.push(node)
      unnumbered?.nodes.push(node)
      continue
    }
    const entry = startSection(node, text)
    if (unnumbered) unnumbered.body.end = entry.heading.start
    if (entry.id === null) {
      numbered?.nodes.push(node)
      unnumbered = entry
    } else {
      if (numbered) numbered.body.end = entry.heading.start
      numbered = entry
      unnumbered = undefined
    }
    sections.push(entry)
  }
  return sections
}

function startSection(node: Heading, text: string): DocumentSection {
  const heading = placeOf(node)
  const title = textOf(node)
  const numbered = parseHeading(title)
  const newline = text.indexOf('\n', heading.end)
  return {
    id: numbered?.id ?? null,
    title: numbered?.title ?? title.trim(),
    depth: node.depth,
    heading,
    body: { start: newline < 0 ? text.length : newline + 1, end: text.length },
    nodes: [],
  }
}

function indexNodes(tree: Root): Map<string, Nodes[]> {
  const index = new Map<string, Nodes[]>()
  const open: Nodes[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    const known = index.get(node.type)
    if (known) known.push(node)
    else index.set(node.type, [node])
    if ('children' in node) for (let i = node.children.length - 1; i >= 0; i -= 1) open.push(node.children[i]!)
  }
  return index
}

function toFence(node: Code, sectionAt: (offset: number) => DocumentSection | undefined, text: string): Fence {
  const place = placeOf(node)
  const source = text.slice(place.start, place.end)
  const marker = /^(`{3,}|~{3,})/.exec(source)?.[1]
  const firstLine = source.indexOf('\n')
  const lastLine = source
    .slice(source.lastIndexOf('\n') + 1)
    .replace(/^[\s>]*/, '')
    .trimEnd()
  const valueStart = firstLine < 0 ? place.end : place.start + firstLine + 1
  const map = once(() => sourceMap(node.value, source, marker ? firstLine + 1 : 0))
  return {
    lang: node.lang ?? null,
    value: node.value,
    place,
    valueStart: marker ? valueStart : place.start,
    at: offset => place.start + map()(offset),
    closed:
      !marker ||
      (firstLine >= 0 && lastLine.length >= marker.length && lastLine === marker[0]!.repeat(lastLine.length)),
    section: sectionAt(place.start)?.id ?? null,
  }
}

/** Each line of the value is the end of its source line; what the container took off stood before it. */
function sourceMap(value: string, source: string, from: number): (offset: number) => number {
  const starts = lineStarts(value)
  const lines = lineStarts(source.slice(from))
  return offset => {
    const index = Math.max(
      0,
      indexOfLast(starts, offset, start => start),
    )
    const begin = from + (lines[index] ?? source.length - from)
    const next = lines[index + 1]
    let end = next === undefined ? source.length : from + next - 1
    if (source[end - 1] === '\r') end -= 1
    const valueEnd = (starts[index + 1] ?? value.length + 1) - 1
    return Math.max(begin, end - (valueEnd - offset))
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

export interface Slot {
  place: Place
  /** What the model is asked to judge. */
  question: string
}

/** A place that only judgement can fill; written by draft, also as a comment inside YAML. */
export const slot = (question: string): string => `<!-- judge: ${question} -->`

/** Every slot still open, wherever it stands (in tables, in YAML comments, in fences). */
export function findSlots(text: string): Slot[] {
  return findComments(text)
    .filter(comment => comment.text.startsWith('judge:') && !comment.text.includes('\n'))
    .map(comment => ({ place: comment.place, question: comment.text.slice('judge:'.length).trim() }))
}

/** HTML comments wherever they stand, code and YAML comments included; `text` is trimmed. An opening mark left open hides no later comment. */
export function findComments(text: string): { place: Place; text: string }[] {
  const comments: { place: Place; text: string }[] = []
  for (let first = text.indexOf('<!--'); first >= 0; ) {
    const close = text.indexOf('-->', first + 4)
    if (close < 0) break
    const start = text.lastIndexOf('<!--', close - 4)
    comments.push({ place: { start, end: close + 3 }, text: text.slice(start + 4, close).trim() })
    first = text.indexOf('<!--', close + 3)
  }
  return comments
}
