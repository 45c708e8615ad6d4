import { defineClaimKind, type Judgement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { count } from '../core/text.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { samePath } from './_paths.ts'

interface WorktreeWords {
  state: 'clean' | 'dirty'
  /** Files said to differ from HEAD, when counted. */
  files: number | null
}

const TREE =
  '(?:(?:git )?(?:work(?:ing)?[ -]?(?:tree|directory|copy|dir)|worktree|git status|git state|tree|repo(?:sitory)?|checkout|git))'
const CLEAN = new RegExp(
  `\\b${TREE}(?: status| state)?(?: is| are| was| ?:| remains| stays| now| all| fully| completely| reports?| shows?| left| a)* (?:clean|0 uncommitted|nothing(?: to commit)?|no (?:uncommitted )?changes)\\b|\\b(?:uncommitted|local) changes: (?:none|no|0|nothing)\\b|\\bclean (?:git )?(?:work(?:ing)?[ -]?(?:tree|directory|copy)|tree|git status|checkout)\\b|\\b(?:no|0|without(?: any)?) (?:uncommitted|unstaged|unsaved|local|pending|outstanding) (?:\\w+ )?(?:changes?|files?|edits?|modifications?|work)\\b|\\bnothing (?:is |left |remains )?(?:uncommitted|to commit)\\b|\\b(?:git[ _]status|status): clean\\b`,
)
const DIRTY = new RegExp(
  `\\b${TREE}(?: status| state)?(?: is| was|:| remains| still| now)* (?:dirty|not clean|unclean)\\b|\\b${TREE} (?:has|contains|still has|with) (?:\\d+ |some |a few |several )?(?:uncommitted|unstaged|local|modified)\\b|\\b(?:\\d+|some|several|a few|has|have|are|is|with|remaining|still|left) (?:\\w+ ){0,2}?uncommitted(?: \\w+)? ?(?:changes?|files?|edits?|modifications?|work)?\\b|^(?:\\(?\\w+\\)? )?uncommitted (?:changes?|files?|work)(?: remain\\w*| in| to|:(?! (?:none|no|0|nothing)\\b))|^uncommitted: (?!none|no\\b|0|nothing)|\\b(?:has|have|with) (?:uncommitted|local) changes\\b|\\b(?:changes?|files?|edits?) (?:are |is |still |left |remain )+uncommitted\\b`,
)
const COUNT =
  /\b(\d{1,5}) (?:\w+ )?uncommitted\b|\b(\d{1,5}) (?:files?|changes?) (?:are |is |still )*(?:uncommitted|not committed|dirty|modified and not committed)\b|\buncommitted (?:changes?|files?): (\d{1,5})\b/

export default defineClaimKind({
  id: 'worktree',
  summary: 'the working tree is clean or holds uncommitted changes, how many',
  about: /tree|clean|dirty|uncommitted|unstaged|status|working|local|modif|commit|changes|tidy|repo/,
  find(statement) {
    const { norm } = statement
    if (norm.length > 400) return []
    const state = CLEAN.test(norm) && !/\bnot (?:a )?clean\b/.test(norm) ? 'clean' : DIRTY.test(norm) ? 'dirty' : null
    if (!state || statement.past) return []
    const match = COUNT.exec(norm)
    const files = match ? Number(match[1] ?? match[2] ?? match[3]) : null
    return [{ kind: 'worktree', text: statement.text, line: statement.line, data: { state, files } }]
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as WorktreeWords
    const { repository } = evidence
    if (!repository) return unsupported()
    const dirty = repository.dirty.filter(
      file => !evidence.documentPath || `${repository.root}/${file}` !== evidence.documentPath,
    )
    return words.state === 'clean' ? judgeClean(dirty, evidence) : judgeDirty(words, dirty, evidence)
  },
})

const shown = (dirty: readonly string[]) =>
  pointer(
    'git status',
    dirty.length === 0
      ? 'nothing differs from HEAD'
      : `${count(dirty.length, 'file')} changed against HEAD: ${dirty.slice(0, 4).join(', ')}`,
  )

/** Files that the session wrote: they differed when the document was written, unless a later hand changed them. */
const ownOf = (dirty: readonly string[], evidence: Evidence) =>
  dirty.filter(file => evidence.session?.files.some(touched => touched.lastWriteAt && samePath(touched.path, file)))

function judgeClean(dirty: readonly string[], evidence: Evidence): Judgement {
  if (dirty.length === 0) return verified(shown(dirty))
  if (!evidence.session || ownOf(dirty, evidence).length > 0) return contradicted(shown(dirty))
  return stale(shown(dirty))
}

function judgeDirty(words: WorktreeWords, dirty: readonly string[], evidence: Evidence): Judgement {
  if (dirty.length === 0) {
    const wrote = evidence.session?.files.some(file => file.lastWriteAt)
    return evidence.session && !wrote ? contradicted(shown(dirty)) : stale(shown(dirty))
  }
  if (words.files === null || words.files === dirty.length) return verified(shown(dirty))
  const own = ownOf(dirty, evidence)
  if (own.length === words.files) return evidence.session ? stale(shown(dirty)) : unsupported(shown(dirty))
  return contradicted(shown(dirty))
}
