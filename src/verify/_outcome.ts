/** How people say that something went well or badly; shared by the kinds that read results. Works on the normal form. */

export const ADVERB =
  '(?:now|still|all|both|currently|again|already|successfully|cleanly|locally|fully|also|finally|just|have|has|had|did|do|does|are|is|were|was|be|been|seem to|seems to|appear to|appears to|came back|comes back|come back|not|never|no longer|then|here|completely|entirely|ran|runs|stays?|remains?|reported|reports?|shows?|finish(?:es|ed)|complete[sd]?|ended|with|fine and)'

export const GOOD =
  '(?:pass|passes|passed|passing|green|succeeds?|succeeded|successful(?:ly)?|ok|\\(ok\\)|clean(?:ly)?|fine|healthy|works?|working|happy|error-free|(?:in good shape|good)|(?:without|no|0|zero) (?:any )?(?:new )?(?:errors?|issues|problems|failures|complaints|findings|violations|diagnostics)(?: (?:or|and) warnings)?|(?:reports?|reported|finds?|found|shows?|raises?) (?:nothing|(?:no|0) (?:\\w+ )?(?:problems?|errors?|issues|findings|warnings))|checks? out|goe?s? through|went through|exits? (?:with )?(?:code )?0|exited (?:with )?(?:code )?0|exit code 0)'

export const BAD =
  '(?:fails?|failed|failing|red|broken|breaks|(?:\\(bad\\))|errors out|errored|crash(?:es|ed)|unsuccessful|complains?|complaining|(?:reports?|reported|finds?|found|shows?) (?:[1-9]\\d* |some |several |new |still )?(?:\\w+ )?(?:errors?|problems?|issues|violations)|exits? (?:with )?(?:code )?[1-9]\\d*|exited (?:with )?(?:code )?[1-9]\\d*|[1-9]\\d* (?:\\w+ )?errors?)'

const GOOD_ONLY = new RegExp(`^${GOOD}$`)

/** What a predicate says once its negations are counted in. */
export function isGood(predicate: string, adverbs: string): boolean {
  return GOOD_ONLY.test(predicate) !== /\b(?:not|never|no longer)\b/.test(adverbs)
}
