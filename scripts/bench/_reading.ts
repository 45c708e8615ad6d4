import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { median } from './row.ts'

const root = path.resolve(import.meta.dirname, '../..')
const CLOCK = "process.on('exit',()=>{const u=process.cpuUsage();process.stderr.write('CPU '+(u.user+u.system))})"

/** Programs that do one thing and say what processor time their process took. */
export interface Programs {
  empty: string
  parse: string
  read: string
}

/** One file each, bundled as hooks are. `read` gives up optimising, as hooks do: the process is too short for it. */
export async function coldPrograms(folder: string): Promise<Programs> {
  const file = (name: string) => path.join(folder, name)
  const programs = { empty: file('empty.cjs'), parse: file('parse.cjs'), read: file('read.cjs') }
  writeFileSync(programs.empty, CLOCK)
  writeFileSync(
    programs.parse,
    `${CLOCK};for(const line of require('node:fs').readFileSync(process.argv[2],'utf8').split('\\n'))if(line)JSON.parse(line)`,
  )
  await build({
    stdin: {
      contents: `import {readSession} from './src/app/read-session.ts';require('node:v8').setFlagsFromString('--no-opt');readSession(process.argv[2]);${CLOCK}`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    external: ['satteri', '@photostructure/sqlite', 'pg', 'node:sqlite'],
    logLevel: 'error',
    outfile: programs.read,
  })
  return programs
}

/** Median processor time of whole processes, in turn, without what an empty one takes; ms. */
export function coldTimes({ empty, parse, read }: Programs, file: string, runs = 9): { parse: number; read: number } {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const spent = (program: string): number => {
    const ran = spawnSync(process.execPath, [program, file], { env, encoding: 'utf8' })
    const cpu = /CPU (\d+)$/.exec(ran.stderr)?.[1]
    if (ran.status !== 0 || !cpu) throw new Error(`${program} failed: ${ran.stderr}`)
    return Number(cpu) / 1000
  }
  const samples = Array.from({ length: runs }, () => [spent(empty), spent(parse), spent(read)] as const)
  const [none, parsed, whole] = ([0, 1, 2] as const).map(at => median(samples.map(sample => sample[at]))) as [
    number,
    number,
    number,
  ]
  return { parse: parsed - none, read: whole - none }
}

/** What a process that does nothing but read one file takes: memory at its peak, in MiB, and processor time of the reading, in ms. */
export function readAlone(file: string): { peak: number; cpu: number } {
  const script = `import(${JSON.stringify(path.join(root, 'dist/index.js'))}).then(async ({ extract }) => { const start = process.cpuUsage(); await extract(process.argv[1]); const { user, system } = process.cpuUsage(start); console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024, cpu: (user + system) / 1000 })) })`
  return JSON.parse(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }))
}

/** A public tool that renders Claude Code transcripts as Markdown: https://github.com/kiliman/claude-transcript */
const TOOL = 'claude-transcript'
const VERSION = '1.2.1'

/** Installs the tool and bundles it for this Node; null when the registry cannot be reached. */
export async function publicTool(
  folder: string,
): Promise<{ name: string; run(file: string): { cpu: number; written: string } } | null> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}')
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=0', '--no-engine-strict', '--silent']
  const installed = spawnSync('npm', ['install', ...options, `${TOOL}@${VERSION}`], { cwd: folder, timeout: 60_000 })
  if (installed.status !== 0) return null
  const home = path.join(folder, 'node_modules', TOOL)
  const program = path.join(home, 'bundled/index.mjs')
  await build({
    entryPoints: [path.join(home, 'src/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: `import{createRequire as __r}from'node:module';const require=__r(import.meta.url);${CLOCK};` },
    logLevel: 'error',
    outfile: program,
  })
  // It reads every transcript of a folder, gives up at the first record that is no message, and writes into another folder.
  const run = (file: string) => {
    const [from, to] = [mkdtempSync(path.join(folder, 'in-')), mkdtempSync(path.join(folder, 'out-'))]
    const messages = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line && /^(?:user|assistant)$/.test(JSON.parse(line).type))
    writeFileSync(path.join(from, 'session.jsonl'), messages.join('\n'))
    const ran = spawnSync(process.execPath, [program, from, '-o', to], { encoding: 'utf8', cwd: folder })
    const cpu = /CPU (\d+)/.exec(ran.stderr)?.[1]
    if (ran.status !== 0 || !cpu) throw new Error(`${TOOL} failed: ${ran.stderr}`)
    const written = readdirSync(to, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    return { cpu: Number(cpu) / 1000, written: written.join('\n') }
  }
  return { name: `${TOOL} ${VERSION}`, run }
}
