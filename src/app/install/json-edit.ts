import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { Splice } from './entries.ts'

/** A change before it is applied: at `at`, `removed` gives way to `text`. */
interface Insertion {
  at: number
  removed: string
  text: string
}

/**
 * Puts a value into JSON text without touching anything else: no reformatting, comments stay where they are, trailing commas stay.
 * Missing objects on the way are made. `append`: one more element of the list at that path.
 */
export function insertJson(
  text: string,
  path: readonly string[],
  value: unknown,
  append: boolean,
): { text: string; ops: Splice[] } {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const whole = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), append ? [value] : value)
  const tree = text.trim() === '' ? undefined : parseTree(text, [], { allowTrailingComma: true })
  if (!tree)
    return apply(text, [{ at: 0, removed: text, text: `${JSON.stringify(whole, null, 2)}\n`.replaceAll('\n', eol) }])
  for (let depth = path.length; ; depth -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, depth))
    if (!node) continue
    if (append && depth === path.length) return apply(text, insertChild(text, node, null, value, eol))
    const inner = path
      .slice(depth + 1)
      .reduceRight<unknown>((below, key) => ({ [key]: below }), append ? [value] : value)
    return apply(text, insertChild(text, node, path[depth]!, inner, eol))
  }
}

/** Where a child ends; the parser lets a last property run to the end of its object. */
function endOf(node: Node): number {
  const value = node.type === 'property' ? node.children![1]! : node
  return value.offset + value.length
}

function insertChild(text: string, parent: Node, key: string | null, value: unknown, eol: string): Insertion[] {
  const unit = indentUnit(text)
  const outer = indentAt(text, parent.offset)
  const last = parent.children?.at(-1)
  const label = key === null ? '' : `${JSON.stringify(key)}: `
  const lines = (indent: string) => label + JSON.stringify(value, null, unit).replaceAll('\n', eol + indent)
  if (!last) {
    const inside = text.slice(parent.offset + 1, parent.offset + parent.length - 1)
    const removed = inside.trim() === '' ? inside : ''
    return [{ at: parent.offset + 1, removed, text: `${eol}${outer}${unit}${lines(outer + unit)}${eol}${outer}` }]
  }
  const end = endOf(last)
  const oneLine = !text.slice(parent.offset, parent.children![0]!.offset).includes('\n')
  const comma = commaAfter(text, end)
  const indent = indentAt(text, last.offset)
  const piece = oneLine ? ` ${label}${JSON.stringify(value)}` : `${eol}${indent}${lines(indent)}`
  if (comma !== null) return [{ at: endOfLine(text, comma + 1, oneLine), removed: '', text: `${piece},` }]
  const at = endOfLine(text, end, oneLine)
  return at === end
    ? [{ at: end, removed: '', text: `,${piece}` }]
    : [
        { at: end, removed: '', text: ',' },
        { at, removed: '', text: piece },
      ]
}

/**
 * Takes the value at a path out of JSON text, with the comma and the line that came with it; comments of its neighbours stay. Objects and lists
 * that become empty by it go too, up to the root. The last part of the path is a key, or the index of an element.
 */
export function removeJsonAt(text: string, path: readonly (string | number)[]): string {
  const tree = parseTree(text, [], { allowTrailingComma: true })
  const found = tree && findNodeAtLocation(tree, [...path])
  if (!found?.parent) return text
  const node = found.parent.type === 'property' ? found.parent : found
  const container = node.parent!
  const siblings = container.children!
  if (siblings.length === 1 && path.length > 1) {
    const inside = text.slice(container.offset + 1, container.offset + container.length - 1)
    const rest = inside.slice(0, node.offset - container.offset - 1) + inside.slice(endOf(node) - container.offset - 1)
    if (/^[\s,]*$/.test(rest)) return removeJsonAt(text, path.slice(0, -1))
  }
  const index = siblings.indexOf(node)
  const end = endOf(node)
  const comma = commaAfter(text, end)
  if (comma !== null) return cut(text, node.offset, comma + 1)
  const previous = siblings[index - 1]
  const before = previous ? commaAfter(text, endOf(previous))! : null
  const without = cut(text, node.offset, end)
  return before === null ? without : without.slice(0, before) + without.slice(before + 1)
}

/** Removes a stretch with the white space in front of it; a line that held nothing else goes as a whole. */
function cut(text: string, from: number, to: number): string {
  const lead = /\s*$/.exec(text.slice(0, from))![0].length
  return text.slice(0, from - lead) + text.slice(to)
}

/** Offset of a trailing comma after a value, comments skipped; null when there is none. */
function commaAfter(text: string, from: number): number | null {
  const scanner = createScanner(text, true)
  scanner.setPosition(from)
  scanner.scan()
  const offset = scanner.getTokenOffset()
  return text[offset] === ',' ? offset : null
}

/** A remark behind a value stays on its line. */
function endOfLine(text: string, from: number, oneLine: boolean): number {
  const rest = /^[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[^\S\r\n]*(?=\r?\n))/.exec(text.slice(from, from + 2000))
  return rest && !oneLine ? from + rest[0].length : from
}

const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))![0]

function indentUnit(text: string): string {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  '
  return indent.startsWith('\t') ? '\t' : ' '.repeat(Math.min(8, indent.length))
}

function apply(text: string, insertions: readonly Insertion[]): { text: string; ops: Splice[] } {
  let result = text
  let shift = 0
  const ops: Splice[] = []
  for (const { at, removed, text: added } of insertions) {
    const start = at + shift
    result = result.slice(0, start) + added + result.slice(start + removed.length)
    ops.push({ at: start, removed, length: added.length })
    shift += added.length - removed.length
  }
  return { text: result, ops }
}
