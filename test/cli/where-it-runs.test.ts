import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/core/yaml.ts'
import { change, filled } from '../support/lint.ts'
import { cli, git, initGit, newPlace, type Place, root, runCli } from '../support/processes.ts'

const encoded = change(filled, 'project_encoded: "home', 'project_encoded: "-home')
const yaml = <T>(file: string) => parseYaml(readFileSync(path.join(root, file), 'utf8')).value as T

function put(file: string, script: string): void {
  writeFileSync(file, script)
  chmodSync(file, 0o755)
}

/** The package installed in the project, so that the real npx finds it there, and on the path. */
function installed(place: Place): Place {
  const bin = path.join(place.project, 'node_modules/.bin')
  mkdirSync(bin, { recursive: true })
  put(path.join(bin, 'midstride'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`)
  return { ...place, env: { ...place.env, PATH: `${bin}:${place.env.PATH}` } }
}

function commit(place: Place) {
  const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', 'Hand over'], {
    cwd: place.project,
    env: place.env,
    encoding: 'utf8',
  })
  return { code: status, out: stdout + stderr }
}

const [hook] = yaml<{ id: string; entry: string; pass_filenames: boolean }[]>('.pre-commit-hooks.yaml')
const guide = readFileSync(path.join(root, 'docs/guide/linting.md'), 'utf8')
const plain = /\.git\/hooks\/pre-commit`[^`]*```sh\n([\s\S]*?)```/.exec(guide)![1]!

const fence = (language: string, after: string) =>
  new RegExp(`${after}[^]*?\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)![1]!

const run = (place: Place, ...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: place.project, env: place.env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

const gitHook = (script: string) => (place: Place) => {
  const file = path.join(place.project, '.git/hooks/pre-commit')
  mkdirSync(path.dirname(file), { recursive: true })
  put(file, script)
}

function husky(place: Place): void {
  run(place, path.join(root, 'node_modules/husky/bin.js'))
  writeFileSync(path.join(place.project, '.husky/pre-commit'), fence('sh', 'husky'))
}

function lintStaged(place: Place): void {
  writeFileSync(path.join(place.project, 'package.json'), fence('json', 'lint-staged'))
  const tool = path.join(root, 'node_modules/lint-staged/bin/lint-staged.js')
  gitHook(`#!/bin/sh\nexec "${process.execPath}" "${tool}"\n`)(place)
}

describe('a real commit', () => {
  it.each([
    ['the git hook of the guide', gitHook(plain)],
    ['the entry of .pre-commit-hooks.yaml', gitHook(`#!/bin/sh\nexec ${hook!.entry}\n`)],
    ['husky', husky],
    ['lint-staged', lintStaged],
  ])('is refused by %s, accepted when the document is mended', (_, install) => {
    const place = installed(newPlace())
    initGit(place)
    install(place)
    const file = path.join(place.project, 'HANDOFF.md')

    writeFileSync(file, encoded)
    git(place, ['add', 'HANDOFF.md'])
    // what lies in the folder is clean already; what is staged is not
    writeFileSync(file, filled)
    const refused = commit(place)
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('project-encoded')])
    expect(git(place, ['rev-list', '--count', 'HEAD'])).toBe('1')

    writeFileSync(file, encoded)
    expect(runCli(place, ['lint', '--fix', 'HANDOFF.md']).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(filled)
    git(place, ['add', 'HANDOFF.md'])
    expect(commit(place).code).toBe(0)
    expect(git(place, ['rev-list', '--count', 'HEAD'])).toBe('2')
  })
})

describe('action.yml', () => {
  interface Step {
    id?: string
    run?: string
    uses?: string
    env?: Record<string, string>
  }
  const action = yaml<{ inputs: Record<string, unknown>; runs: { using: string; steps: Step[] } }>('action.yml')
  const lint = action.runs.steps.find(step => step.id === 'lint')!

  it('names only inputs it has, and puts none of them into a script', () => {
    const text = readFileSync(path.join(root, 'action.yml'), 'utf8')
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map(match => match[1]!)
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort())
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{')
    for (const name of Object.keys(action.inputs)) expect(guide).toContain(`| \`${name}\` |`)
  })

  it.each([
    ['a document with a finding', encoded, '1'],
    ['a clean one', filled, '0'],
  ])('writes SARIF of %s, and keeps the exit code for the last step', (_, text, code) => {
    const place = installed(newPlace())
    initGit(place)
    writeFileSync(path.join(place.project, 'HANDOFF.md'), text)
    git(place, ['add', 'HANDOFF.md'])
    // the version is not published where this runs; npx would fetch it
    const npx = path.join(place.project, 'node_modules/.bin/npx')
    put(npx, '#!/bin/sh\nwhile [ "${1#-}" != "$1" ]; do shift; done\nshift\nexec midstride "$@"\n')
    const output = path.join(place.home, 'output')
    const ran = spawnSync('bash', ['-e', '-c', lint.run!], {
      cwd: place.project,
      env: {
        ...place.env,
        RUNNER_TEMP: place.home,
        GITHUB_OUTPUT: output,
        FILES: '',
        VERSION: '0.1.0',
        MAX_WARNINGS: '',
      },
      encoding: 'utf8',
    })
    expect([ran.status, ran.stderr]).toEqual([0, ''])
    expect(readFileSync(output, 'utf8')).toContain(`code=${code}`)
    const sarif = JSON.parse(readFileSync(path.join(place.home, 'midstride.sarif'), 'utf8'))
    expect(sarif.runs[0].results.map((result: { ruleId: string }) => result.ruleId)).toEqual(
      code === '1' ? ['project-encoded'] : [],
    )
  })
})
