import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type HandoffDocument, parseDocument } from '../core/document.ts'
import { UserError } from '../core/errors.ts'
import type { FileReport } from '../core/finding.ts'
import { toReport } from '../core/lint/report.ts'
import { loadParser } from '../core/markdown.ts'
import { readTextFile } from '../io/files.ts'
import { packageRoot } from '../io/package-root.ts'
import { kindOf, readTree } from '../io/tree.ts'
import { type PackFinding, runChecks, type World } from '../pack/check.ts'
import { registry } from '../pack/checks/_registry.ts'
import { loadPack, type Pack, type PackSource } from '../pack/pack.ts'
import { proveDocuments } from './prove-documents.ts'

const FOLDERS = ['commands', 'workflows', 'skills']
const MAX_PROMPT_BYTES = 1024 * 1024
const READ =
  /^(?:(?:commands|workflows|skills|agents|docs)\/.+|README|AGENTS|CONTRIBUTING)\.md$|^(?:\.?mcp|hooks\/hooks|\.claude-plugin\/plugin|(?:\.claude\/)?settings(?:\.local)?)\.json$|^skills\/.+\/scripts\/[^/]+$/

/** The folder whose pack is meant: the one named, the current one when it holds a pack, otherwise the one that came with midstride. */
export async function packFolder(named: string | undefined, cwd: string): Promise<string> {
  if (named === undefined) return (await holdsPack(cwd)) ? cwd : packageRoot()
  const folder = path.resolve(cwd, named)
  const info = await stat(folder).catch(() => null)
  if (!info) throw new UserError(`${named} does not exist`, 'name the folder of a pack')
  if (!info.isDirectory())
    throw new UserError(`${named} is not a folder`, 'name the folder that holds commands/, workflows/ or skills/')
  if (!(await holdsPack(folder)))
    throw new UserError(`${named} holds no pack`, 'a pack has a folder commands/, workflows/ or skills/')
  return folder
}

async function holdsPack(folder: string): Promise<boolean> {
  const kinds = await Promise.all(FOLDERS.map(name => kindOf(path.join(folder, name))))
  return kinds.includes('directory')
}

/** Reads a pack from disk. Files that are no text become entries of `unreadable`. */
export async function readPack(folder: string): Promise<PackSource> {
  const tree = await readTree(folder)
  const own = (await kindOf(path.join(folder, 'schemas', 'handoff-sections.json'))) === 'file'
  const texts = new Map<string, string>()
  const unreadable = new Map<string, string>()
  for (const file of tree.files) {
    if (!READ.test(file) || (file.startsWith('docs/') && !own)) continue
    try {
      texts.set(file, await readTextFile(path.join(folder, file), { max: MAX_PROMPT_BYTES, allowEmpty: true }))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (!/\.(?:md|json)$/.test(file)) continue
      unreadable.set(file, error.message.replace(path.join(folder, file), file))
    }
  }
  return { texts, paths: tree.paths, unreadable }
}

export interface CheckResult {
  reports: FileReport[]
  /** Text of each file, for source lines under findings. */
  sources: Map<string, string>
}

/** Checks the pack in a folder. Files are named relative to the folder. */
export async function checkPack(folder: string, world: World): Promise<CheckResult> {
  const source = await readPack(folder)
  const parse = await loadParser()
  const pack = loadPack(source, parse)
  const plain = (text = '') => parseDocument(text, () => ({ type: 'root', children: [] }), { kind: 'unknown' })
  const reports = toReports(pack, runChecks(pack, world, registry), plain)
  for (const proof of await proveDocuments(pack)) {
    const report = reports.find(({ file }) => file === proof.file)
    if (report) report.findings.push(...proof.findings)
    else reports.push(proof)
  }
  return { reports, sources: new Map(source.texts) }
}

/** `plain` makes a document for counting lines of files that are no Markdown, or were not read. */
function toReports(pack: Pack, found: readonly PackFinding[], plain: (text?: string) => HandoffDocument): FileReport[] {
  const reports = new Map<string, FileReport>(
    pack.files
      .filter(({ role }) => role !== 'docs')
      .map(({ path: file, kind }) => [file, { file, kind, findings: [] }]),
  )
  for (const { path: file, finding } of found) {
    const report = reports.get(file) ?? { file, kind: 'pack' as const, findings: [] }
    reports.set(file, report)
    const document = pack.at(file)?.document ?? plain(pack.source.texts.get(file))
    report.findings.push(...toReport(file, document, [finding]).findings)
  }
  return [...reports.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
}
