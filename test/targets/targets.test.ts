import { describe, expect, it } from 'vitest'
import { registry as hosts } from '../../src/app/hooks/hosts/_registry.ts'
import { registry } from '../../src/targets/_registry.ts'

describe.each(registry.map(target => [target.id, target] as const))('%s', (_, target) => {
  it('says where its facts come from', () => {
    expect(target.docs).toMatch(/^https:\/\//)
    expect(target.verifiedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(Number.isNaN(Date.parse(target.verifiedOn))).toBe(false)
  })

  it('names paths that stay inside the project and the home folder', () => {
    const { commands, skills, mcp, hooks } = target
    for (const part of [commands, skills, mcp, hooks])
      for (const place of [part?.project, part?.user]) if (place) expect(place).toMatch(/^[\w.][\w./-]*[\w]$/)
  })

  it('speaks of hooks that `midstride hook` answers', () => {
    if (!target.hooks || target.hooks.shape === 'plugin') return
    const host = hosts.find(({ id }) => id === target.id)
    expect(host).toBeDefined()
    for (const [event, name] of Object.entries(target.hooks.events)) expect(host!.events[event as 'stop']).toBe(name)
  })

  it('takes skills, since every agent does', () => {
    expect(target.skills?.project).toBeDefined()
  })
})

it('has confirmed the four that the project drives itself', () => {
  expect(registry.filter(({ confirmed }) => confirmed).map(({ id }) => id)).toEqual([
    'claude-code',
    'codex',
    'gemini',
    'opencode',
  ])
})
