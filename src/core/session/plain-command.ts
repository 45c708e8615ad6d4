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

/**
 * Words of a command that may be repeated: one simple test, build or lint command, without operators, redirections, expansions, globs or
 * assignments. Null for anything else. Parsed by a real shell parser; what it does not understand is refused.
 */
export function plainCommand(line: string): string[] | null {
  if (line.length > 1000 || /[\0\r\n]/.test(line.trim())) return null
  const script = parse(line)
  const [statement, ...more] = script.commands
  if ((script.errors?.length ?? 0) > 0 || more.length > 0 || !statement || statement.command.type !== 'Command')
    return null
  const { name, prefix, suffix } = statement.command
  if (!name || prefix.length > 0 || ('background' in statement && statement.background)) return null
  const words: string[] = []
  for (const part of [name, ...suffix]) {
    if (part.type !== 'Word' || !isLiteral(part)) return null
    words.push(part.value)
  }
  const program = words[0]!.replace(/^.*\//, '')
  if (SHELLS.test(program) || words.slice(1).some(word => CHANGES.test(word)) || /[&|;<>`$*?~{}]/.test(line))
    return null
  if (words.slice(1).some(word => leadsAway(word, program))) return null
  const { steps } = readCommandLine(line)
  const kind = steps.length === 1 ? steps[0]!.kind : 'other'
  return kind === 'test' || kind === 'build' || kind === 'lint' ? words : null
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
