import { readCommandLine } from '../../core/session/commands.ts'
import { isTemporary, resolvePath } from '../../core/session/paths.ts'
import type { ShellWord } from '../../core/session/shell.ts'
import type { FileTouch } from '../../core/types.ts'

export interface ShellTouch {
  path: string
  action: FileTouch['actions'][number]
}

const NEVER = /^(?:\/dev\/|\/proc\/|-|&|\d$|nul$)/i

/**
 * What a command line plainly wrote, edited, deleted or (where asked) read: literal paths only, no globs, no variables, no
 * scratch files. `cd` on the line is followed.
 */
export function shellTouches(command: string, start: string | null, options: { reads?: boolean } = {}): ShellTouch[] {
  const touches: ShellTouch[] = []
  let cwd = start
  const add = (word: ShellWord | undefined, action: ShellTouch['action']): void => {
    if (!word?.literal || word.text.length > 1000 || NEVER.test(word.text) || word.text.includes('\n')) return
    const path = resolvePath(word.text, cwd)
    if (path && !isTemporary(path, start)) touches.push({ path, action })
  }
  for (const { command: simple, words } of readCommandLine(command).steps) {
    for (const { operator, target } of simple.redirects) {
      if (operator === '>' || operator === '>|' || operator === '&>') add(target, 'write')
      else if (operator === '>>' || operator === '&>>') add(target, 'edit')
    }
    if (simple.nested) continue
    const named = simple.words.slice(simple.words.length - words.length + 1).filter(word => !/^-|^\+/.test(word.text))
    if (words[0] === 'cd') cwd = named[0]?.literal ? resolvePath(named[0].text, cwd) : cwd
    else byProgram(words, named, add, options.reads === true)
  }
  return touches
}

function byProgram(
  words: readonly string[],
  named: readonly ShellWord[],
  add: (word: ShellWord | undefined, action: ShellTouch['action']) => void,
  reads: boolean,
): void {
  const program = words[0] ?? ''
  if (program === 'git') gitFiles(words, named, add)
  else if (program === 'rm' || program === 'unlink') {
    const folders = words.some(word => /^-\w*[rR]|^--recursive$/.test(word))
    for (const word of named) if (!folders || FILE_NAME.test(word.text)) add(word, 'delete')
  } else if (program === 'touch') for (const word of named) add(word, 'write')
  else if (program === 'tee') for (const word of named) add(word, words.includes('-a') ? 'edit' : 'write')
  else if ((program === 'mv' || program === 'cp') && named.length === 2 && FILE_NAME.test(named[1]!.text)) {
    if (program === 'mv') add(named[0], 'delete')
    add(named[1], 'write')
  } else if ((program === 'sed' || program === 'perl') && words.some(word => /^-\w*i/.test(word)))
    for (const word of named.filter(one => one.text !== '').slice(1)) add(word, 'edit')
  else if (reads) readByProgram(program, words, named, add)
}

function gitFiles(
  words: readonly string[],
  named: readonly ShellWord[],
  add: (word: ShellWord | undefined, action: ShellTouch['action']) => void,
): void {
  const files = named.slice(1)
  if (words[1] === 'rm' && !words.includes('--cached')) for (const word of files) add(word, 'delete')
  if (words[1] === 'mv' && files.length === 2) {
    add(files[0], 'delete')
    add(files[1], 'write')
  }
}

/** A name with an extension: what is moved, copied or removed recursively is then a file and not a folder. */
const FILE_NAME = /[^/\\.][^/\\]*\.\w{1,10}$/

const READERS = new Set(['cat', 'head', 'tail', 'less', 'more', 'nl', 'bat', 'batcat', 'wc', 'jq'])

function readByProgram(
  program: string,
  words: readonly string[],
  named: readonly ShellWord[],
  add: (word: ShellWord | undefined, action: ShellTouch['action']) => void,
): void {
  if (READERS.has(program))
    for (const word of program === 'jq' ? named.slice(1) : named) if (!/^\d+$/.test(word.text)) add(word, 'read')
  if (program === 'sed' && words.includes('-n')) for (const word of named.slice(1)) add(word, 'read')
}
