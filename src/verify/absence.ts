import { type Claim, defineClaimKind, type Judgement, type Statement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { codeSpans, normalise } from '../core/statements/inline.ts'
import { committedLater } from './_aging.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { asPath, pathsIn } from './_paths.ts'
import { defines, isCode } from './_symbols.ts'
import { matchTodo } from './_todos.ts'
import { isPartial, localPath, traceOf } from './_trace.ts'

interface AbsenceWords {
  /** What is said to be open, missing or not done. */
  subject: string
  /** A path that was not created or not changed. */
  path: string | null
  /** A name that is not defined. */
  name: string | null
  /** "not created", "does not exist": it is not there at all. */
  missing: boolean
  /** Everything is said to be done. */
  nothing: boolean
  /** No file, or no test, is said to have been written. */
  none?: 'code' | 'test' | null
  /** "not deleted". */
  kept?: boolean
}

const DONE =
  'implemented|created|written|added|defined|done|started|finished|completed?|fixed|updated|tested|documented|wired(?: up)?|ported|migrated|covered|addressed|built|exists?|bumped|deleted|removed|merged|hooked up|handled|reviewed|in place|there|touched|changed|edited|modified|ready|begun'
const NOT_DONE = new RegExp(
  `^(.{3,200}?),? (?:(?:is|are|was|were|has|have|does|do|did|still|yet|it|been|:|-) ?)*(?:not|never)(?: (?:yet|been|fully|even|really|started|properly|get|gotten))* ?(?:${DONE})(?: yet)?(?![\\w-])`,
)
const UNDONE =
  /^(.{3,200}?)(?: (?:is|are|remains?|still|:|-))+ (?:unimplemented|undone|unfinished|outstanding|still open|still missing|missing|to be done|left to do|left|open|incomplete|unwritten|undefined|not defined anywhere|untouched|unresolved|unstarted|not started)(?![\w-])/
const FRONT =
  /^(?:not (?:yet )?(?:started|done|implemented|finished|fixed|created|written|tested)|still (?:open|missing|to do|outstanding|left)|missing|remaining|left(?: to do)?|outstanding|undone|unfinished|open)(?: is| are)?: (.{3,200})$/
const DID_NOT =
  /^(?:i |we )?(?:did not|have not|has not|not)(?: yet)?(?: get (?:to|around to))? (?:implement(?:ed|ing)?|creat(?:e|ed|ing)|writ(?:e|ten|ing)|add(?:ed|ing)?|start(?:ed|ing)?|finish(?:ed|ing)?|fix(?:ed|ing)?|updat(?:e|ed|ing)|touch(?:ed|ing)?|document(?:ed|ing)?|chang(?:e|ed|ing)|edit(?:ed|ing)?|modif(?:y|ied|ying)|done?) (.{3,200})$/
const NO_YET = /^(?:there (?:is|are) )?(?:still )?no (.{3,80}?) (?:yet|so far|exists?|at this point|in place)\b/
const NONE_THERE = /^there (?:is|are)(?: still)? no (\S+\.\w+|[\w./-]+\/[\w./-]+)(?: (?:yet|so far|here|file))?$/
const NO_WORK =
  /^no (?:(file|code)s?|(test)s?)(?: files?)? (?:has|have|was|were)(?: yet)?(?: been)? (?:changed|written|created|edited|modified|touched|added)(?: yet| so far)?$/
const NOT_ANY =
  /^(?:i |we )?(?:did not|have not)(?: yet)? (?:changed?|written?|write|edit(?:ed)?|touch(?:ed)?|creat(?:e|ed)|add(?:ed)?) any (?:(file|code)s?|(test)s?)(?: yet| so far)?$/
const NOTHING =
  /\b(?:nothing|no (?:todos?|tasks?|work|items)) (?:is |are |has been |)?(?:left|remains?|remaining|open|pending|outstanding|missing|to do)\b(?! (?:un\w+|to (?!do)|on|in|for|from|with|about)\b)|^nothing (?:left|more|else)(?: to do)?$|\bnothing (?:left|more|else) to do$|^(?:remaining(?: work)?|pending|outstanding|open (?:items|todos|tasks)|left): (?:none|nothing)\b/

export default defineClaimKind({
  id: 'absence',
  summary: 'what is not started, not done, missing or still open',
  about: /\bnot\b|never|\bno\b|nothing|missing|open|remain|\bleft\b|\bun|outstanding|incomplete|still|to be done/,
  find(statement) {
    const words = readAbsence(statement)
    if (!words) return []
    const claim: Claim = { kind: 'absence', text: statement.text, line: statement.line, data: { ...words } }
    const loose = statement.open || isLoose(words, statement.norm)
    return [loose ? { ...claim, weak: true } : claim]
  },
  lookups(claim) {
    const { path, name } = claim.data as unknown as AbsenceWords
    return { ...(path && { paths: [path] }), ...(name && { words: [name] }) }
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as AbsenceWords
    if (words.nothing) return judgeNothing(evidence)
    if (words.none) return judgeNone(words.none, evidence)
    if (words.kept && words.path) return judgeKept(words.path, evidence)
    const todo = matchTodo(words.subject, evidence.session?.todos ?? [])
    if (todo) {
      const told = pointer(
        todo.todo.ref || `todo ${todo.todo.id}`,
        `todo "${todo.todo.content}" is ${todo.todo.status}`,
      )
      if (todo.todo.status !== 'completed') return verified(told)
      return todo.sure ? contradicted(told) : unsupported(told)
    }
    if (words.path) return judgePath(words, evidence)
    return words.name ? judgeName(words.name, evidence) : unsupported()
  },
})

/** Without a path, a name or a todo it may be about anything; then only evidence makes it worth a line. */
const isLoose = (words: AbsenceWords, norm: string) =>
  !words.nothing &&
  words.path === null &&
  !words.none &&
  words.name === null &&
  !(
    NOT_DONE.test(norm) &&
    words.subject.split(' ').length <= 6 &&
    !/^(?:it|its|but|and|that|they|he|she|we)\b/.test(words.subject)
  )

/** Kinds of their own speak for these. */
const ELSEWHERE =
  /\b(?:tests?|specs?|suite)\b.*\b(?:run|ran|executed|pass|passing|green)\b|\bcommitted\b|\bpushed\b|\bagents?\b|\bpr\b|pull request|\bmerged\b|\bclean\b/

function readAbsence(statement: Statement): AbsenceWords | null {
  const { norm, text, open } = statement
  const none: AbsenceWords = { subject: '', path: null, name: null, missing: false, nothing: false }
  if (norm.length > 500) return null
  if (open) return { ...none, subject: text.slice(0, 300) }
  if (NOTHING.test(norm)) return { ...none, nothing: true }
  if (ELSEWHERE.test(norm) || statement.cells) return null
  const noWork = NO_WORK.exec(norm) ?? NOT_ANY.exec(norm)
  if (noWork) return { ...none, subject: norm, none: noWork[2] ? 'test' : 'code' }
  const subject = [NOT_DONE, UNDONE, FRONT, DID_NOT, NO_YET, NONE_THERE]
    .map(pattern => pattern.exec(norm)?.[1])
    .find(Boolean)
  if (
    !subject ||
    /\b(?:that|which|who)$/.test(subject) ||
    /^(?:it|this|that|they|there|which|what|i|we|still)$/.test(subject.trim())
  )
    return null
  const missing =
    NO_YET.test(norm) ||
    NONE_THERE.test(norm) ||
    /\b(?:created|written|added|defined|exist|implemented|in place|there|missing|undefined|unimplemented|unwritten|create|write|add|implement|started)\b/.test(
      norm,
    )
  const path = pathsIn(text)[0]?.path ?? wellKnown(subject)
  const span = codeSpans(text).find(
    code => !asPath(code) && normalise(code) !== '' && subject.includes(normalise(code)),
  )
  const bare = /(?<![\w.`])([A-Za-z_$][\w$]{2,80})\(\)/.exec(text)?.[1]
  const name = span
    ? (/^([A-Za-z_$][\w$]{2,80})(?:\([^()]{0,80}\))?$/.exec(span)?.[1] ?? null)
    : bare && subject.includes(bare.toLowerCase())
      ? bare
      : null
  return {
    subject,
    path: path && (subject.includes(path.toLowerCase()) || wellKnown(subject) === path) ? path : null,
    kept: /\bnot (?:yet )?(?:been )?(?:deleted|removed)\b/.test(norm),
    name: missing ? name : null,
    missing,
    nothing: false,
  }
}

/** "The README" is a file without being written as one. */
const wellKnown = (subject: string): string | null => {
  const name = /^(?:the )?(readme|changelog|license)$/.exec(subject.trim())?.[1]
  return name ? (name === 'license' ? 'LICENSE' : `${name.toUpperCase()}.md`) : null
}

/** "No tests were written" against what the session wrote. */
function judgeNone(none: 'code' | 'test', evidence: Evidence): Judgement {
  const { session } = evidence
  if (!session) return unsupported()
  const wrote = session.files.filter(file => file.lastWriteAt !== null && /\.\w+$/.test(file.path) && isCode(file.path))
  const meant = none === 'test' ? wrote.filter(file => /test|spec/i.test(file.path)) : wrote
  if (meant.length > 0)
    return contradicted(
      ...meant
        .slice(0, 3)
        .map(file => pointer(file.path, `${file.path} written in the session at ${file.lastWriteAt}`)),
    )
  return isPartial(evidence)
    ? unsupported()
    : verified(pointer(session.sessionId ?? 'session', `no ${none} written in the session`))
}

/** "Not deleted". */
function judgeKept(path: string, evidence: Evidence): Judgement {
  const local = localPath(path, evidence)
  const kind = evidence.world?.exists(local)
  if (kind === 'file' || kind === 'directory') return verified(pointer(local, `${local} exists`))
  const [removal] = traceOf(path, evidence).deletes
  return kind === 'missing' && removal
    ? contradicted(pointer(removal.path, `${removal.path} deleted in the session at ${removal.lastAt}`))
    : unsupported()
}

function judgeNothing(evidence: Evidence): Judgement {
  const todos = evidence.session?.todos ?? []
  if (todos.length === 0) return unsupported()
  const open = todos.filter(todo => todo.status !== 'completed' && todo.status !== 'cancelled')
  if (open.length === 0) return verified(pointer(todos.at(-1)!.ref || 'todos', `${todos.length} todos, all completed`))
  return contradicted(
    ...open.slice(0, 3).map(todo => pointer(todo.ref || 'todos', `todo "${todo.content}" is ${todo.status}`)),
  )
}

function judgePath(words: AbsenceWords, evidence: Evidence): Judgement {
  const local = localPath(words.path!, evidence)
  const kind = evidence.world?.exists(local)
  const trace = traceOf(words.path!, evidence)
  const there = kind === 'file' || kind === 'directory' || (evidence.world?.matching(local).length ?? 0) > 0
  const write = trace.writes.at(-1)
  if (words.missing) {
    if (kind === 'missing' && !there)
      return write
        ? stale(
            pointer(local, 'does not exist now'),
            pointer(write.path, `written in the session at ${write.lastWriteAt}`),
          )
        : verified(pointer(local, `${local} does not exist`))
    const later = committedLater(local, evidence)
    if (write && there)
      return contradicted(pointer(write.path, `${write.path} written in the session at ${write.lastWriteAt}`))
    return there && later ? stale(later) : unsupported()
  }
  if (write) return contradicted(pointer(write.path, `${write.path} written in the session at ${write.lastWriteAt}`))
  const unseen = trace.partial && trace.history.length === 0
  if (!evidence.session || unseen || trace.command) return unsupported()
  const later = changedSince(local, trace.dirty, evidence)
  if (later) return stale(later)
  if (trace.dirty) return unsupported()
  return verified(pointer(local, `${local} was not written in the session`))
}

/** Somebody else changed it after the session. */
function changedSince(local: string, dirty: boolean, evidence: Evidence) {
  const later = committedLater(local, evidence)
  if (later) return later
  const at = evidence.world?.changedAt(local)
  const end = evidence.session?.endedAt
  return dirty && at && end && at > end ? pointer(local, `${local} changed at ${at}, after the session`) : null
}

function judgeName(name: string, evidence: Evidence): Judgement {
  const hits = evidence.world?.find(name)?.filter(hit => isCode(hit.path))
  if (!hits || hits.length >= 50) return unsupported()
  const found = hits.find(hit => defines(hit, name))
  if (!found)
    return verified(
      hits[0]
        ? pointer(`${hits[0].path}:${hits[0].line}`, `used and not defined: ${hits[0].text}`)
        : pointer(name, `${name} is nowhere in the project's code`),
    )
  const shown = pointer(`${found.path}:${found.line}`, found.text)
  const trace = traceOf(found.path, evidence)
  const later = committedLater(found.path, evidence)
  if (later) return stale(shown, later)
  if (trace.writes.length > 0) return contradicted(shown)
  return evidence.session ? stale(shown) : unsupported(shown)
}
