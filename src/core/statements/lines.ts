/** What a single line of a document is. */

/** `` ``` `` or `~~~` with its length when the line opens a fence. */
export function fenceOpening(line: string): string | null {
  const opening = /^[\s>]*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(`{3,}|~{3,})([^`]*)$/.exec(line)
  return opening ? opening[1]! : null
}

export function closesFence(line: string, fence: string): boolean {
  const body = line.replace(/^[\s>]+/, '').trimEnd()
  return body.length >= fence.length && body.length < 100 && body === fence[0]!.repeat(body.length)
}

/** Text and box of a list item, or null when the line opens none. */
export function itemOpening(body: string): { checked: boolean | null; text: string } | null {
  if (!/^[-*+•\d]/.test(body)) return null
  const marker = /^(?:[-*+•]|\d{1,4}[.)])\s+/.exec(body)
  if (!marker) return null
  const rest = body.slice(marker[0].length)
  const box = /^\[([ xX~✓✔-])\]\s+/.exec(rest)
  if (box)
    return { checked: box[1] === ' ' ? false : /[xX✓✔]/.test(box[1]!) ? true : null, text: rest.slice(box[0].length) }
  const mark = /^([☐☑☒])\s*/.exec(rest)
  if (mark) return { checked: mark[1] !== '☐', text: rest.slice(mark[0].length) }
  return { checked: null, text: rest }
}

/** Cells of a table row; pipes inside code and escaped ones do not part. */
export function splitRow(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let code = false
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i]!
    if (char === '\\' && line[i + 1] === '|') {
      cell += '|'
      i += 1
    } else if (char === '|' && !code) {
      cells.push(cell.trim())
      cell = ''
    } else {
      if (char === '`') code = !code
      cell += char
    }
  }
  cells.push(cell.trim())
  if (line.startsWith('|')) cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}

/** Tags of HTML that say nothing about what stands between them. */
const PLAIN_TAGS = new Set(
  'a b br center code div em hr i img kbd li ol p pre s small span strong sub sup table td th tr ul'.split(' '),
)

/** A line that is nothing but one tag: `<completed_work>`, `</blockers>`. The name comes as words. */
export function tagLine(line: string): { name: string; closing: boolean } | null {
  const tag = /^\s{0,3}<(\/?)([A-Za-z][\w-]{1,40})(?:\s[^<>]{0,200})?>\s*$/.exec(line)
  if (!tag || PLAIN_TAGS.has(tag[2]!.toLowerCase())) return null
  return { name: tag[2]!.replace(/[_-]/g, ' '), closing: tag[1] === '/' }
}

/** Takes HTML comments out, also those that run over several lines. */
export class Comments {
  private inside = false

  strip(line: string): string {
    if (!this.inside && !line.includes('<!--')) return line
    let rest = line
    let kept = ''
    for (;;) {
      if (this.inside) {
        const end = rest.indexOf('-->')
        if (end < 0) return kept
        rest = rest.slice(end + 3)
        this.inside = false
      }
      const start = rest.indexOf('<!--')
      if (start < 0 || (rest.slice(0, start).split('`').length - 1) % 2 === 1) return kept + rest
      kept += rest.slice(0, start)
      rest = rest.slice(start + 4)
      this.inside = true
    }
  }
}
