import path from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { beforeAll, describe, expect, it } from 'vitest'
import { bindingIds, compileFor, contentOf, findBinding, loadCompilable, sharedFolders } from '../../src/app/compile.ts'
import { packageRoot } from '../../src/io/package-root.ts'
import { readFrontmatter } from '../../src/pack/frontmatter.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { registry } from '../../src/targets/_registry.ts'

const small = path.resolve(import.meta.dirname, '../pack/fixtures/small')
const own = packageRoot()
const builtin = { tasks: null, memory: null }
let packs: Record<'small' | 'own', Pack>

beforeAll(async () => {
  packs = { small: await loadCompilable(small), own: await loadCompilable(own) }
})

async function tree(which: 'small' | 'own', agent: string, bound = builtin as Parameters<typeof compileFor>[3]) {
  const target = registry.find(({ id }) => id === agent)!
  const files = compileFor(packs[which], target, 'project', bound)
  const folder = which === 'small' ? small : own
  return Promise.all(files.map(async file => [file.path, String(await contentOf(folder, file))] as const))
}

const shown = (files: readonly (readonly [string, string])[]) =>
  files.map(([file, text]) => `=== ${file}\n${text}`).join('\n')

describe.each(registry.map(({ id }) => id))('%s', agent => {
  it('compiles the small pack into its golden tree', async () => {
    await expect(shown(await tree('small', agent))).toMatchFileSnapshot(`fixtures/golden/${agent}.txt`)
  })

  it('reads every front matter key that is written for it', async () => {
    const target = registry.find(({ id }) => id === agent)!
    const known = new Set([...(target.commands?.frontmatter ?? []), ...(target.skills?.frontmatter ?? [])])
    for (const [file, text] of await tree('own', agent)) {
      if (!file.endsWith('.md') || file.includes('/references/')) continue
      const front = readFrontmatter(text)
      expect(front.issues).toEqual([])
      expect(Object.keys(front.data).filter(key => !known.has(key))).toEqual([])
    }
  })

  it('leaves the document template of /handoff word for word, but for the names of tools', async () => {
    const plain = (text: string) => text.replace(/mcp__midstride__|mcp_midstride_|midstride_(?=[a-z])/g, '').trim()
    const template = (text: string) => plain(text.slice(text.indexOf('## SECTION 0'), text.indexOf('## QUALITY CHECK')))
    const source = packs.own.at('commands/handoff.md')!.text
    const [, compiled = ''] = (await tree('own', agent)).find(([file]) =>
      /handoff(\.md|\.toml|\/SKILL\.md)$/.test(file),
    )!
    expect(template(compiled)).toBe(template(source))
  })
})

it('writes TOML that reads back as the prompt', async () => {
  for (const [file, text] of await tree('own', 'gemini')) {
    if (!file.endsWith('.toml')) continue
    const { description, prompt } = parseToml(text) as Record<string, string>
    expect(description).toMatch(/^Use when/)
    expect(prompt).toMatch(/^# /)
    expect(prompt).not.toMatch(/\{\{|[!@]\{/)
  }
})

it.each(['project', 'user'] as const)(
  'writes the same bytes into a folder that several agents read (%s)',
  async scope => {
    const shared = sharedFolders(scope)
    expect(shared.size).toBeGreaterThan(0)
    const written = new Map<string, string>()
    for (const target of registry)
      for (const file of compileFor(packs.own, target, scope, builtin)) {
        if (!('text' in file) || ![...shared].some(folder => file.path.startsWith(`${folder}/`))) continue
        expect(written.get(file.path) ?? file.text).toBe(file.text)
        written.set(file.path, file.text)
      }
  },
)

describe('bindings', () => {
  it.each(bindingIds('tasks').filter(id => id !== 'builtin'))('keeps tasks in %s everywhere', async id => {
    const files = await tree('own', 'claude-code', { tasks: findBinding('tasks', id), memory: null })
    expect(shown(files)).not.toMatch(/mcp__midstride__\w*task|`midstride task/)
    await expect(
      shown(await tree('small', 'claude-code', { tasks: findBinding('tasks', id), memory: null })),
    ).toMatchFileSnapshot(`fixtures/golden/tasks-${id}.txt`)
  })

  it.each(bindingIds('memory').filter(id => id !== 'builtin'))('keeps memory in %s everywhere', async id => {
    const files = await tree('own', 'opencode', { tasks: null, memory: findBinding('memory', id) })
    expect(shown(files)).not.toMatch(/midstride_\w+_memory/)
    await expect(
      shown(await tree('small', 'opencode', { tasks: null, memory: findBinding('memory', id) })),
    ).toMatchFileSnapshot(`fixtures/golden/memory-${id}.txt`)
  })
})
