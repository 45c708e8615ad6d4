/** Finds a skill by its name and reads the parts that are asked for. A name is never a path, and no link leads out of a skill folder. */
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../core/errors.ts'
import { suggest } from '../core/text.ts'
import { type Env, homeDir } from '../io/env.ts'
import { readTextFile } from '../io/files.ts'
import { packageRoot } from '../io/package-root.ts'
import { PROJECT_SKILL_FOLDERS, USER_SKILL_FOLDERS } from './skill-folders.ts'

/** A folder name: letters, digits, dots, dashes and underscores, and not only dots. */
const NAME = /^(?!\.)[A-Za-z0-9._-]{1,64}$/
const MAX_BYTES = 1024 * 1024

export interface FoundSkill {
  name: string
  /** Absolute path of SKILL.md, links resolved. */
  path: string
  text: string
}

export async function findSkill(name: string, projects: readonly string[], env: Env): Promise<FoundSkill> {
  if (!NAME.test(name))
    throw new UserError(
      'a skill is named by its folder name alone: letters, digits, dots, dashes and underscores',
      'no paths, and for a plugin skill the name after the colon',
    )
  const roots = await skillRoots(projects, env)
  for (const root of roots) {
    const file = await realpath(path.join(root.path, name, 'SKILL.md')).catch(() => null)
    if (!file) continue
    if (!roots.some(other => isInside(file, other.real)))
      throw new UserError(
        `the skill '${name}' in ${root.path} is a link that leads out of every skill folder`,
        'copy it there, or link to a skill inside another skill folder',
      )
    return { name, path: file, text: await readTextFile(file, { max: MAX_BYTES }) }
  }
  const near = suggest(name, await skillNames(roots))
  throw new UserError(
    `there is no skill '${name}' in the project's or the user's skill folders`,
    near ? `did you mean '${near}'?` : 'check the name; only SKILL.md folders of known agents are searched',
  )
}

interface Root {
  path: string
  real: string
}

/** Skill folders that exist. A folder of the project must lie in the project, one of the user in the home folder. */
async function skillRoots(projects: readonly string[], env: Env): Promise<Root[]> {
  const home = homeDir(env)
  const places = [
    ...projects.flatMap(project => PROJECT_SKILL_FOLDERS.map(folder => ({ base: project, folder }))),
    ...USER_SKILL_FOLDERS.map(folder => ({ base: home, folder })),
    { base: packageRoot(), folder: 'skills' },
  ]
  const found = await Promise.all(places.map(resolveRoot))
  return found.filter(root => root !== null)
}

async function resolveRoot({ base, folder }: { base: string; folder: string }): Promise<Root | null> {
  try {
    const [real, realBase] = await Promise.all([realpath(path.join(base, folder)), realpath(base)])
    return isInside(real, realBase) ? { path: path.join(base, folder), real } : null
  } catch {
    return null
  }
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative)
}

async function skillNames(roots: readonly Root[]): Promise<string[]> {
  const { readdir } = await import('node:fs/promises')
  const lists = await Promise.all(roots.map(root => readdir(root.real).catch(() => [])))
  return lists.flat()
}
