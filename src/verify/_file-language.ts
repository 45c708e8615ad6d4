/** What a statement says of the paths in it. */
import type { Statement } from '../core/claim.ts'
import { normalise } from '../core/statements/inline.ts'
import { type PathMention, pathsIn } from './_paths.ts'

export type FileAct = 'created' | 'edited' | 'deleted' | 'renamed' | 'exists' | 'missing'

export interface FileWords {
  act: FileAct
  path: string
  /** New name of a renamed file. */
  to: string | null
  lines: number | null
  /** "~350 lines". */
  about: boolean
  /** Said of this session's work, not of what stood there before. */
  section: string
}

const VERBS: [FileAct, string][] = [
  ['renamed', 'renamed|moved'],
  ['deleted', 'deleted|removed|dropped|got rid of|erased|rm'],
  [
    'created',
    'created|added|wrote|generated|introduced|scaffolded|drafted|written|new file|new module|new test file|new|produced|saved|stored|authored|put',
  ],
  [
    'edited',
    'edited|modified|updated|changed|refactored|extended|rewrote|rewritten|reworked|touched|patched|adjusted|tweaked|fixed|regenerated|reformatted|cleaned up|simplified|improved|migrated|converted|documented|corrected|expanded|split|wired|ticked|revised|amended',
  ],
]
const ORDERS: [FileAct, RegExp][] = [
  ['renamed', /^(?:rename|move)\b/],
  ['deleted', /^(?:delete|remove|drop)\b/],
  ['created', /^(?:create|add|write|generate|introduce|scaffold|draft)\b/],
  ['edited', /^(?:edit|modify|update|change|refactor|extend|rewrite|rework|patch|adjust|tweak|fix)\b/],
]
const PASSIVE: [FileAct, RegExp][] = [
  [
    'missing',
    /^(?: file)?(?: does not exist| no longer exists| is no more| is missing| is gone| is not there|: missing)\b/,
  ],
  [
    'deleted',
    /^(?: file| is| was| has been| have been| were| are| now|,| -+| :|:|—)*[ (:-]+(?:deleted|removed|gone|dropped)\b/,
  ],
  ['renamed', /^(?: is| was| has been| now)* (?:renamed|moved) (?:to|into|as)\b/],
  [
    'created',
    /^(?: file| is| was| has been| have been| were| are| now|,)*(?:[ (]+|[ -]*[:-] (?=(?:created|added|written|new|generated|new file)[.,;)]?$))(?:created|added|written|new|generated|new file)\b/,
  ],
  [
    'edited',
    /^(?: file| is| was| has been| have been| were| are| now|,| -+| :|:|—)*[ (:-]+(?:edited|modified|updated|changed|rewritten|refactored|fixed|extended|adapted|adjusted|amended|patched|modify|update)\b/,
  ],
  [
    'edited',
    /^ ?(?:-+|:) (?:added|created|implemented|extended|fixed|updated|refactored|removed|changed|replaced|moved|extracted|introduced|now)\b ./,
  ],
  ['edited', /^ (?:now|also) (?:imports?|uses?|calls?|exports?|takes|accepts|returns)\b/],
  [
    'exists',
    /^(?: file| still| now| already| also)*(?: exists?| is (?:still )?(?:there|in place|present)|: exists?|: match| - exists?)\b/,
  ],
]
const HEADINGS: [FileAct, RegExp][] = [
  ['deleted', /\b(?:deleted|removed)\b/],
  ['created', /\b(?:created|new files?|added)\b/],
  ['edited', /\b(?:modified|edited|changed|updated|touched|modifications?|changes)\b/],
]
/** What is done in a file and not to it. */
const WITHIN =
  /(?<![\w-])(?:implemented|built|handled|replaced|hardened|optimi[sz]ed|covered|inlined|swapped|switched|tested|wired|bumped|mended|repaired|resolved|enabled|disabled)(?![\w-])/
/** What was added to a manifest is a dependency or a version, which have kinds of their own. */
const MANIFEST =
  /(?:^|\/)(?:package\.json|pyproject\.toml|Cargo\.toml|go\.mod|requirements[\w-]*\.txt|composer\.json|Gemfile)$/
/** "to", "in": the thing was done inside the file. */
const INSIDE =
  /(?:^|\s)(?:in|to|into|inside|of|within|at|across|under|(?<=\b(?:removed|deleted|dropped|extracted|moved) .{0,80})from)(?: the)?(?: file| module)?$/
/** A name in backticks that is no path: what is said is said of the name. */
const SYMBOL = /`[^`\s./]{2,80}`/
/** "The tests live in", "was extracted into": a file that is there. */
const HOUSED =
  /\b(?:lives?|sits?|stands?|(?:is|are)(?: now)?(?: found| located| kept| defined)?) in$|\b(?:placed|extracted|split|pulled|factored|moved)(?: [\w' -]{1,60}?)?(?: out)?(?: in)?to$/
const BETWEEN =
  /^(?:(?:the|a|an|new|file|files|module|test|tests|script|component|helper|page|doc|document|and|both|config|configuration|fixture|class|small|own|empty|old|outdated|obsolete|unused|stale|legacy|dead|former|temporary|redundant|initial|missing|also|plan|schema|,|&|\+|-|:|§|\([^()]{0,60}\)) ?)*$/

export function readFileWords(statement: Statement): FileWords[] {
  const text = statement.text
  if (text.length > 900) return []
  const paths = pathsIn(text)
  if (paths.length === 0) return []
  const section = statement.section.map(heading => normalise(heading)).join(' / ')
  const found: FileWords[] = []
  const masked = mask(text, paths)
  const column = statement.cells?.find(cell => /^(?:path|file|files|location|module|artifact)/.test(cell.header))?.text
  for (const [index, mention] of paths.entries()) {
    if (column !== undefined && !column.includes(mention.path)) continue
    const before = normalise(masked.slice(0, mention.at)).replace(/[\s`]+$/, '')
    const after = normalise(
      masked
        .slice(mention.at)
        .replace(/^`?/, '')
        .replace(/^§(?::[\d-]+)?`?/, ' '),
    ).replace(/^/, ' ')
    if (/\badded$/.test(before) && /^ (?:and § )*(?:to|in|into) (?:the )?§/.test(after)) continue
    const act = actOf(statement, before, after, index, paths)
    if (act === 'edited' && MANIFEST.test(mention.path) && INSIDE.test(before)) continue
    const lines = linesOf(text.slice(mention.at + mention.path.length), before)
    if (!act && lines === null) continue
    if (act === 'renamed' && index > 0 && found.at(-1)?.act === 'renamed' && found.at(-1)!.to === mention.path) continue
    const to = act === 'renamed' ? (paths[index + 1]?.path ?? null) : null
    found.push({
      act: act ?? 'exists',
      path: mention.path,
      to,
      lines: lines?.count ?? null,
      about: lines?.about ?? false,
      section,
    })
  }
  return found
}

/** Paths become one sign, so that what stands between them can be read. */
function mask(text: string, paths: readonly PathMention[]): string {
  let masked = text
  for (const { path, at } of paths.toReversed())
    masked = `${masked.slice(0, at)}§${' '.repeat(Math.max(0, path.length - 1))}${masked.slice(at + path.length)}`
  return masked
}

function actOf(
  statement: Statement,
  before: string,
  after: string,
  index: number,
  paths: readonly PathMention[],
): FileAct | null {
  const passive = PASSIVE.find(([, pattern]) => pattern.test(after))
  if (passive) return passive[0] !== 'missing' && /\bnot\b|\bnever\b/.test(after.slice(0, 40)) ? null : passive[0]
  const active = activeVerb(before)
  if (active) return active
  if (HOUSED.test(before) && !SYMBOL.test(statement.text.slice(0, paths[index]!.at))) return 'exists'
  if (statement.done) {
    const order = ORDERS.find(([, pattern]) => pattern.test(before))
    if (order)
      return governs(before.replace(order[1], ''))
        ? order[0]
        : /\s(?:in|to|into|from)(?: the)?$/.test(before)
          ? 'edited'
          : null
  }
  if (statement.cells) return cellAct(statement)
  if (/^ ?: /.test(after)) return null
  const leads = /^(?:\(ok\) |- |\d+\. )*$/.test(before) || (index > 0 && /^(?:§[\s,&+]*(?:and )?)+$/.test(before))
  if (!leads || paths[0]!.at > 6) return null
  return headingAct(statement.section)
}

/** The last verb before the path, when the path is what it was done to or done in. */
function activeVerb(before: string): FileAct | null {
  let best: { act: FileAct; at: number; end: number } | null = null
  for (const [act, words] of VERBS)
    for (const match of before.matchAll(new RegExp(`(?<![\\w-])(?:${words})(?![\\w-])`, 'g')))
      if (!best || match.index > best.at || (match.index === best.at && match[0].length > best.end - best.at))
        best = { act, at: match.index, end: match.index + match[0].length }
  if (!best || (WITHIN.exec(before)?.index ?? -1) > best.at)
    return WITHIN.test(before) && INSIDE.test(before) ? 'edited' : null
  if (/\b(?:not|never|nothing|no)(?: \w+)?(?: been)?(?: yet)? $/.test(before.slice(0, best.at))) return null
  const between = before.slice(best.end).trim()
  if (best.act === 'renamed')
    return /^(?:the |a |file |§ )*(?:§ )?$/.test(`${between} `.replace(/^ $/, '')) || between === '' ? 'renamed' : null
  if (BETWEEN.test(`${between} `.trimStart()) || between === '') return best.act
  if (/^new/.test(before.slice(best.at, best.end))) return null
  if (/^(?:saved|stored|written|wrote|put|generated)$/.test(before.slice(best.at, best.end)) && INSIDE.test(before))
    return 'exists'
  return INSIDE.test(before) && !/[.;]\s/.test(between) && between.split(' ').length <= 14 ? 'edited' : null
}

const governs = (between: string) => BETWEEN.test(`${between.trim()} `.trimStart()) || between.trim() === ''

function headingAct(section: readonly string[]): FileAct | null {
  for (let i = section.length - 1; i >= 0; i -= 1) {
    const heading = normalise(section[i]!)
    if (
      heading.length > 80 ||
      !/\bfiles?\b|\bpaths?\b|^(?:\w+ )?(?:created|modified|edited|deleted|changed|updated|added|removed)\b|(?:updated|created|modified|changed|added)(?: in)?:?$/.test(
        heading,
      )
    )
      continue
    const act = HEADINGS.find(([, pattern]) => pattern.test(heading))
    if (act) return act[0]
  }
  return null
}

/** A table of files: what its action or status column says. */
function cellAct(statement: Statement): FileAct | null {
  const cells = statement.cells!
  if (
    !/^(?:path|file|files|location|module|artifact)/.test(
      cells.find(cell => pathsIn(cell.text).length > 0)?.header ?? '',
    )
  )
    return null
  const said = normalise(
    cells
      .filter(cell => /action|change|status|actual|state/.test(cell.header))
      .map(cell => cell.text)
      .join(' '),
  )
  if (/\b(?:missing|absent|does not exist|not created|no such file)\b/.test(said)) return 'missing'
  if (/\b(?:delete[d]?|remove[d]?)\b/.test(said)) return 'deleted'
  if (/\b(?:create[d]?|new|add(?:ed)?)\b/.test(said)) return 'created'
  if (/\b(?:modif\w+|edit(?:ed)?|update[d]?|change[d]?|refactor\w*|rewritten|m)\b/.test(said)) return 'edited'
  if (/\b(?:exists?|match|present|ok|done)\b|\(ok\)/.test(said)) return 'exists'
  return headingAct(statement.section)
}

/** "(120 lines)", "is 120 lines long", "~350 lines"; not "+17 lines", not "120 lines removed". */
function linesOf(after: string, before: string): { count: number; about: boolean } | null {
  const tail = normalise(after.replace(/^`/, ''))
  const match =
    /^(?:\s?[(,:|-]|\s?(?:is|has|now|with|at|of|grew to|shrank to|contains|file|-))*\s*(?:now )?(~|about |around |roughly |approx\.? |approximately |circa )?(\d{1,6})(\+)?[ -]lines?\b(?! (?:added|removed|changed|deleted|eliminated|saved|each|apart|→|->|total|of (?:test|code) (?:removed|changed)|\d))/.exec(
      tail,
    )
  if (match) return { count: Number(match[2]), about: match[1] !== undefined || match[3] !== undefined }
  const front = /(~|about |around |roughly )?(\d{1,6})[ -]lines?(?: (?:in|of))?(?: the)?(?: file)?$/.exec(before)
  return front && !/[+-]$/.test(before.slice(0, front.index))
    ? { count: Number(front[2]), about: front[1] !== undefined }
    : null
}
