import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { change, filled } from '../support/lint.ts'
import { cli, newPlace, type Place, root } from '../support/processes.ts'

interface Range {
  start: { line: number; character: number }
  end: { line: number; character: number }
}
interface Diagnostic {
  range: Range
  code: string
  severity: number
  message: string
  codeDescription?: { href: string }
}
interface Edit {
  range: Range
  newText: string
}
interface Action {
  title: string
  kind: string
  edit: { changes: Record<string, Edit[]> }
}

/** A client of the Language Server Protocol written by hand: framed JSON on a real process. */
class Editor {
  readonly process: ChildProcessWithoutNullStreams
  #rest = Buffer.alloc(0)
  #next = 1
  #answers = new Map<number, (result: unknown) => void>()
  #published: { uri: string; version: number; diagnostics: Diagnostic[] }[] = []
  #waiting: (() => void)[] = []

  constructor(place: Place) {
    this.process = spawn(process.execPath, [cli, 'lsp', '--stdio'], { cwd: place.project, env: place.env })
    this.process.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
    onTestFinished(() => void this.process.kill())
  }

  static async start(place: Place, capabilities: object = {}): Promise<Editor> {
    const editor = new Editor(place)
    const { capabilities: server } = (await editor.request('initialize', {
      processId: null,
      rootUri: pathToFileURL(place.project).href,
      capabilities,
    })) as { capabilities: Record<string, unknown> }
    expect(server).toMatchObject({ hoverProvider: true, codeActionProvider: expect.anything() })
    editor.notify('initialized', {})
    return editor
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = this.#next++
    return new Promise(resolve => {
      this.#answers.set(id, resolve)
      this.raw(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  notify(method: string, params?: unknown): void {
    this.raw(JSON.stringify({ jsonrpc: '2.0', method, params }))
  }

  raw(body: string): void {
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  open(uri: string, text: string): Promise<Diagnostic[]> {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text } })
    return this.diagnostics(uri, 1)
  }

  async diagnostics(uri: string, version: number): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.#published.findLast(one => one.uri === uri && one.version === version)
      if (found) return found.diagnostics
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    }
  }

  forget(): void {
    this.#published = []
  }

  actions(uri: string, range: Range, only?: string[]): Promise<Action[]> {
    return this.request('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only && { only }) },
    }) as Promise<Action[]>
  }

  exited(): Promise<number | null> {
    return new Promise(resolve => this.process.once('exit', resolve))
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/Content-Length: (\d+)/.exec(this.#rest.subarray(0, end).toString())![1])
      if (this.#rest.length < end + 4 + length) return
      const message = JSON.parse(this.#rest.subarray(end + 4, end + 4 + length).toString())
      this.#rest = this.#rest.subarray(end + 4 + length)
      if (message.method === 'textDocument/publishDiagnostics') this.#published.push(message.params)
      else if (message.method) this.raw(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: null }))
      else this.#answers.get(message.id)?.(message.error ?? message.result)
      for (const wake of this.#waiting.splice(0)) wake()
    }
  }
}

function apply(text: string, edits: Edit[]): string {
  const lines = text.split('\n')
  const offset = ({ line, character }: Range['start']) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    )
}

const codes = (diagnostics: Diagnostic[]) => diagnostics.map(({ code }) => code)
const encoded = change(filled, 'project_encoded: "home', 'project_encoded: "-home')
const uriIn = (place: Place, name = 'HANDOFF.md') => pathToFileURL(path.join(place.project, name)).href
const whole = (text: string): Range => ({
  start: { line: 0, character: 0 },
  end: { line: text.split('\n').length, character: 0 },
})

it('shows what is wrong, mends it, and is quiet then; ends with 0 after shutdown', async () => {
  const place = newPlace()
  const editor = await Editor.start(place)
  const uri = uriIn(place)
  const [found, ...others] = await editor.open(uri, encoded)
  expect(others).toEqual([])
  expect(found).toMatchObject({
    code: 'project-encoded',
    severity: 1,
    codeDescription: { href: expect.stringContaining('/docs/rules/project-encoded.md') },
  })
  expect(encoded.split('\n')[found!.range.start.line]).toContain('project_encoded')

  const hover = (await editor.request('textDocument/hover', {
    textDocument: { uri },
    position: found!.range.start,
  })) as { contents: { value: string } }
  expect(hover.contents.value).toContain('**project-encoded**')

  const fix = (await editor.actions(uri, found!.range)).find(({ title }) => title.startsWith('Mend'))!
  const mended = apply(encoded, fix.edit.changes[uri]!)
  expect(mended).toBe(filled)
  editor.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: mended }],
  })
  expect(await editor.diagnostics(uri, 2)).toEqual([])

  expect(await editor.request('shutdown', undefined)).toBeNull()
  const code = editor.exited()
  editor.notify('exit')
  expect(await code).toBe(0)
})

it.each([
  [
    'in prose',
    (text: string) => change(text, 'The session began', 'As discussed above, the session began'),
    'dangling-reference',
  ],
  ['in a table', (text: string) => change(text, '| `npm test -- writer` |', '| look that it works |'), 'check-command'],
  [
    'in a code block',
    (text: string) => change(text, '# Expected: streaming', '# Expected: main'),
    'environment-agrees',
  ],
])('switches a rule off for one line, with a reason: %s', async (_, edit, rule) => {
  const place = newPlace()
  const editor = await Editor.start(place)
  const uri = uriIn(place)
  const text = edit(filled)
  const found = await editor.open(uri, text)
  expect(codes(found)).toEqual([rule])
  const off = (await editor.actions(uri, found[0]!.range)).find(({ title }) => title.startsWith('Switch'))!
  editor.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: apply(text, off.edit.changes[uri]!) }],
  })
  expect(await editor.diagnostics(uri, 2)).toEqual([])
})

it('mends everything at once, and offers no way round a safety rule', async () => {
  const place = newPlace()
  const editor = await Editor.start(place)
  const uri = uriIn(place)
  const text = change(encoded, 'The session began', 'The\u200b session began')
  const found = await editor.open(uri, text)
  expect(codes(found).sort()).toEqual(['invisible-text', 'project-encoded'])
  const [all, ...rest] = await editor.actions(uri, whole(text), ['source.fixAll'])
  expect(rest).toEqual([])
  expect(apply(text, all!.edit.changes[uri]!)).toBe(filled)
  const titles = (await editor.actions(uri, whole(text))).map(({ title }) => title)
  expect(titles.some(title => title.includes('project-encoded off'))).toBe(true)
  expect(titles.some(title => title.includes('invisible-text off'))).toBe(false)
})

it('heeds the settings of the project, and their changes', async () => {
  const place = newPlace()
  const settings = path.join(place.project, '.midstriderc.json')
  writeFileSync(settings, '{ "rules": { "project-encoded": "off" } }')
  const editor = await Editor.start(place)
  const uri = uriIn(place)
  expect(await editor.open(uri, encoded)).toEqual([])

  const changed = async (text: string) => {
    writeFileSync(settings, text)
    editor.forget()
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: pathToFileURL(settings).href, type: 2 }] })
    return editor.diagnostics(uri, 1)
  }
  expect(await changed('{ "rules": { "project-encoded": "warning" } }')).toMatchObject([{ severity: 2 }])
  expect(await changed('{ "rules": { "project-encode": "off" } }')).toMatchObject([
    { message: expect.stringContaining("did you mean 'project-encoded'?") },
  ])
  expect(await changed('{ "ignore": ["*.md"] }')).toEqual([])
})

it('says nothing on other documents, and outlives whatever it is sent', async () => {
  const place = newPlace()
  const editor = await Editor.start(place)
  expect(await editor.open(uriIn(place, 'README.md'), '# A project\n\nText [placeholder].\n')).toEqual([])
  const prompt = readFileSync(path.join(root, 'commands/handoff.md'), 'utf8')
  expect(await editor.open(uriIn(place, 'handoff.md'), prompt)).toEqual([])
  editor.raw('{ this is no JSON')
  editor.raw('[]')
  editor.raw('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{}}}')
  editor.raw('{"jsonrpc":"2.0","method":"textDocument/didChange","params":null}')
  await editor.request('textDocument/hover', {
    textDocument: { uri: 'nonsense:x' },
    position: { line: -1, character: 1e9 },
  })
  await editor.request('textDocument/codeAction', null)
  expect(await editor.open('untitled:Untitled-1', `${'> '.repeat(5000)}x\n\n### 0.1 Workflow Restoration\n`)).toEqual(
    [],
  )
  expect(codes(await editor.open(uriIn(place), encoded))).toEqual(['project-encoded'])
})

it('ends with 1 when the client goes away without a word', async () => {
  const editor = await Editor.start(newPlace())
  const code = editor.exited()
  editor.process.stdin.end()
  expect(await code).toBe(1)
})
