import type { Code, Heading, Html, Root, RootContent } from 'mdast'
import type { Place } from './finding.ts'
import type { ParseMarkdown } from './markdown.ts'
import { handoffSections, parseHeading } from './sections.ts'
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
  /** Text of a section's body. */
  bodyOf(section: DocumentSection): string
  /** YAML of section 1.20 with the offset of its text, or null when there is none. */
  state: { fence: Fence; yaml: YamlDocument } | null
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
  const fences = collectFences(tree, sections, text)
  const lines = lineStarts(text)
  let state: HandoffDocument['state'] | undefined
  return {
    name: options.name ?? 'document',
    text,
    kind: options.kind ?? recognise(sections),
    tree,
    sections,
    fences,
    section: id => sections.find(section => section.id === id),
    bodyOf: section => text.slice(section.body.start, section.body.end),
    get state() {
      if (state === undefined) {
        const fence = fences.find(f => f.section === '1.20' && (f.lang === 'yaml' || f.lang === 'yml'))
        state = fence ? { fence, yaml: parseYaml(fence.value) } : null
      }
      return state
    },
    position(offset) {
      let low = 0
      let high = lines.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (lines[middle]! <= offset) low = middle
        else high = middle - 1
      }
      return { line: low + 1, column: offset - lines[low]! + 1 }
    },
  }
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
  if (children) return children.map(textOf).join('')
  return alt ?? ''
}

function splitSections(tree: Root, text: string): DocumentSection[] {
  const sections: DocumentSection[] = []
  for (const node of tree.children) {
    if (node.type === 'heading') {
      const entry = startSection(node, text)
      closeBefore(sections, entry)
      sections.push(entry)
      if (entry.id !== null) continue
    }
    addTo(sections, node)
  }
  for (const section of sections) if (section.body.end < 0) section.body.end = text.length
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
    body: { start: newline < 0 ? text.length : newline + 1, end: -1 },
    nodes: [],
  }
}

/** A numbered heading ends every open section; an unnumbered one only the unnumbered section before it. */
function closeBefore(sections: DocumentSection[], entry: DocumentSection): void {
  for (const section of sections)
    if (section.body.end < 0 && (entry.id !== null || section.id === null)) section.body.end = entry.heading.start
}

function addTo(sections: DocumentSection[], node: RootContent): void {
  for (const section of sections)
    if (section.body.end < 0 && placeOf(node).start > section.heading.start) section.nodes.push(node)
}

function collectFences(tree: Root, sections: DocumentSection[], text: string): Fence[] {
  const fences: Fence[] = []
  const numbered = sections.filter(section => section.id !== null)
  const visit = (node: RootContent | Root): void => {
    if (node.type === 'code') fences.push(toFence(node, numbered, text))
    else if ('children' in node) for (const child of node.children) visit(child as RootContent)
  }
  visit(tree)
  return fences
}

function toFence(node: Code, numbered: DocumentSection[], text: string): Fence {
  const place = placeOf(node)
  const source = text.slice(place.start, place.end)
  const marker = /^(`{3,}|~{3,})/.exec(source)?.[1]
  const firstLine = source.indexOf('\n')
  const lastLine = source.slice(source.lastIndexOf('\n') + 1).trim()
  return {
    lang: node.lang ?? null,
    value: node.value,
    place,
    valueStart: firstLine < 0 ? place.end : place.start + firstLine + 1,
    closed:
      !marker ||
      (firstLine >= 0 && lastLine.length >= marker.length && lastLine === marker[0]!.repeat(lastLine.length)),
    section: numbered.findLast(section => section.heading.start <= place.start)?.id ?? null,
  }
}

function recognise(sections: DocumentSection[]): HandoffKind {
  const known = new Set(handoffSections.sections.map(section => section.id))
  const numbered = sections.filter(section => section.id !== null && known.has(section.id))
  if (numbered.length >= 3 && numbered.some(section => /^[01]\./.test(section.id!))) return 'handoff'
  if (sections.some(section => section.title === handoffSections.mission.heading)) return 'mission'
  if (sections.some(section => section.title === handoffSections.reflection.heading)) return 'reflection'
  return 'unknown'
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
  const slots: Slot[] = []
  for (const match of text.matchAll(/<!--\s*judge:\s*([^\n]*?)\s*-->/g))
    slots.push({ place: { start: match.index, end: match.index + match[0].length }, question: match[1]! })
  return slots
}

export type { Html }
