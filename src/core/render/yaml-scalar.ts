/** Characters a block literal may hold; everything else is written as an escape. */
const PRINTABLE = /^[\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\ud7ff\ue000-\ufefe\uff00-\uffef\u{10000}-\u{1fffd}]*$/u
/** Invisible characters, line separators and lone surrogates: never raw in the document. */
const ESCAPED =
  /[\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g

/**
 * A string as YAML: a block literal for several lines that need no escape, otherwise in double quotes, which every YAML reader takes
 * alike. `depth` is the indentation of the lines of a literal.
 */
export function scalar(text: string, depth: number, single = false): string {
  if (!single && isLiteral(text)) {
    const indent = '  '.repeat(depth)
    return `|-\n${text
      .split('\n')
      .map(line => (line === '' ? '' : indent + line))
      .join('\n')}`
  }
  return JSON.stringify(text)
    .replace(ESCAPED, found => [...Array(found.length).keys()].map(at => unicode(found.charCodeAt(at))).join(''))
    .replace(/<!--/g, '\\x3C!--')
}

const unicode = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`

function isLiteral(text: string): boolean {
  return (
    text.includes('\n') &&
    /^[^\s]/.test(text) &&
    /\S$/.test(text) &&
    !text.includes('<!--') &&
    !/^[ \t]+$/m.test(text) &&
    !/[\u200b-\u200f\u2028-\u202e\u2060-\u206f\u061c\u115f\u1160\u17b4\u17b5\u180e]/.test(text) &&
    PRINTABLE.test(text)
  )
}
