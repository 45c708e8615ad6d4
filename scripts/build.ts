/**
 * The build: regenerates what is derived, bundles every entry, writes type declarations.
 * `--bundles` stops after the bundles (what tests and the tour need).
 */
import { execFileSync } from 'node:child_process'
import { chmod, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const bundlesOnly = process.argv.includes('--bundles')
const node = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [path.join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' })

/** Native or optional packages stay outside the bundles and are loaded when needed. */
const EXTERNAL = ['satteri', '@photostructure/sqlite', 'pg', 'node:sqlite']

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  external: EXTERNAL,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
}

const REQUIRE = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);"

await import('./generate.ts')
await rm(path.join(root, 'dist'), { recursive: true, force: true })

await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', tour: 'scripts/tour.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: REQUIRE },
})

await build({
  ...common,
  entryPoints: { opencode: 'src/plugin/opencode.ts' },
  outdir: 'dist',
  format: 'esm',
  banner: { js: REQUIRE },
})

const hooks = (await readdir(path.join(root, 'src/hooks'))).filter(
  file => file.endsWith('.ts') && !file.startsWith('_'),
)
if (hooks.length > 0)
  await build({
    ...common,
    entryPoints: Object.fromEntries(hooks.map(file => [file.replace(/\.ts$/, ''), `src/hooks/${file}`])),
    outdir: 'dist/hooks',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    minify: true,
    define: { 'import.meta.url': '__filename', 'import.meta.dirname': '__dirname' },
  })

await chmod(path.join(root, 'dist/cli.js'), 0o755)
if (!bundlesOnly) node('typescript/bin/tsc', '-p', 'tsconfig.types.json')
