/** A glob as a test of relative paths with forward slashes: `*`, `**`, `?`, `{a,b}`. A pattern without a slash matches at any depth. */
export function globTest(pattern: string): (path: string) => boolean {
  const anchored = pattern.replace(/^\.?\//, '')
  const source = anchored.replace(/\/+$/, '/**').replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^${}()|[\]\\]/g, part => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part.startsWith('{') && part.length > 2) return `(?:${part.slice(1, -1).split(',').map(literal).join('|')})`
    return literal(part)
  })
  const deep = pattern.includes('/') ? '' : '(?:.*/)?'
  const test = new RegExp(`^${deep}${source}$`)
  return path => test.test(path.replaceAll('\\', '/').replace(/^\.\//, ''))
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
