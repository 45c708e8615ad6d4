import { parse } from 'unbash'
import { readCommandLine } from './commands.ts'

/** Programs that would run something else than they name. */
const SHELLS =
  /^(?:sh|bash|zsh|fish|dash|ksh|pwsh|powershell|cmd|eval|exec|source|\.|sudo|doas|su|env|nohup|xargs|ssh|docker|podman|kubectl|curl|wget|time|watch|script|command|builtin)$/
/** Flags that change files, publish or never end. */
const CHANGES =
  /^(?:--fix(?:=.*)?|--write|--update(?:-?snapshots?)?|-u|-w|--watch(?:=.*|All)?|--ui|--publish|--deploy|--open|--inspect(?:-brk)?(?:=.*)?|-A|--allow-.*)$/i

/** Flags that make a tool load or run something else, or work somewhere else. */
const ELSEWHERE =
  /^(?:-C|--cwd|--prefix|--dir|--directory|--script-shell|--rootdir|-f|--file|--makefile|--init-script|-exec|-toolexec|-vettool|--require|-r|--import|--loader|--experimental-loader|--rulesdir|--resolve-plugins-relative-to|--config-env|--node-options)(?:=.*)?$/
/** Scripts and goals that by their names change, publish or fetch. */
const CHANGING_NAME =
  /(?:^|[:_.-])(?:publish|deploy|release|install|push|upload|fix|write|clean|migrate|update|upgrade|format|fmt|seed|reset)(?:$|[:_.-])/i

/** The words of a command that may be repeated, or why it may not. */
export type Judged = { words: string[] } | { refused: string }

/**
 * Whether a command may be repeated: one simple test, build or lint command, without operators, redirections, expansions, globs or
 * assignments. Parsed by a real shell parser; what it does not understand is refused.
 */
export function plainCommand(line: string): Judged {
  if (line.length > 1000 || /[\0\r\n]/.test(line.trim())) return { refused: 'it is longer than a line' }
  const script = parse(line)
  const [statement, ...more] = script.commands
  if ((script.errors?.length ?? 0) > 0 || more.length > 0 || !statement || statement.command.type !== 'Command')
    return { refused: 'it is more than one simple command' }
  const { name, prefix, suffix } = statement.command
  if (!name) return { refused: 'it names no program' }
  if (prefix.length > 0) return { refused: 'it sets variables' }
  if ('background' in statement && statement.background) return { refused: 'it stays in the background' }
  const words: string[] = []
  for (const part of [name, ...suffix]) {
    if (part.type !== 'Word' || !isLiteral(part)) return { refused: 'it holds an expansion or a redirection' }
    words.push(part.value)
  }
  const refused = objection(words, line)
  return refused ? { refused } : { words }
}

function objection([name, ...rest]: readonly string[], line: string): string | null {
  const program = name!.replace(/^.*\//, '')
  if (SHELLS.test(program)) return `\`${program}\` runs something else than it names`
  if (/[&|;<>`$*?~{}]/.test(line)) return 'it holds an operator, an expansion or a pattern'
  const changes = rest.find(word => CHANGES.test(word))
  if (changes) return `\`${changes}\` changes files, publishes or never ends`
  const away = rest.find(word => leadsAway(word, program))
  if (away) return `\`${away}\` may change something, or lead out of the project`
  const { steps } = readCommandLine(line)
  const kind = steps.length === 1 ? steps[0]!.kind : 'other'
  return kind === 'test' || kind === 'build' || kind === 'lint' ? null : 'it is no test, build or lint command'
}

/** An argument that names something outside the project, sets a variable, or calls for more than a look. */
function leadsAway(word: string, program: string): boolean {
  const value = word.replace(/^--?[\w-]+=/, '')
  if (ELSEWHERE.test(word) || /^(?:[/\\]|[A-Za-z]:[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(value)) return true
  if (/^[A-Za-z_]\w*=/.test(word) || (program === 'pytest' && word === '-p')) return true
  if (program === 'cargo' && /^--config\b/.test(word)) return true
  return !word.startsWith('-') && !/[/\\]|\.\w+$/.test(word) && CHANGING_NAME.test(word) && !/check/i.test(word)
}

interface Part {
  type: string
  parts?: readonly Part[] | undefined
}

const isLiteral = (word: Part): boolean =>
  (word.parts ?? []).every(
    part =>
      part.type === 'Literal' ||
      part.type === 'SingleQuoted' ||
      (part.type === 'DoubleQuoted' && (part.parts ?? []).every(inner => inner.type === 'Literal')),
  )
