import { readCommandLine } from './commands.ts'

/** Programs of which a script that only looks has no need. */
const CHANGES =
  /^(?:rm|rmdir|rimraf|del|del-cli|unlink|shred|dd|mv|truncate|chmod|chown|ln|tee|sudo|doas|curl|wget|ssh|scp|rsync|nc|docker|podman|kubectl|helm|terraform|aws|gcloud|az|gh|vercel|netlify|wrangler|flyctl|heroku|psql|mysql|redis-cli|dropdb|createdb|eval|sh|bash|zsh|node|python3?|ruby|perl|deno|bun|tsx|ts-node)$/
/** Of programs that mostly look, what does not. */
const CHANGING_USE: Record<string, RegExp> = {
  git: /^(?:push|commit|reset|clean|checkout|switch|restore|rebase|merge|stash|tag|branch|add|rm|mv|pull|fetch|clone|submodule)$/,
  npm: /^(?:i|ci|install|add|publish|unpublish|uninstall|update|version|link|exec|deprecate|pack)$/,
  pnpm: /^(?:i|install|add|publish|remove|update|link|dlx)$/,
  yarn: /^(?:install|add|publish|remove|up|upgrade|link|dlx|npm)$/,
  sed: /^-i|^--in-place/,
  find: /^-(?:delete|exec|execdir|ok)$/,
}
/** Test runners that are started through an interpreter. */
const RUNS_TESTS = /^(?:--test\b|-m$|test$)/

/** The script another one calls: `npm run build` → `build`. */
const CALLED = /^(?:run|run-script)$/
const PACKAGE_MANAGER = /^(?:npm|pnpm|yarn|bun)$/

/**
 * Why a script of a package may not be repeated: the first step that deletes, writes, fetches, publishes or runs code by itself.
 * `scripts` are those of its package.json; scripts it calls are looked at too. Null when nothing speaks against it.
 */
export function scriptObjection(
  name: string,
  scripts: Readonly<Record<string, unknown>>,
  seen = new Set<string>(),
): string | null {
  if (seen.has(name)) return null
  seen.add(name)
  for (const part of [`pre${name}`, name, `post${name}`]) {
    const body = Object.hasOwn(scripts, part) ? scripts[part] : undefined
    const found = typeof body === 'string' ? bodyObjection(body, scripts, seen) : null
    if (found) return `its script \`${part}\` ${found}`
  }
  return null
}

function bodyObjection(body: string, scripts: Readonly<Record<string, unknown>>, seen: Set<string>): string | null {
  for (const { command, words } of readCommandLine(body).steps) {
    const [program = '', ...rest] = words
    const shown = words.join(' ').slice(0, 80)
    if (
      command.redirects.some(
        ({ operator, target }) => operator.includes('>') && !/^(?:&?\d|\/dev\/null)$/.test(target.text),
      )
    )
      return `writes a file: ${shown}`
    if (CHANGES.test(program) && !rest.slice(0, 2).some(word => RUNS_TESTS.test(word))) return `runs \`${shown}\``
    const use = Object.hasOwn(CHANGING_USE, program) ? CHANGING_USE[program] : undefined
    const changing = use && rest.find(word => use.test(word))
    if (changing) return `runs \`${shown}\``
    const called = PACKAGE_MANAGER.test(program) ? calledScript(rest) : null
    const inner = called && scriptObjection(called, scripts, seen)
    if (inner) return `calls another: ${inner}`
  }
  return null
}

/** The script that a package manager is asked to run; null when it is asked for something else. */
export function calledScript(rest: readonly string[]): string | null {
  const words = rest.filter(word => !word.startsWith('-'))
  if (CALLED.test(words[0] ?? '')) return words[1] ?? null
  return /^(?:t|tst)$/.test(words[0] ?? '') ? 'test' : (words[0] ?? null)
}

/** The script of a package that a command runs; null when it runs none. */
export const scriptOf = ([program = '', ...rest]: readonly string[]): string | null =>
  PACKAGE_MANAGER.test(program.replace(/^.*\//, '')) ? calledScript(rest) : null
