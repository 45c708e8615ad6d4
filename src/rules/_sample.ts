import { handoffSections, headingText } from '../core/sections.ts'

/** A document of headings with a line below each; examples that need the whole order start from it. */
export function skeleton(change: (ids: string[]) => string[] = ids => ids): string {
  const byId = new Map(handoffSections.sections.map(entry => [entry.id, entry]))
  return change(handoffSections.sections.map(entry => entry.id))
    .map(id => byId.get(id)!)
    .map(entry => `${'#'.repeat(entry.level)} ${headingText(entry)}\n\nText.\n`)
    .join('\n')
}

/** A fragment: the heading of one section and its body. */
export function fragment(id: string, body: string): string {
  const entry = handoffSections.sections.find(section => section.id === id)!
  return `${'#'.repeat(entry.level)} ${headingText(entry)}\n\n${body}\n`
}

export const fenced = (code: string, lang = ''): string => `\`\`\`${lang}\n${code}\n\`\`\``
