import { UserError } from '../../core/errors.ts'
import type { SkillSection } from '../../core/skill-sections.ts'
import { truncate } from '../../core/text.ts'
import { readGit } from '../../io/git.ts'
import { answer, args } from '../schema.ts'
import { defineTool, READS } from '../tool.ts'
import { projectPath, texts } from './_arguments.ts'

const SHORT = 8000

export default defineTool({
  name: 'skill_instructions_get',
  title: "Read a skill's instructions",
  description:
    'Sections of an installed skill, verbatim, by heading or tag name: FORBIDDEN and REQUIRED, say. Without sections: the names of all of them and the beginning of the text.',
  input: args(
    {
      skill_name: { type: 'string', minLength: 1, maxLength: 64, description: 'Folder name of the skill.' },
      sections: {
        ...texts,
        maxItems: 50,
        description: 'Headings or XML-style tags to return.',
      },
      project_path: projectPath,
    },
    ['skill_name'],
  ),
  output: answer(
    {
      skill_name: { type: 'string' },
      path: { type: 'string' },
      sections: { type: 'object', additionalProperties: { type: 'string' } },
      missing: texts,
      available: texts,
      content: { type: 'string' },
      omitted_characters: { type: 'integer' },
    },
    ['content', 'omitted_characters'],
  ),
  annotations: READS,
  async run({ skill_name, sections, project_path }, context) {
    const cwd = (project_path as string | undefined) ?? context.cwd
    const git = await readGit(cwd)
    const projects = [...new Set([cwd, ...(git ? [git.root, git.mainRoot] : [])])]
    const [{ findSkill }, { loadParser }, { findSection, skillSections }] = await Promise.all([
      import('../../app/skills.ts'),
      import('../../core/markdown.ts'),
      import('../../core/skill-sections.ts'),
    ])
    const skill = await findSkill(skill_name as string, projects, context.env)
    const found = skillSections(skill.text, await loadParser())
    const available = [...new Set(found.map(section => section.name))]
    const about = { skill_name: skill.name, path: skill.path }
    const wanted = sections as string[] | undefined
    if (wanted?.length) return { data: { ...about, ...pick(found, wanted, skill.name, findSection), available } }
    const content = truncate(skill.text, SHORT)
    return {
      data: {
        ...about,
        sections: {},
        missing: [],
        available,
        content,
        omitted_characters: skill.text.length - content.length,
      },
    }
  },
})

type FindSection = typeof import('../../core/skill-sections.ts').findSection

function pick(found: readonly SkillSection[], wanted: readonly string[], skill: string, findSection: FindSection) {
  const chosen = wanted.map(name => [name, findSection(found, name)] as const)
  const sections = Object.fromEntries(chosen.flatMap(([name, section]) => (section ? [[name, section.text]] : [])))
  const missing = chosen.flatMap(([name, section]) => (section ? [] : [name]))
  if (missing.length < wanted.length) return { sections, missing }
  const names = [...new Set(found.map(section => section.name))]
  throw new UserError(
    `the skill '${skill}' has no section ${wanted.map(name => `'${truncate(name, 60)}'`).join(' or ')}`,
    `it has ${truncate(names.join(', '), 2000) || 'no headings'}`,
  )
}
