/**
 * Cuts a document into blocks, line by line and in linear time: claims are read from any prose, from Markdown, from plain text and from
 * Markdown inside XML-like tags, which a Markdown parser rightly takes for raw HTML. Code, comments and quotations are set aside here.
 */
import type { Cell } from '../claim.ts'
import { Comments, closesFence, fenceOpening, itemOpening, splitRow, tagLine } from './lines.ts'

export interface Block {
  kind: 'paragraph' | 'item' | 'row' | 'heading' | 'field' | 'result' | 'code'
  /** Lines joined by newlines, without markers and indentation. */
  text: string
  /** 1-based line of the first character. */
  line: number
  checked: boolean | null
  /** Headings above, outermost first. */
  section: string[]
  /** What introduces it: a line ending in a colon, a bold line, parent items; outermost first. */
  leads: string[]
  cells: Cell[] | null
  /** The first of `section` is the document's title, which says what it is about and not in what mood it speaks. */
  titled: boolean
}

interface Heading {
  level: number
  text: string
}

interface Open {
  kind: 'paragraph' | 'item'
  lines: string[]
  line: number
  checked: boolean | null
  indent: number
}

/** Longest line that is read; the rest of it is ignored. */
const MAX_LINE = 20_000
/** Lines that are read; 10 MB of prose have fewer. */
export const MAX_LINES = 400_000
/** Sections of a 3.0 handoff whose code is data. */
const STRUCTURED = /^(?:0\.3|1\.20)\b/
const MAX_CODE_LINES = 20_000
const RESULT = /^\s*(?:\$\s+)?(\S[^#]{0,300}?)\s+#\s*(?:result|actual)\s*:\s*(\S.{0,300})$/i
/** "Output of `npm test`:" above a fence: what stands in it is what was printed. */
const OUTPUT_OF =
  /\b(?:output|printed|prints|result)\b.{0,40}?`([^`]{2,120})`|`([^`]{2,120})`.{0,40}\b(?:output|printed|prints|result)\b/i
const NOT_OUTPUT = /\b(?:expect|example|sample|should|must|will|would|look|like|if|when|template)/i
const BOLD_LINE = /^(?:\*\*|__)([^*_]{1,80})(?:\*\*|__)\s*:?$/
const SHOUTED = /^[A-Z][A-Z0-9 ,&/()'-]{3,60}:?$/

/** The end of an output on one line. */
const lastOf = (lines: readonly string[]) =>
  lines.slice(-8).join(', ').replace(/`/g, '').replace(/\s+/g, ' ').slice(-280)

export class Scanner {
  private headings: Heading[] = []
  private lead: { text: string; sticky: boolean } | null = null
  private parents: { indent: number; text: string }[] = []
  private open: Open | null = null
  private header: string[] | null = null
  private afterBlank = true
  private title: Heading | null = null
  private readonly lines: string[]
  private readonly comments = new Comments()
  private readonly emit: (block: Block) => boolean

  /** `emit` returns false to stop. */
  constructor(text: string, emit: (block: Block) => boolean) {
    this.lines = text.split('\n')
    this.emit = emit
  }

  /** Returns the first line that was not read, when there are too many. */
  run(): number | null {
    let at = this.frontMatter()
    const end = Math.min(this.lines.length, MAX_LINES)
    while (at >= 0 && at < end) at = this.step(at)
    this.flush()
    return at >= 0 && end < this.lines.length ? end + 1 : null
  }

  /** Reads the line at `at`; returns the next one, or -1 to stop. */
  private step(at: number): number {
    const raw = this.lines[at]!
    const line = this.comments.strip(raw.length > MAX_LINE ? raw.slice(0, MAX_LINE) : raw).trimEnd()
    const body = line.trimStart()
    if (body === '') return this.blank(at)
    const indent = line.length - body.length
    const fence = line.includes('```') || line.includes('~~~') ? fenceOpening(line) : null
    if (fence) return this.skipFence(at, fence)
    const special = this.marked(body, indent, at)
    if (special !== null) return special
    if (body.includes('|') && this.table(body, at)) return this.flush() ? at + 1 : -1
    this.header = null
    const item = itemOpening(body)
    if (item) return this.item(item, indent, at)
    if (this.afterBlank && indent >= 4 && this.parents.length === 0) return at + 1
    return this.paragraph(body, indent, at)
  }

  /** What its first character can make of a line: tag, quotation, heading, rule. Null when it makes nothing of it. */
  private marked(body: string, indent: number, at: number): number | null {
    const first = body[0]!
    if (first === '>') return this.flush() ? at + 1 : -1
    if (first === '<') {
      const tag = tagLine(body)
      return tag ? this.tag(tag, at) : null
    }
    if (first === '#' && indent < 4) {
      const hashes = /^(#{1,6})\s+(\S.*)$/.exec(body)
      return hashes ? this.heading(hashes[1]!.length, hashes[2]!.replace(/\s#+$/, ''), at) : null
    }
    if (first !== '-' && first !== '=' && first !== '*' && first !== '_') return null
    if (this.open?.kind === 'paragraph' && /^(=+|-+)$/.test(body)) return this.setext(first === '=' ? 1 : 2, at)
    return /^(?:[-*_]\s*){3,}$/.test(body) ? (this.flush() ? at + 1 : -1) : null
  }

  private blank(at: number): number {
    this.afterBlank = true
    this.header = null
    return this.flush() ? at + 1 : -1
  }

  private frontMatter(): number {
    if (this.lines[0]?.trim() !== '---') return 0
    const end = this.lines.findIndex((line, index) => index > 0 && index < 200 && /^(?:---|\.\.\.)\s*$/.test(line))
    if (end < 0) return 0
    for (let at = 1; at < end; at += 1) {
      const line = this.lines[at]!
      if (/^[A-Za-z][\w -]{0,40}:\s+\S/.test(line)) this.send('field', line.slice(0, 400), at, null, null)
    }
    return end + 1
  }

  private skipFence(at: number, fence: string): number {
    if (!this.flush()) return -1
    const structured = STRUCTURED.test(this.headings.at(-1)?.text ?? '')
    const printer = structured ? null : this.printer()
    const kept: string[] | null = structured || printer ? [] : null
    for (let i = at + 1; i < this.lines.length; i += 1) {
      const line = this.lines[i]!
      if (closesFence(line, fence)) {
        if (!kept) return i + 1
        const goOn = printer
          ? this.send('result', `\`${printer}\` printed \`${lastOf(kept)}\``, at + 1, null, null)
          : this.send('code', kept.join('\n'), at + 1, null, null)
        return goOn ? i + 1 : -1
      }
      if (kept && kept.length < MAX_CODE_LINES) kept.push(line)
      const result = line.length < 700 ? RESULT.exec(line) : null
      if (result && !this.send('result', `\`${result[1]}\`: ${result[2]}`, i, null, null)) return -1
    }
    return this.lines.length
  }

  /** The command that the words above a fence say its text comes from. */
  private printer(): string | null {
    const lead =
      this.lead?.text.endsWith(':') && !NOT_OUTPUT.test(this.lead.text) ? OUTPUT_OF.exec(this.lead.text) : null
    return lead?.[1] ?? lead?.[2] ?? null
  }

  private tag(tag: { name: string; closing: boolean }, at: number): number {
    if (!this.flush()) return -1
    if (!tag.closing) this.headings.push({ level: 0, text: tag.name })
    else {
      const opened = this.headings.findLastIndex(heading => heading.level === 0 && heading.text === tag.name)
      if (opened >= 0) this.headings.length = opened
    }
    this.lead = null
    this.parents = []
    return at + 1
  }

  private heading(level: number, text: string, at: number): number {
    if (!this.flush()) return -1
    while (this.headings.length > 0 && this.headings.at(-1)!.level >= level) this.headings.pop()
    this.lead = null
    this.parents = []
    this.afterBlank = true
    const goOn = this.send('heading', text, at, null, null)
    const heading = { level, text: text.slice(0, 200) }
    if (level === 1 && !this.title) this.title = heading
    this.headings.push(heading)
    return goOn ? at + 1 : -1
  }

  private setext(level: number, at: number): number {
    const { lines, line } = this.open!
    this.open = null
    return this.heading(level, lines.join(' '), line - 1) < 0 ? -1 : at + 1
  }

  private table(body: string, at: number): boolean {
    const cells = splitRow(body)
    if (!this.header && this.opensTable(at)) {
      this.flush()
      this.header = cells.slice(0, 20).map(cell => cell.toLowerCase().replace(/[*_`]/g, '').trim())
      return true
    }
    if (cells.every(cell => /^:?-+:?$/.test(cell) || cell === '')) return cells.some(cell => cell !== '')
    if (this.header) {
      const header = this.header
      const row = cells.slice(0, 20).map((text, index) => ({ header: header[index] ?? '', text }))
      if (!this.flush()) return true
      this.send('row', row.map(cell => cell.text).join(' | '), at, null, row)
      return true
    }
    return false
  }

  /** The next line is the rule under a table's header. */
  private opensTable(at: number): boolean {
    const next = this.lines[at + 1]
    if (!next || next.length > MAX_LINE || !next.includes('-')) return false
    const rule = splitRow(next.trim())
    return rule.length > 0 && rule.every(cell => /^:?-+:?$/.test(cell))
  }

  private item(item: { checked: boolean | null; text: string }, indent: number, at: number): number {
    if (!this.flush()) return -1
    while (this.parents.length > 0 && this.parents.at(-1)!.indent >= indent) this.parents.pop()
    this.open = { kind: 'item', lines: [item.text], line: at + 1, checked: item.checked, indent }
    this.afterBlank = false
    return at + 1
  }

  private paragraph(body: string, indent: number, at: number): number {
    if (this.open && !this.afterBlank) {
      if (this.open.lines.length < 500) this.open.lines.push(body)
      return at + 1
    }
    while (this.parents.length > 0 && this.parents.at(-1)!.indent >= indent) this.parents.pop()
    const bold = BOLD_LINE.exec(body)
    const alone = (this.lines[at + 1] ?? '').trim() === '' || itemOpening((this.lines[at + 1] ?? '').trim()) !== null
    if (bold || (alone && SHOUTED.test(body))) {
      this.lead = { text: bold ? bold[1]! : body, sticky: true }
      this.parents = []
    } else if (this.lead && !this.lead.sticky && indent === 0) this.lead = null
    this.open = { kind: 'paragraph', lines: [body], line: at + 1, checked: null, indent }
    this.afterBlank = false
    return at + 1
  }

  /** Ends the block that is being read. */
  private flush(): boolean {
    const open = this.open
    if (!open) return true
    this.open = null
    const text = open.lines.join('\n')
    const goOn = this.send(open.kind, text, open.line - 1, open.checked, null)
    const last = open.lines.at(-1)!
    if (open.kind === 'item') this.parents.push({ indent: open.indent, text: text.slice(0, 200) })
    else if (last.endsWith(':') && !this.lead?.sticky) this.lead = { text: last.slice(-200), sticky: false }
    else if (last.endsWith(':') && this.lead) this.lead = { text: last.slice(-200), sticky: false }
    if (this.parents.length > 50) this.parents.shift()
    return goOn
  }

  private send(kind: Block['kind'], text: string, at: number, checked: boolean | null, cells: Cell[] | null): boolean {
    const leads = this.lead ? [this.lead.text] : []
    for (const parent of this.parents) leads.push(parent.text)
    const section = this.headings.map(heading => heading.text)
    const titled = this.title !== null && this.headings[0] === this.title
    return this.emit({ kind, text, line: at + 1, checked, section, leads, cells, titled })
  }
}
