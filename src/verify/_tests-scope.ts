/** Count, quantity and part in the words around "tests". Works on the normal form. */

const STOP =
  /^(?:a|an|and|or|but|that|which|so|with|now|then|also|only|has|have|had|is|are|was|were|be|been|did|do|does|of|in|on|for|to|by|from|at|after|since|as|verified|confirmed|ran|run|made|got|sure|says?|shows?|show|it|we|i|this|these|those|there|here|new|existing|whole|entire|full|complete|automated|current|own|project|projects|relevant|affected|related|our|my|its|the|other|remaining|rest|npm|good|passing|failing|result|results?|status|outcome|summary|:|-|yes|ok|done|currently|finally|still|already|think|believe|know|looks?|like|likes?|seems?|far|can|tell|result:|me)$/
/** Words that say "all tests" in other ways. */
const WHOLE_SCOPE = /^(?:unit|test|whole|entire|full|complete|automated|regression|project|the)$/

/** Count, quantity and scope in the words before the noun. */
export function readLeft(before: string): {
  count: number | null
  total: number | null
  all: boolean
  scope: string
  vague: boolean
  most: boolean
  some: boolean
  negated: boolean
  foreign: boolean
} {
  const tokens = before.trim().split(/\s+/).slice(-9)
  const left = {
    count: null as number | null,
    total: null as number | null,
    all: false,
    scope: '',
    vague: false,
    most: false,
    some: false,
    negated: false,
    /** Somebody else's tests: "while its own tests pass". */
    foreign: false,
  }
  const scope: string[] = []
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    const token = tokens[i]!.replace(/^[("*-]+|[)",*]+$/g, '')
    const fraction = /^(\d{1,7})\/(\d{1,7})$/.exec(token)
    if (fraction) Object.assign(left, { count: Number(fraction[1]), total: Number(fraction[2]) })
    else if (/^\d{1,7}$/.test(token)) {
      if (left.count === null) left.count = Number(token)
      else {
        left.total = left.count
        left.count = Number(token)
      }
    } else if (token === 'one') left.count ??= 1
    else if (/^~\d+$/.test(token)) left.vague = true
    else if (/^(?:all|every|each|both)$/.test(token)) {
      left.all = true
      left.negated = tokens[i - 1] === 'not'
      left.vague ||= /^(?:nearly|almost|not|virtually)$/.test(tokens[i - 1] ?? '')
      break
    } else if (/^(?:whole|entire|full|complete)$/.test(token)) left.all = true
    else if (/^(?:its|their|whose|your|his|her|whichever|such|these|those|any)$/.test(token)) {
      left.foreign = /^(?:its|their|whose|your|his|her|whichever|such)$/.test(token)
      break
    } else if (token === '100%') left.all = true
    else if (/^(?:of|the|out)$/.test(token)) continue
    else if (/^(?:some|several|few|any)$/.test(token)) {
      left.some = true
      break
    } else if (/^(?:most|many|half|nearly|almost|about|around|roughly)$/.test(token)) {
      left.vague = true
      left.most = token === 'most'
      break
    } else if (/[.:;!?]$/.test(tokens[i]!) || STOP.test(token) || token === '') {
      if (/^(?:new|existing|other|remaining|affected|related|relevant|rest)$/.test(token)) scope.unshift(token)
      else break
    } else if (scope.length < 4) scope.unshift(token)
    else break
  }
  left.scope = scope.filter(word => !WHOLE_SCOPE.test(word)).join(' ')
  return left
}

export function scopeOfTail(tail: string): string {
  const words = tail.trim().split(' ').slice(1)
  return words
    .filter(
      word =>
        !/^(?:the|a|an|all|our|my|this|that|project|repo|repository|suite|main|total|it|them|head|module|package|tests?)$/.test(
          word,
        ),
    )
    .join(' ')
}
