import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const src = path.resolve(import.meta.dirname, '../src')

/** Rooms and what each may import besides itself. The walls of the design; widen none without changing it there. */
const WALLS: Record<string, readonly string[]> = {
  generated: [],
  core: ['generated'],
  io: ['core', 'generated'],
  extractors: ['core', 'generated'],
  rules: ['core', 'generated'],
  verify: ['core', 'generated'],
  targets: ['core', 'generated'],
  reporters: ['core', 'generated'],
  report: ['core', 'generated'],
  pack: ['core', 'generated'],
  store: ['core', 'generated', 'io'],
  app: ['pack', 'extractors', 'rules', 'verify', 'targets', 'store', 'reporters', 'report', 'io', 'core', 'generated'],
  cli: [
    'app',
    'pack',
    'extractors',
    'rules',
    'verify',
    'targets',
    'store',
    'reporters',
    'report',
    'io',
    'core',
    'generated',
    'server',
    'hooks',
  ],
  server: [
    'app',
    'pack',
    'extractors',
    'rules',
    'verify',
    'targets',
    'store',
    'reporters',
    'report',
    'io',
    'core',
    'generated',
  ],
  hooks: ['app', 'extractors', 'rules', 'verify', 'store', 'io', 'core', 'generated'],
  plugin: ['app', 'extractors', 'store', 'io', 'core', 'generated'],
  'index.ts': [
    'app',
    'pack',
    'extractors',
    'rules',
    'verify',
    'targets',
    'reporters',
    'report',
    'io',
    'core',
    'generated',
  ],
}

/** Rooms that take values and return values. */
const PURE = ['core', 'rules', 'verify', 'extractors', 'targets', 'reporters', 'report', 'pack']
const EFFECTS =
  /^(node:)?(fs|fs\/promises|child_process|net|http|https|http2|dgram|tls|worker_threads|os|cluster|readline)$|^(tinyexec|tinyglobby|pg)$/

interface Import {
  from: string
  specifier: string
  typeOnly: boolean
}

function filesOf(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(ts|js)$/.test(entry.name))
    .map(entry => path.join(entry.parentPath, entry.name))
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const typeOnly = ts.isImportDeclaration(node) ? Boolean(node.importClause?.isTypeOnly) : node.isTypeOnly
      found.push({ from: file, specifier: node.moduleSpecifier.text, typeOnly })
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const argument = node.arguments[0]
      if (argument && ts.isStringLiteral(argument))
        found.push({ from: file, specifier: argument.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const room = (file: string) => path.relative(src, file).split(path.sep)[0]!
const short = (file: string) => path.relative(path.dirname(src), file)
const imports = filesOf(src).flatMap(importsOf)

describe('architecture', () => {
  it('keeps the walls: imports run one way', () => {
    const broken = imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ from, specifier }) => ({ from, to: path.resolve(path.dirname(from), specifier) }))
      .filter(({ from, to }) => room(from) !== room(to) && !(WALLS[room(from)] ?? []).includes(room(to)))
      .map(({ from, to }) => `${short(from)} must not import ${short(to)}`)
    expect(broken).toEqual([])
  })

  it('keeps the centre pure: no files, processes or network', () => {
    const broken = imports
      .filter(({ from, specifier, typeOnly }) => PURE.includes(room(from)) && !typeOnly && EFFECTS.test(specifier))
      .map(({ from, specifier }) => `${short(from)} must not import ${specifier}`)
    expect(broken).toEqual([])
  })

  it.each([
    ['a Markdown parser', /^(satteri|remark-parse|remark-gfm|remark-frontmatter)$/, 'core/markdown.ts'],
    ['a YAML library', /^(js-yaml|yaml)$/, 'core/yaml.ts'],
    ['gray-matter', /^gray-matter$/, 'pack/frontmatter.ts'],
  ])('names %s in one file only', (_, pattern, seam) => {
    const elsewhere = imports
      .filter(({ specifier, typeOnly }) => !typeOnly && pattern.test(specifier))
      .map(({ from }) => path.relative(src, from).split(path.sep).join('/'))
      .filter(file => file !== seam)
    expect(elsewhere).toEqual([])
  })

  it('knows every room', () => {
    expect(readdirSync(src).filter(name => !(name in WALLS))).toEqual([])
  })

  it('keeps hand-written files under 400 lines', () => {
    const long = filesOf(src)
      .filter(file => room(file) !== 'generated')
      .map(file => ({ file: short(file), lines: readFileSync(file, 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })
})
