import type { Nodes, Root } from 'mdast'
import { placeOf } from '../core/document.ts'
import type { Place } from '../core/finding.ts'

export interface CodeSpan extends Place {
  /** Text between the ticks or the fences; `at` is the offset where it begins. */
  value: string
  at: number
  /** null for a span inside a line; a fence's info word, or '' without one. */
  lang: string | null
}

export interface LinkTarget extends Place {
  url: string
  image: boolean
}

/** A prompt seen three ways: as prose, as code, as links. */
export interface View {
  /** The text with everything but prose blanked out: same length, same line breaks, so that offsets hold. */
  prose: string
  code: CodeSpan[]
  links: LinkTarget[]
}

/** Inline code in HTML blocks, which Markdown leaves unparsed; prompts like to wrap prose in tags. */
const TICKS = /(?<!`)(`{1,3})(?!`)([^\n`]+)\1(?!`)/g
const TAG = /<\/?[A-Za-z][^<>\n]{0,1000}>/g

export function viewOf(text: string, tree: Root, bodyStart: number): View {
  const view: View = { prose: '', code: [], links: [] }
  const hidden: Place[] = [{ start: 0, end: bodyStart }]
  walk(tree, node => {
    const place = placeOf(node)
    if (node.type === 'code' || node.type === 'inlineCode') {
      hidden.push(place)
      view.code.push(codeSpan(text, place, node.type === 'code' ? (node.lang ?? '') : null, node.value))
    } else if (node.type === 'html') {
      htmlBlock(text, place, view, hidden)
    } else if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      view.links.push({ ...place, url: node.url, image: node.type === 'image' })
      hidden.push(destination(text, place))
    }
  })
  view.prose = blank(text, hidden)
  return view
}

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node)
  if ('children' in node) for (const child of node.children) walk(child, visit)
}

function codeSpan(text: string, place: Place, lang: string | null, value: string): CodeSpan {
  const source = text.slice(place.start, place.end)
  const lead = lang === null ? /^`+/.exec(source)?.[0].length : source.indexOf('\n') + 1
  return { ...place, value, at: place.start + (lead ?? 0), lang }
}

function htmlBlock(text: string, place: Place, view: View, hidden: Place[]): void {
  const source = text.slice(place.start, place.end)
  hidden.push(...comments(source, place.start))
  for (const match of source.matchAll(TAG))
    hidden.push({ start: place.start + match.index, end: place.start + match.index + match[0].length })
  for (const match of source.matchAll(TICKS)) {
    const start = place.start + match.index
    hidden.push({ start, end: start + match[0].length })
    view.code.push({ start, end: start + match[0].length, value: match[2]!, at: start + match[1]!.length, lang: null })
  }
}

/** Comments by searching, not by pattern: many that are never closed must not cost a search to the end each. */
function comments(source: string, shift: number): Place[] {
  const found: Place[] = []
  for (let at = source.indexOf('<!--'); at >= 0; at = source.indexOf('<!--', found.at(-1)!.end - shift)) {
    const end = source.indexOf('-->', at + 4)
    found.push({ start: shift + at, end: shift + (end < 0 ? source.length : end + 3) })
  }
  return found
}

/** The part of a link that is not read as text: from `](` on, or all of an image, a definition or a bare address. */
function destination(text: string, place: Place): Place {
  const middle = text.slice(place.start, place.end).lastIndexOf('](')
  return text[place.start] === '[' && middle >= 0 ? { start: place.start + middle, end: place.end } : place
}

function blank(text: string, hidden: readonly Place[]): string {
  let result = ''
  let at = 0
  for (const { start, end } of [...hidden].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue
    result += text.slice(at, Math.max(at, start)) + text.slice(Math.max(at, start), end).replace(/[^\r\n]/g, ' ')
    at = end
  }
  return result + text.slice(at)
}
