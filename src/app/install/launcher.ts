import path from 'node:path'
import type { HookEvent, HookFacts, Target } from '../../core/target.ts'

/** How the installed midstride is started from somebody else's configuration. */
export interface Launcher {
  /** in-project: below node_modules of the project · fixed: a folder that stays · fetched: from a cache that may go, so by name. */
  kind: 'in-project' | 'fixed' | 'fetched'
  /** Package folder: relative to the project for `in-project`, absolute for `fixed`. */
  folder: string
}

/** Looks at where the package lies. A project's configuration is shared, so it gets no path of one machine. */
export function findLauncher(packageFolder: string, scope: 'project' | 'user', root: string): Launcher {
  const inside = path.relative(root, packageFolder).split(path.sep).join('/')
  if (scope === 'project' && inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside))
    return { kind: 'in-project', folder: inside }
  const cached = /[\\/](?:_npx|\.npm[\\/]_npx|dlx-[^\\/]+|\.pnpm-store|\.bun[\\/]install[\\/]cache)[\\/]/.test(
    packageFolder,
  )
  if (scope === 'project' || cached) return { kind: 'fetched', folder: '' }
  return { kind: 'fixed', folder: packageFolder.split(path.sep).join('/') }
}

/** Program and arguments of the MCP server; without prompts when the same commands are installed as files and would clash with them. */
export function serverCommand({ kind, folder }: Launcher, prompts: boolean): [command: string, ...args: string[]] {
  const more = prompts ? [] : ['--no-prompts']
  return kind === 'fetched'
    ? ['npx', '-y', 'midstride', 'mcp', ...more]
    : ['node', `${folder}/dist/cli.js`, 'mcp', ...more]
}

/** Command line of one hook. A bundled file starts faster than the whole command line, so it is used wherever it stays in place. */
export function hookCommand(launcher: Launcher, target: Target, hooks: HookFacts, event: HookEvent): string {
  const host = `--host ${target.id}`
  // Understood by POSIX shells, cmd and PowerShell 7.
  const open = hooks.missingRefuses ? ' || exit 0' : ''
  if (launcher.kind === 'fetched') return `midstride hook ${event} ${host}${open}`
  const file = `${launcher.folder}/dist/hooks/${event}.cjs`
  const prefix = launcher.kind === 'in-project' && hooks.root !== null ? `$${hooks.root}/` : ''
  return `node "${prefix}${file}" ${host}`
}
