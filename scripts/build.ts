/**
 * The build: regenerates what is derived, bundles every entry, writes type declarations.
 * `--bundles` stops after the bundles (what tests and the tour need).
 */
import { execFileSync } from 'node:child_process'
import { chmod, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'
import { writeNotices } from './notices.ts'

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
  // its default entry loads its parts by name at run time, which no bundle can follow
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
}

const metafiles: Metafile[] = []
async function bundle(options: BuildOptions): Promise<void> {
  const { metafile } = await build({ ...common, ...options })
  if (metafile) metafiles.push(metafile)
}

const REQUIRE = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);"

/**
 * The native parser's own modules, of which only what parses is needed: bundled, they are one file to load instead of
 * forty. Its platform packages are looked for from where it is installed, as it does itself.
 */
const parser: Plugin = {
  name: 'parser',
  setup(build) {
    const home = path.join(root, 'node_modules/satteri')
    build.onResolve({ filter: /^satteri$/ }, () => ({ path: 'satteri', namespace: 'parser' }))
    build.onLoad({ filter: /./, namespace: 'parser' }, () => ({
      contents: `export { markdownToMdast } from './node_modules/satteri/dist/index.js'`,
      resolveDir: root,
    }))
    build.onResolve({ filter: /^(?:\.|#binding$)/ }, ({ path: file, resolveDir, namespace }) => {
      const target = file === '#binding' ? path.join(home, 'dist/binding.js') : path.resolve(resolveDir, file)
      return namespace === 'parser' || resolveDir.includes('node_modules/satteri/')
        ? { path: target, sideEffects: false }
        : undefined
    })
    build.onLoad({ filter: /node_modules\/satteri\/index\.js$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replaceAll(
        'import.meta.url',
        "new URL('../index.js', import.meta.resolve('satteri')).href",
      ),
    }))
  },
}

await import('./generate.ts')
await rm(path.join(root, 'dist'), { recursive: true, force: true })

await bundle({
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    'lint-worker': 'src/app/lint-worker.ts',
    'remark-lint': 'src/app/remark-lint.ts',
    tour: 'scripts/tour.ts',
  },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [parser],
  banner: { js: REQUIRE },
})

await bundle({
  entryPoints: { opencode: 'src/plugin/opencode.ts' },
  outdir: 'dist',
  format: 'esm',
  banner: { js: REQUIRE },
})

/** Each event is data; the program around it is the same for all. */
const hookProgram: Plugin = {
  name: 'hook-program',
  setup(build) {
    build.onResolve({ filter: /^hook:/ }, ({ path }) => ({ path: path.slice('hook:'.length), namespace: 'hook' }))
    build.onLoad({ filter: /./, namespace: 'hook' }, ({ path: file }) => ({
      contents: `import hook from './src/hooks/${file}'\nimport { main } from './src/hooks/_main.ts'\nvoid main(hook)`,
      resolveDir: root,
    }))
  },
}

const hooks = (await readdir(path.join(root, 'src/hooks'))).filter(
  file => file.endsWith('.ts') && !file.startsWith('_'),
)
if (hooks.length > 0)
  await bundle({
    entryPoints: Object.fromEntries(hooks.map(file => [file.replace(/\.ts$/, ''), `hook:${file}`])),
    plugins: [hookProgram],
    outdir: 'dist/hooks',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    minify: true,
    define: { 'import.meta.url': '__filename', 'import.meta.dirname': '__dirname' },
  })

await chmod(path.join(root, 'dist/cli.js'), 0o755)
if (!bundlesOnly) {
  await writeNotices(metafiles)
  node('typescript/bin/tsc', '-p', 'tsconfig.types.json')
}
