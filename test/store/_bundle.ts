/** Programs that tests start several of at once, bundled as the command line is. */
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '../..')

export async function bundleSaver(name = '_saver'): Promise<{ saver: string; dispose(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'midstride-programs-'))
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    external: ['@photostructure/sqlite', 'pg', 'node:sqlite'],
  })
  return {
    saver: path.join(folder, `${name}.mjs`),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}
