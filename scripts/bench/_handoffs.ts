import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { draft } from '../../src/app/draft.ts'
import { render } from '../../src/core/render/render.ts'
import { readRecordings } from '../../test/support/recordings.ts'
import { root } from './_project.ts'

/** Bytes of one document: what a handoff of a working day has. */
const SIZE = 27_000

/** Words that may be another in each document; the same word becomes the same one everywhere in it, so that its sections still agree. */
const SWAPPED =
  /\b(?:exporter|export|exports|limiter|window|metrics|handler|endpoint|account|importer|reader|writer|orders|streaming|shop|buffer|cents)\b/g
const NOUNS =
  `ledger router parser broker scanner planner mailer archive gateway session catalog voucher invoice cursor digest beacon
  harbour meter tracker filter packet replica tenant bundle socket worker sampler indexer courier register balance margin quota
  snapshot pointer bucket channel palette fixture marker outline segment trailer adapter builder canvas driver encoder folder grid
  helper issuer journal kernel layout matrix notifier opener printer queue renderer sorter tuner uploader viewer wrapper yield zone`
    .split(/\s+/)
    .filter(Boolean)

const DEFECTS: readonly ((text: string) => string)[] = [
  text => text,
  text => text.replace(/^### 1\.16[^\n]*\n[\s\S]*?(?=^### )/m, ''),
  text => text,
  text => text.replace(/^(- \*\*Current Phase:\*\*)[^\n]*/m, '$1 [milestone/stage]'),
  text => text,
  text => text.replace(/"in_progress"/, '"started"'),
  text => text,
  text => text.replace(/^(### 1\.3[^\n]*\n)/m, '$1\nAs discussed above, see the design doc.\n'),
]

/** The same numbers in every run, so that two runs measure the same work. */
function random(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
    state ^= state >>> 12
    return (state >>> 0) / 2 ** 32
  }
}

/** Whole handoffs to start from: the samples, and for every sixth document a draft whose slots nobody has filled. */
async function originals(): Promise<{ filled: string[]; drafted: string[] }> {
  const filled = ['docs/examples', 'test/fixtures/handoffs'].flatMap(folder =>
    readdirSync(path.join(root, folder))
      .filter(file => file.endsWith('.md'))
      .sort()
      .map(file => readFileSync(path.join(root, folder, file), 'utf8')),
  )
  const drafted = readRecordings().map(async ({ transcript, dir }) => {
    const { state } = await draft({ transcript, project: undefined, cwd: dir, mode: 'manual', env: {} })
    return render(state)
  })
  return { filled, drafted: await Promise.all(drafted) }
}

/** Documents of about 27 KB, no two alike in words; half of them have something to report. Returns their absolute paths. */
export async function writeHandoffs(folder: string, count: number): Promise<string[]> {
  const { filled, drafted } = await originals()
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: count }, (_, n) => {
    const file = path.join(folder, `handoff-${String(n).padStart(4, '0')}.md`)
    const from = n % 6 === 5 ? drafted : filled
    writeFileSync(file, variant(from[n % from.length]!, n))
    return file
  })
}

function variant(text: string, seed: number): string {
  const next = random(seed)
  const noun = () => NOUNS[Math.floor(next() * NOUNS.length)]!
  const chosen = new Map<string, string>()
  const swapped = text.replace(SWAPPED, word => {
    if (!chosen.has(word)) chosen.set(word, `${noun()}${seed % 97}`)
    return chosen.get(word)!
  })
  const broken = DEFECTS[Math.floor(next() * DEFECTS.length)]!(swapped)
  const [before, after] = splitAt(broken, '### 1.4 ')
  const prose: string[] = []
  for (let size = broken.length; size < SIZE; size += prose.at(-1)!.length)
    prose.push(
      `The ${noun()} of step ${Math.floor(next() * 90)} keeps one ${noun()} per ${noun()} in \`src/${noun()}/${noun()}.ts\`; the [${noun()}](docs/${noun()}.md) says why a ${noun()} must not **wait** for it.\n\n`,
    )
  return before + prose.join('') + after
}

function splitAt(text: string, mark: string): [string, string] {
  const at = Math.max(0, text.indexOf(mark))
  return [text.slice(0, at), text.slice(at)]
}
