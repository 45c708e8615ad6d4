import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A Markdown linter as its users run it, with its recommended rules. */
export interface OtherLinter {
  name: string
  packages: string[]
  /** Files it wants beside the documents. */
  settings?: Record<string, string>
  /** Arguments of its program, which stands in `node_modules/.bin`. */
  program: string
  args(folder: string): string[]
}

/** The last versions that run on Node 20. */
const LINTERS: readonly OtherLinter[] = [
  {
    name: 'markdownlint-cli2',
    packages: ['markdownlint-cli2@0.22.1'],
    program: 'markdownlint-cli2',
    args: folder => [`${folder}/*.md`],
  },
  {
    name: 'remark-cli, preset-lint-recommended, gfm',
    packages: ['remark-cli@12', 'remark-preset-lint-recommended@7', 'remark-gfm@4'],
    settings: { '.remarkrc.json': '{"plugins":["remark-gfm","remark-preset-lint-recommended"]}' },
    program: 'remark',
    args: folder => ['--quiet', '--frail', '--no-stdout', folder],
  },
  {
    name: 'ESLint 9, @eslint/markdown',
    packages: ['eslint@9', '@eslint/markdown@8'],
    settings: {
      'eslint.config.mjs':
        "import markdown from '@eslint/markdown'\nexport default [{ ...markdown.configs.recommended[0], language: 'markdown/gfm' }]\n",
    },
    program: 'eslint',
    args: folder => [`${folder}/*.md`],
  },
  { name: 'rumdl (Rust)', packages: ['rumdl'], program: 'rumdl', args: folder => ['check', '--no-cache', folder] },
]

export type Installed = OtherLinter & { version: string }

/** Where the linters and their settings are, and where documents must be that they are to find. */
export const home = path.join(tmpdir(), 'midstride-bench-linters')

/** Installs what is missing; later runs find it again. What cannot be had is null. */
export function installLinters(): { name: string; linter: Installed | null }[] {
  mkdirSync(home, { recursive: true })
  if (!existsSync(path.join(home, 'package.json'))) writeFileSync(path.join(home, 'package.json'), '{"private":true}')
  return LINTERS.map(linter => {
    if (!existsSync(path.join(home, 'node_modules/.bin', linter.program)) && !install(linter.packages))
      return { name: linter.name, linter: null }
    for (const [file, text] of Object.entries(linter.settings ?? {})) writeFileSync(path.join(home, file), text)
    const name = linter.packages[0]!.replace(/(?<=.)@[^@]*$/, '')
    const { version } = JSON.parse(readFileSync(path.join(home, 'node_modules', name, 'package.json'), 'utf8'))
    return { name: linter.name, linter: { ...linter, version } }
  })
}

function install(packages: readonly string[]): boolean {
  const options = ['--no-audit', '--no-fund', '--loglevel=error']
  return spawnSync('npm', ['install', ...options, ...packages], { cwd: home, timeout: 180_000 }).status === 0
}
