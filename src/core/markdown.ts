/** The only file that names a Markdown parser. Everything above it is mdast (https://github.com/syntax-tree/mdast). */
import type { Root } from 'mdast'

export type ParserName = 'satteri' | 'remark'
export type ParseMarkdown = (text: string) => Root

/**
 * The parser of that name. `remark` is the reference; `satteri` yields the same tree about a hundred times faster and is the
 * default, falling back to the reference where its native part cannot be loaded.
 */
export async function loadParser(name: ParserName = 'satteri'): Promise<ParseMarkdown> {
  if (name === 'satteri') {
    const native = await import('satteri').catch(() => null)
    if (native) return text => native.markdownToMdast(text, { features: { gfm: true, frontmatter: true } }) as Root
  }
  const [{ unified }, { default: remarkParse }, { default: remarkGfm }, { default: remarkFrontmatter }] =
    await Promise.all([import('unified'), import('remark-parse'), import('remark-gfm'), import('remark-frontmatter')])
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml']).freeze()
  return text => processor.parse(text) as Root
}
