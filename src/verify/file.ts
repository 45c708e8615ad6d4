import { defineClaimKind, type Judgement } from '../core/claim.ts'
import type { Evidence } from '../core/lint/rule.ts'
import { count } from '../core/text.ts'
import { committedLater } from './_aging.ts'
import { type FileAct, type FileWords, readFileWords } from './_file-language.ts'
import { contradicted, pointer, stale, unsupported, verified } from './_judge.ts'
import { localPath, type Trace, traceOf } from './_trace.ts'

export default defineClaimKind({
  id: 'file',
  summary: 'files created, edited, deleted, renamed, there or missing, how many lines they have',
  about: /[\w-]\/|\.\w|file|makefile|license/,
  find(statement) {
    if (statement.open) return []
    return readFileWords(statement).map(words => ({
      kind: 'file',
      text: statement.text,
      line: statement.line,
      data: { ...words },
    }))
  },
  lookups(claim) {
    const { path, to, lines } = claim.data as unknown as FileWords
    const paths = to ? [path, to] : [path]
    return { paths, ...(lines !== null && { contents: [path] }) }
  },
  judge(claim, evidence) {
    const words = claim.data as unknown as FileWords
    const judgement = JUDGES[words.act](words, placeOf(words.path, evidence), traceOf(words.path, evidence), evidence)
    if (words.lines === null || judgement.verdict === 'contradicted') return judgement
    return judgeLines(words, judgement, evidence)
  },
})

interface Place {
  state: 'there' | 'missing' | 'unknown'
  /** Where it was found, relative to the project. */
  path: string
}

/** Where a path of the document is now; a short one may stand for any file that ends with it. */
function placeOf(path: string, evidence: Evidence): Place {
  const local = localPath(path, evidence)
  const kind = evidence.world?.exists(local)
  if (kind === 'file' || kind === 'directory') return { state: 'there', path: local }
  if (kind === undefined) return { state: 'unknown', path: local }
  const match = evidence.world!.matching(local)[0]
  return match ? { state: 'there', path: match } : { state: 'missing', path: local }
}

type Judge = (words: FileWords, place: Place, trace: Trace, evidence: Evidence) => Judgement

const JUDGES: Record<FileAct, Judge> = {
  created: (words, place, trace, evidence) => {
    const [write] = trace.writes
    if (place.state === 'missing') return gone(place, trace, evidence)
    if (write) return verified(written(trace), place.state === 'there' ? there(place) : null)
    if (place.state === 'unknown') return unsupported()
    return changedHere(trace) ?? (evidence.session ? untouched(words, place, trace, evidence) : verified(there(place)))
  },
  edited: (words, place, trace, evidence) => {
    if (place.state === 'missing') return gone(place, trace, evidence)
    if (trace.writes.length > 0) return verified(written(trace))
    if (place.state === 'unknown') return unsupported()
    return changedHere(trace) ?? untouched(words, place, trace, evidence)
  },
  deleted: (_words, place, trace) => {
    const [removal] = trace.deletes
    const dropped = trace.history.find(({ status }) => status === 'D')
    const proof = removal
      ? pointer(removal.path, `${removal.path} deleted in the session at ${removal.lastAt}`)
      : dropped
        ? pointer(
            dropped.commit.sha,
            `${place.path} deleted in ${dropped.commit.sha.slice(0, 8)} "${dropped.commit.subject}"`,
          )
        : null
    if (place.state === 'there') return removal ? stale(proof, there(place)) : contradicted(there(place))
    return proof ? verified(proof) : unsupported()
  },
  renamed: (words, place, trace, evidence) => {
    if (!words.to) return unsupported()
    const target = placeOf(words.to, evidence)
    if (target.state === 'missing') return gone(target, traceOf(words.to, evidence), evidence)
    if (target.state === 'there' && place.state === 'missing') return verified(there(target))
    if (target.state === 'there' && place.state === 'there' && place.path !== target.path)
      return trace.deletes.length > 0 ? stale(there(place)) : contradicted(there(place))
    return unsupported()
  },
  exists: (_words, place, trace, evidence) => {
    if (place.state === 'there') return verified(there(place))
    return place.state === 'missing' ? gone(place, trace, evidence) : unsupported()
  },
  missing: (_words, place, trace) => {
    if (place.state === 'missing') return verified(pointer(place.path, `${place.path} does not exist`))
    if (place.state !== 'there') return unsupported()
    return trace.writes.length > 0 ? contradicted(written(trace), there(place)) : stale(there(place))
  },
}

const there = (place: Place) => pointer(place.path, `${place.path} exists`)

function written(trace: Trace) {
  const last = trace.writes.at(-1)!
  return pointer(last.path, `${last.path} written in the session at ${last.lastWriteAt}`)
}

/** Not there now: it was there and went, or it never was. */
function gone(place: Place, trace: Trace, evidence: Evidence): Judgement {
  const missing = pointer(place.path, `${place.path} does not exist`)
  const [removal] = trace.deletes
  if (removal && trace.writes.every(write => (write.lastWriteAt ?? '') <= (removal.lastAt ?? '')))
    return contradicted(missing, pointer(removal.path, `deleted in the session at ${removal.lastAt}`))
  if (trace.writes.length > 0) return stale(written(trace), missing)
  const known = trace.history[0]
  if (known)
    return stale(
      missing,
      pointer(known.commit.sha, `last seen in ${known.commit.sha.slice(0, 8)} "${known.commit.subject}"`),
    )
  const here = evidence.repository?.branch
  if (evidence.session?.gitBranch && here && evidence.session.gitBranch !== here) return unsupported(missing)
  return contradicted(missing)
}

/** Changed since HEAD, or in one of the session's commits. */
function changedHere(trace: Trace): Judgement | null {
  const [commit] = trace.committed
  if (commit) return verified(pointer(commit.sha, `changed in ${commit.sha.slice(0, 8)} "${commit.subject}"`))
  return trace.dirty ? verified(pointer('git status', 'differs from HEAD')) : null
}

const EARLIER_WORK =
  /\b(?:previous|prior|earlier|already|before|existing|history|background|last session|phase [1-9]|pr ?#?\d)\b/

/**
 * It is there, and neither the session nor git shows a change. Only where the record is whole, and the document does not speak of other
 * sessions' work, does that disprove "edited": an earlier session may have done it.
 */
function untouched(words: FileWords, place: Place, trace: Trace, evidence: Evidence): Judgement {
  const { session, repository } = evidence
  // What others than the recorded actors may have done to a file that git knows, git shows.
  const unseen = trace.partial && trace.history.length === 0
  if (!session || !repository || unseen || trace.command || EARLIER_WORK.test(words.section))
    return unsupported(there(place))
  const [from, to] = [session.startedAt ?? '', session.endedAt ?? '']
  const elsewhere = trace.history.some(
    ({ commit, status }) => words.act !== 'edited' || status !== 'A' || (commit.at >= from && commit.at <= to),
  )
  if (elsewhere || readsHandoff(evidence)) return unsupported(there(place))
  return contradicted(pointer(place.path, `${place.path} was not changed in the session and does not differ from HEAD`))
}

/** The session took over from an earlier one, whose work its own document may tell of. */
function readsHandoff(evidence: Evidence): boolean {
  const session = evidence.session!
  return (
    session.files.some(
      file =>
        file.actions.includes('read') &&
        /(?:hand-?off|continue-here|resume|continuity|session-summary)[^/]*\.md$/i.test(file.path),
    ) ||
    session.messages.some(message =>
      /continued from a previous|\/pull\b|\/resume\b|pick up where/i.test(message.text.slice(0, 400)),
    )
  )
}

function judgeLines(words: FileWords, judgement: Judgement, evidence: Evidence): Judgement {
  const place = placeOf(words.path, evidence)
  const text = place.state === 'there' ? evidence.world!.readFile(place.path) : null
  if (typeof text !== 'string' || words.lines === null)
    return judgement.verdict === 'verified' ? unsupported() : judgement
  const actual = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  const slack = words.about ? Math.max(5, words.lines * 0.15) : 1
  const counted = pointer(`${place.path}:${actual}`, `${place.path} has ${count(actual, 'line')}`)
  if (Math.abs(actual - words.lines) <= slack) return judgement.verdict === 'stale' ? judgement : verified(counted)
  const later = committedLater(place.path, evidence)
  if (later) return stale(counted, later)
  const changed = evidence.world!.changedAt(place.path)
  const end = evidence.session?.endedAt
  if (changed && end && changed > end)
    return stale(counted, pointer(place.path, `changed at ${changed}, after the session`))
  return contradicted(counted)
}
