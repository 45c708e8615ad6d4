import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type CodeAction,
  CodeActionKind,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { createConnection, TextDocuments } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { UserError } from '../../core/errors.ts'
import { configFor } from '../../core/lint/config.ts'
import { version } from '../../generated/version.ts'
import { MAX_DOCUMENT_BYTES } from '../../io/files.ts'
import { registry } from '../../rules/_registry.ts'
import { createLinter, fixText, type Linted } from '../lint.ts'
import { mayBeHandoff } from '../lint-files.ts'
import { projectConfig } from '../lint-run.ts'
import { actionsFor, hoverFor, type Shown, toShown, touches } from './actions.ts'

/** Quiet after the last key before a document is linted again, milliseconds. */
const DEBOUNCE_MS = 150

const FIX_ALL = `${CodeActionKind.SourceFixAll}.midstride`
const SETTINGS = '**/{.midstriderc.*,midstride.config.*,package.json}'

const rules = new Map(registry.map(rule => [rule.id, rule]))

interface Known {
  linted: Linted
  shown: Shown[]
}

/**
 * The language server of the Language Server Protocol 3.17 on a pair of streams. Lints Markdown documents that are handoffs, reflections
 * or mission handoffs, says nothing on others, and ends the process when the client says `exit` or goes away.
 */
export async function serveLsp(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const connection = createConnection(input, output)
  const documents = new TextDocuments(TextDocument)
  const lint = await createLinter()
  const known = new Map<string, Known>()
  const timers = new Map<string, NodeJS.Timeout>()
  let watches = false

  const later = (document: TextDocument, delay: number) => {
    clearTimeout(timers.get(document.uri))
    timers.set(
      document.uri,
      setTimeout(() => void check(document.uri), delay),
    )
  }

  async function check(uri: string): Promise<void> {
    timers.delete(uri)
    const document = documents.get(uri)
    if (!document) return
    const { version } = document
    try {
      const found = await lintDocument(document)
      if (documents.get(uri)?.version !== version) return
      if (found) known.set(uri, found)
      else known.delete(uri)
      await connection.sendDiagnostics({
        uri,
        version,
        diagnostics: found ? found.shown.map(({ diagnostic }) => diagnostic) : [],
      })
    } catch (error) {
      known.delete(uri)
      const start = { line: 0, character: 0 }
      const message = error instanceof UserError ? error.line : String(error)
      await connection.sendDiagnostics({
        uri,
        version,
        diagnostics: [
          { range: { start, end: start }, severity: DiagnosticSeverity.Error, source: 'midstride', message },
        ],
      })
    }
  }

  async function lintDocument(document: TextDocument): Promise<Known | null> {
    const text = document.getText()
    if (text.length > MAX_DOCUMENT_BYTES || !mayBeHandoff(text)) return null
    const { name, settings } = await settingsFor(document.uri)
    if (!settings) return null
    const linted = await lint(name, text, settings)
    if (linted.document.kind === 'unknown') return null
    const shown = linted.findings.map((finding, index) => toShown(finding, linted.report.findings[index]!))
    return { linted, shown }
  }

  connection.onInitialize(({ capabilities }) => {
    watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true
    return {
      serverInfo: { name: 'midstride', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        hoverProvider: true,
      },
    }
  })
  connection.onInitialized(() => {
    if (watches)
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: SETTINGS }] })
  })
  connection.onDidChangeWatchedFiles(() => {
    for (const document of documents.all()) later(document, 0)
  })
  documents.onDidChangeContent(({ document }) => later(document, known.has(document.uri) ? DEBOUNCE_MS : 0))
  documents.onDidSave(({ document }) => later(document, 0))
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(timers.get(uri))
    timers.delete(uri)
    known.delete(uri)
    void connection.sendDiagnostics({ uri, diagnostics: [] })
  })

  connection.onHover(({ textDocument, position }) => {
    const here = known.get(textDocument.uri)?.shown ?? []
    return hoverFor(
      here.filter(({ diagnostic }) => touches(diagnostic.range, { start: position, end: position })),
      rules,
    )
  })
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }): Promise<CodeAction[]> => {
    const document = documents.get(uri)
    if (!document) return []
    // what was asked for may be newer than what was last linted
    if (timers.has(uri)) await check(uri)
    const now = known.get(uri)
    if (!now) return []
    const wants = (kind: string) =>
      !context.only || context.only.some(only => kind === only || kind.startsWith(`${only}.`))
    const here = now.shown.filter(({ diagnostic }) => touches(diagnostic.range, range))
    return [
      ...(wants(CodeActionKind.QuickFix) ? actionsFor(document, now.linted.document, here, rules) : []),
      ...(wants(FIX_ALL) ? await fixAll(document) : []),
    ]
  })

  async function fixAll(document: TextDocument): Promise<CodeAction[]> {
    const text = document.getText()
    const { name, settings } = await settingsFor(document.uri)
    if (!settings) return []
    const { text: newText, fixed } = await fixText(lint, name, text, settings)
    if (fixed === 0) return []
    const range = { start: { line: 0, character: 0 }, end: document.positionAt(text.length) }
    return [
      {
        title: `Mend everything that needs no judgement (${fixed})`,
        kind: FIX_ALL,
        edit: { changes: { [document.uri]: [{ range, newText }] } },
      },
    ]
  }

  documents.listen(connection)
  connection.listen()
}

/** The settings that hold for a document; null where they leave it out. A document that is no file has those of the folder the server runs in. */
async function settingsFor(uri: string) {
  const file = uri.startsWith('file:') ? fileURLToPath(uri) : null
  const { config, folder } = await projectConfig(file ? path.dirname(file) : process.cwd())
  const name = file ? path.relative(folder, file) : uri
  return { name, settings: config.ignores(name) ? null : configFor(config, name) }
}
