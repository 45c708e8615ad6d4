/** The only file that names a Markdown parser. Everything above it is mdast (https://github.com/syntax-tree/mdast). */
import type { Root } from 'mdast'
import { likeReference, withFrontmatter } from './markdown-seam.ts'

export type ParserName = 'satteri' | 'remark'
export type ParseMarkdown = (text: string) => Root

/**
 * The parser of that name. `remark` is the reference; `satteri` yields the same tree about a hundred times faster and is the
 * default, falling back to the reference where its native part cannot be loaded.
 */
export async function loadParser(name: ParserName = 'satteri'): Promise<ParseMarkdown> {
  if (name === 'satteri') {
    const native = await import('satteri').catch(() => null)
    if (native)
      return likeReference(
        withFrontmatter(
          (text, frontmatter) => native.markdownToMdast(text, { features: { gfm: true, frontmatter } }) as Root,
        ),
      )
  }
  const [{ unified }, { default: remarkParse }, { default: remarkGfm }, { default: remarkFrontmatter }] =
    await Promise.all([import('unified'), import('remark-parse'), import('remark-gfm'), import('remark-frontmatter')])
  const plain = unified().use(remarkParse).use(remarkGfm).freeze()
  const fronted = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml']).freeze()
  return withFrontmatter((text, frontmatter) => (frontmatter ? fronted : plain).parse(text) as Root)
}
