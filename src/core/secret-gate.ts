/**
 * Tells whether any credential shape can occur in a text. Patterns run only on texts that pass: looking for thirty prefixes
 * one after the other costs more than reading the transcript they come from. One expression, so that one native scan does it;
 * each prefix is recognised from its rarest character backwards.
 *
 * The gate may let a harmless text through, never hold a credential back.
 */
const GATE = new RegExp(
  [
    '_(?<=(?:[sr]k|whsec|gh[pousr]|_pat|npm|hf|r8|vc[pikar]|_v1|lin|ntn|gsk|[Ss]ecret)_)',
    '-(?<=(?:\\bsk|gl[a-z]{2,5}|pypi|GOCSPX|xox[abeoprs]|xapp|xai|pplx)-)',
    '-----BEGIN',
    '\\.(?<=(?:ya29|SG|slack|[MNO][A-Za-z\\d_-]{23,25})\\.)',
    ':(?:AA|//[^\\s:/?#@"\'`<>]{0,100}:[^\\s@/"\'`<>]{3,200}@)',
    'A(?:KIA|SIA|BIA|CCA|Iza)',
    'eyJ',
    '[uU][tT][hH][oO][rR][iI][zZ]',
    'KEY',
    'SECRET',
    'TOKEN',
    'PASSW',
    'SK[0-9a-f]{8}',
    '[Ss]ecret',
  ].join('|'),
)

export const mayHoldSecret = (text: string): boolean => text.length >= 16 && GATE.test(text)
