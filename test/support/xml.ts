/** Why a text is no well-formed XML, or null. Knows what a reporter may write: a declaration, elements, attributes, text; no DTD, no CDATA. */
export function xmlFault(text: string): string | null {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, '')
  const open: string[] = []
  let roots = 0
  let at = 0
  for (const match of body.matchAll(/<(\/?)([A-Za-z][\w-]*)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g)) {
    const between = textFault(body.slice(at, match.index))
    if (between) return between
    if (open.length === 0 && body.slice(at, match.index).trim() !== '') return `text outside the root at ${at}`
    at = match.index + match[0].length
    const [, closing, name, attributes, empty] = match
    const names = [...attributes!.matchAll(/\s([\w-]+)="([^"]*)"/g)]
    if (new Set(names.map(([, key]) => key)).size !== names.length) return `attribute twice in ${match[0]}`
    const bad = names.map(([, , value]) => textFault(value!)).find(Boolean)
    if (bad) return bad
    if (closing && open.pop() !== name) return `</${name}> closes nothing at ${match.index}`
    if (!closing && open.length === 0) roots += 1
    if (!closing && !empty) open.push(name!)
  }
  if (open.length > 0) return `<${open.at(-1)}> is not closed`
  if (body.slice(at).trim() !== '') return 'text after the root'
  return roots === 1 ? null : `${roots} roots`
}

function textFault(text: string): string | null {
  if (/[<>]/.test(text)) return `bare mark in ${JSON.stringify(text.slice(0, 80))}`
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(text)) return `bare & in ${text.slice(0, 80)}`
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) return 'character XML has no room for'
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text) ? 'half a character' : null
}
