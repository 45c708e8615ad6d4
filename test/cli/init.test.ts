import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse as parseJson } from 'jsonc-parser'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyPlan, type Disk, realDisk } from '../../src/app/install/apply.ts'
import { placeOf, planInit, planUninstall } from '../../src/app/install.ts'
import { runVerb } from '../support/verbs.ts'

const repo = path.resolve(import.meta.dirname, '../..')
const plugin = path.join(repo, 'dist/opencode.js')
const fixtures = path.resolve(import.meta.dirname, 'fixtures/init')

let root: string
let home: string

beforeAll(() => {
  if (!statSync(plugin, { throwIfNoEntry: false }))
    execFileSync('npx', ['tsx', 'scripts/build.ts', '--bundles'], { cwd: repo })
})

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'midstride-init-'))
  home = mkdtempSync(path.join(tmpdir(), 'midstride-home-'))
  cpSync(path.join(fixtures, 'project'), root, { recursive: true })
  cpSync(path.join(fixtures, 'home'), home, { recursive: true })
  chmodSync(path.join(home, '.claude.json'), 0o600)
})

const run = (...args: string[]) => runVerb({ project: root, env: { PATH: process.env.PATH, HOME: home } }, args)

/** Every file below a folder with its bytes and permissions; symlinks by where they point. */
function snapshot(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, full)
    if (entry.isSymbolicLink()) found[name] = `-> ${readlinkSync(full)}`
    else if (entry.isDirectory()) found[`${name}/`] = ''
    else found[name] = `${(statSync(full).mode & 0o777).toString(8)} ${readFileSync(full, 'utf8')}`
  }
  return found
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

describe('init', () => {
  it('installs for the agents in use, keeps what others wrote, and uninstall leaves the tree as it was', async () => {
    const before = snapshot(root)
    const installed = await run('init', '--yes')
    expect(installed.err).toMatch(/^\d+ files written/)
    expect(installed.code).toBe(0)
    expect(parseJson(read('.mcp.json')).mcpServers).toMatchObject({
      github: {},
      midstride: { args: ['-y', 'midstride', 'mcp'] },
    })
    const { hooks, permissions } = parseJson(read('.claude/settings.json'))
    expect(permissions.allow).toEqual(['Bash(npm test:*)'])
    expect(hooks.Stop).toHaveLength(2)
    expect(hooks.SessionStart[0].hooks[0].command).toBe('midstride hook session-start --host claude-code')
    expect(read('.codex/config.toml')).toMatch(/# project settings[\s\S]*\[mcp_servers\.midstride\]/)
    expect(read('.codex/config.toml')).toContain('env_vars = [ "MIDSTRIDE_DB", "XDG_DATA_HOME" ]')
    expect(read('opencode.jsonc')).toMatch(/\/\/ the team's model[\s\S]*"midstride"/)
    expect(read('.claude/commands/dump.md')).toMatch(/^---\ndescription: Use when/)
    expect(read('.agents/skills/dump/SKILL.md')).toMatch(/^---\nname: dump\n/)

    const after = snapshot(root)
    const again = await run('init', '--yes')
    expect(again.err).toBe('nothing to change\n')
    expect(snapshot(root)).toEqual(after)

    expect((await run('uninstall', '--yes')).code).toBe(0)
    expect(snapshot(root)).toEqual(before)
  })

  it('prints the plan and writes nothing with --dry-run', async () => {
    const before = snapshot(root)
    const { code, out } = await run('init', '--dry-run')
    expect(code).toBe(0)
    expect(out).toMatch(/^merge\s+\.mcp\.json \(mcpServers\.midstride\)$/m)
    expect(out).toMatch(/^create\s+\.claude\/commands\/handoff\.md$/m)
    expect(snapshot(root)).toEqual(before)
  })

  it('needs --yes without a terminal', async () => {
    const before = snapshot(root)
    const { code, out, err } = await run('init')
    expect(code).toBe(2)
    expect(out).toContain('.mcp.json')
    expect(err).toMatch(/nothing was written: there is no terminal to ask on — add '--yes'/)
    expect(snapshot(root)).toEqual(before)
  })

  it('installs into the home folder with --scope user, and back', async () => {
    const before = snapshot(home)
    expect((await run('init', '--yes', '--scope', 'user', '--agent', 'claude-code,opencode')).code).toBe(0)
    const settings = parseJson(readFileSync(path.join(home, '.claude/settings.json'), 'utf8'))
    expect(settings.hooks.SessionStart[0].hooks[0].command).toMatch(
      /^node ".*\/dist\/hooks\/session-start\.cjs" --host claude-code$/,
    )
    expect(statSync(path.join(home, '.claude.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(path.join(home, '.config/opencode/plugins/midstride.js'), 'utf8').length).toBeGreaterThan(0)
    expect((await run('uninstall', '--yes', '--scope', 'user')).code).toBe(0)
    expect(snapshot(home)).toEqual(before)
  })

  it.each([
    ['.mcp.json', '{ "mcpServers": ', /\.mcp\.json cannot be parsed: line 1/],
    ['.claude/settings.json', '[]', /does not hold an object/],
    ['.claude/settings.json', '{"hooks": []}', /`hooks` is not an object/],
    ['.codex/config.toml', 'model = ', /config\.toml cannot be parsed/],
    ['.midstride/manifest.json', '{}', /no manifest of this version/],
    [
      '.midstride/manifest.json',
      '{"format":"midstride-manifest/1","agents":[],"folders":[],"files":{"a":{}},"merged":{}}',
      /manifest\.json is damaged/,
    ],
    [
      '.midstride/manifest.json',
      '{"format":"midstride-manifest/1","agents":[],"folders":[],"files":{"../x":{"sha256":"","agents":[]}},"merged":{}}',
      /outside/,
    ],
  ])('refuses %s that holds %s', async (file, text, message) => {
    write(file, text)
    const before = snapshot(root)
    const { code, err } = await run('init', '--yes')
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(err).not.toMatch(/\n\s+at /)
    expect(snapshot(root)).toEqual(before)
  })

  it('keeps a prompt of the same name that somebody else wrote', async () => {
    write('.claude/commands/dump.md', 'mine\n')
    const { out } = await run('init', '--yes', '--agent', 'claude-code')
    expect(out).toMatch(/^keep\s+\.claude\/commands\/dump\.md \(not written by midstride\)$/m)
    await run('uninstall', '--yes')
    expect(read('.claude/commands/dump.md')).toBe('mine\n')
  })

  it('keeps a server of the same name that somebody else wrote', async () => {
    write('.mcp.json', '{"mcpServers":{"midstride":{"command":"mine"}}}')
    const { out } = await run('init', '--yes', '--agent', 'claude-code', '--skip', 'hooks')
    expect(out).toMatch(/^keep\s+\.mcp\.json \(mcpServers\.midstride is there already and differs\)$/m)
    expect(read('.mcp.json')).toBe('{"mcpServers":{"midstride":{"command":"mine"}}}')
  })

  it('keeps and names what was changed since, and the manifest with it', async () => {
    await run('init', '--yes', '--agent', 'claude-code')
    write('.claude/commands/dump.md', 'mine now\n')
    write('.mcp.json', read('.mcp.json').replace('"mcp"', '"mcp", "--verbose"'))
    const again = await run('init', '--yes')
    expect(again.out).toMatch(/^keep\s+\.claude\/commands\/dump\.md \(changed by you\)$/m)
    const gone = await run('uninstall', '--yes')
    expect(gone.err).toMatch(/^kept: \.claude\/commands\/dump\.md, \.mcp\.json; .*manifest\.json still lists them$/m)
    expect(read('.claude/commands/dump.md')).toBe('mine now\n')
    expect(read('.mcp.json')).toContain('--verbose')
    const manifest = JSON.parse(read('.midstride/manifest.json'))
    expect(Object.keys(manifest.files)).toEqual(['.claude/commands/dump.md'])
    expect(Object.keys(manifest.merged)).toEqual(['.mcp.json'])
  })

  it('takes its entries out of a configuration that grew since', async () => {
    await run('init', '--yes', '--agent', 'claude-code')
    const settings = parseJson(read('.claude/settings.json'))
    settings.model = 'opus'
    write('.claude/settings.json', JSON.stringify(settings, null, 2))
    await run('uninstall', '--yes')
    const left = parseJson(read('.claude/settings.json'))
    expect(JSON.stringify(left)).not.toContain('midstride')
    expect(left).toMatchObject({ model: 'opus', hooks: { Stop: [{}] } })
  })

  it('takes one agent back and leaves the others', async () => {
    await run('init', '--yes')
    await run('uninstall', '--yes', '--agent', 'claude-code')
    const names = Object.keys(snapshot(root))
    expect(names.filter(name => name.startsWith('.claude/commands'))).toEqual([])
    expect(names).toContain('.agents/skills/dump/SKILL.md')
    expect(parseJson(read('.mcp.json')).mcpServers).not.toHaveProperty('midstride')
    expect(JSON.parse(read('.midstride/manifest.json')).agents).not.toContain('claude-code')
  })

  it('brings installed prompts up to date, and removes those that are no more', async () => {
    await run('init', '--yes', '--agent', 'claude-code')
    const manifest = JSON.parse(read('.midstride/manifest.json'))
    const old = 'from an older version\n'
    for (const file of ['.claude/commands/dump.md', '.claude/commands/retired.md']) {
      write(file, old)
      manifest.files[file] = { sha256: '33d5e8f4', agents: ['claude-code'] }
    }
    const { createHash } = process.getBuiltinModule('node:crypto')
    for (const file of ['.claude/commands/dump.md', '.claude/commands/retired.md'])
      manifest.files[file].sha256 = createHash('sha256').update(old).digest('hex')
    write('.midstride/manifest.json', JSON.stringify(manifest))
    const { out } = await run('init', '--yes')
    expect(out).toMatch(/^update\s+\.claude\/commands\/dump\.md$/m)
    expect(out).toMatch(/^remove\s+\.claude\/commands\/retired\.md$/m)
    expect(Object.keys(snapshot(root))).not.toContain('.claude/commands/retired.md')
  })

  it('names the agents when none is in use', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'midstride-empty-'))
    const { code, err } = await runVerb({ project: empty, env: { HOME: empty } }, ['init', '--yes'])
    expect(code).toBe(2)
    expect(err).toMatch(/no agent is in use in .* — name one: --agent/)
  })

  it('suggests the agent that was meant', async () => {
    expect((await run('init', '--agent', 'claude-cod')).err).toMatch(
      /unknown agent 'claude-cod' — did you mean 'claude-code'\?/,
    )
  })
})

describe('symlinks', () => {
  it('are not followed out of the project', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'midstride-outside-'))
    writeFileSync(path.join(outside, 'settings.json'), '{}\n')
    rmSync(path.join(root, '.claude'), { recursive: true })
    symlinkSync(outside, path.join(root, '.claude'))
    const { out } = await run('init', '--yes', '--agent', 'claude-code')
    expect(out).toMatch(/^refuse\s+\.claude\/settings\.json \(\.claude is a symlink that leads out of /m)
    expect(snapshot(outside)).toEqual({ 'settings.json': '644 {}\n' })
  })

  it('inside the project are written through and stay symlinks', async () => {
    write('config/claude.json', '{}\n')
    rmSync(path.join(root, '.claude/settings.json'))
    symlinkSync('../config/claude.json', path.join(root, '.claude/settings.json'))
    const before = snapshot(root)
    await run('init', '--yes', '--agent', 'claude-code')
    expect(readlinkSync(path.join(root, '.claude/settings.json'))).toBe('../config/claude.json')
    expect(read('config/claude.json')).toContain('midstride hook')
    await run('uninstall', '--yes')
    expect(snapshot(root)).toEqual(before)
  })

  it('in place of a prompt are the choice of the user', async () => {
    write('my-dump.md', 'mine\n')
    mkdirSync(path.join(root, '.claude/commands'), { recursive: true })
    symlinkSync('../../my-dump.md', path.join(root, '.claude/commands/dump.md'))
    const before = snapshot(root)
    const { out } = await run('init', '--yes', '--agent', 'claude-code')
    expect(out).toMatch(/^keep\s+\.claude\/commands\/dump\.md \(a symlink of yours\)$/m)
    await run('uninstall', '--yes')
    expect(snapshot(root)).toEqual(before)
  })
})

describe('failures half-way', () => {
  const options = { agents: [], skip: [], unconfirmed: false }
  const failing = (at: number): Disk => {
    let count = 0
    const guarded =
      <T extends unknown[]>(act: (...args: T) => Promise<void>) =>
      async (...args: T) => {
        count += 1
        if (count === at) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        await act(...args)
      }
    return {
      write: guarded(realDisk.write),
      remove: guarded(realDisk.remove),
      removeFolder: guarded(realDisk.removeFolder),
    }
  }

  it.each([1, 2, 5, 12, 20])('of installing at change %i put everything back', async at => {
    const before = snapshot(root)
    const place = placeOf('project', root, { HOME: home })
    const plan = await planInit(place, options)
    await expect(applyPlan(plan, failing(at))).rejects.toThrow(/no space left on device; everything was put back/)
    expect(snapshot(root)).toEqual(before)
  })

  it.each([1, 2, 5, 12, 20])('of uninstalling at change %i put everything back', async at => {
    await run('init', '--yes')
    const before = snapshot(root)
    const place = placeOf('project', root, { HOME: home })
    const plan = await planUninstall(place, [])
    await expect(applyPlan(plan!, failing(at))).rejects.toThrow(/everything was put back/)
    expect(snapshot(root)).toEqual(before)
  })

  it('of a run that was killed are taken back by uninstall', async () => {
    const before = snapshot(root)
    const place = placeOf('project', root, { HOME: home })
    const plan = await planInit(place, options)
    let count = 0
    const killed: Disk = {
      ...realDisk,
      write: async (...args) => {
        count += 1
        if (count <= 9) await realDisk.write(...args)
      },
    }
    await applyPlan(plan, killed)
    await run('uninstall', '--yes')
    expect(snapshot(root)).toEqual(before)
  })

  it('of a folder that is a file are refused before anything is written', async () => {
    write('.agents', 'not a folder\n')
    const before = snapshot(root)
    const { out } = await run('init', '--yes', '--dry-run')
    expect(out).toMatch(/^refuse\s+\.agents\/skills\/dump\/SKILL\.md \(\.agents is not a folder\)$/m)
    expect(snapshot(root)).toEqual(before)
  })
})

it('keeps the permissions of the configuration it writes to', async () => {
  chmodSync(path.join(root, '.mcp.json'), 0o600)
  await run('init', '--yes')
  expect(statSync(path.join(root, '.mcp.json')).mode & 0o777).toBe(0o600)
})

it('removes a configuration it made, whatever `$schema` the agent wrote into it', async () => {
  rmSync(path.join(root, 'opencode.jsonc'))
  const before = snapshot(root)
  await run('init', '--yes', '--agent', 'opencode')
  expect(parseJson(read('opencode.json')).$schema).toBe('https://opencode.ai/config.json')
  write('opencode.json', read('opencode.json').replace('opencode.ai', 'www.opencode.ai'))
  await run('uninstall', '--yes')
  expect(snapshot(root)).toEqual(before)
})
