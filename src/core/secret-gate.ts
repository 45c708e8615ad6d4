/**
 * Tells whether any credential shape can occur in a text. Patterns run only on texts that pass: looking for thirty prefixes
 * one after the other costs more than reading the transcript they come from. One expression, so that one native scan does it;
 * each prefix is recognised from its rarest character backwards.
 *
 * The gate may let a harmless text through, never hold a credential back.
 */
const GATE = new RegExp(
  [
    '_(?<=(?:[sr]k|whsec|gh[pousr]|_[po]at|npm|hf|r8|vc[pikar]|_v1|lin|ntn|gsk|[Ss]ecret|shp[a-z]{2}|gl(?:c|sa)|ops|figd|sgamp|fw|lsv2|e2b|sbp|pscale|sntry[us]|nfp|fo1|rubygems|crsr)_)',
    '-(?<=(?:(?:^|[^A-Za-z])sk|gl[a-z]{2,5}|pypi|GOCSPX|xox[abeoprs]|xapp|xai|pplx|csk|tvly|PMAK|NRAK|[Aa][Pp][Ii])-)',
    '-----BEGIN',
    '\\.(?<=(?:ya29|SG|hv[sbr]|slack|[MNO][A-Za-z\\d_-]{23,25})\\.)',
    ':(?:AA|/{1,2}[^\\s:/?#@"\'`<>]{0,100}:[^\\s@/"\'`<>]{1,200}@)',
    'A(?:KIA|SIA|BIA|CCA|Iza|TATT3|TBB)',
    '_(?:authToken|password)',
    '"(?<=(?:[kK][eE][yY]|[sS][eE][cC][rR][eE][tT]|[tT][oO][kK][eE][nN]|[pP][aA][sS][sS][wW][oO][rR][dD])\\\\?")\\s{0,4}:',
    '_PWD',
    '-(?<= -)(?:u|-user)[ =]["\']?[^\\s:"\'$]{1,100}:',
    'dapi[0-9a-fA-F]{8}',
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
