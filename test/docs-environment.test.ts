import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './support/processes.ts'

const GUIDE = readFileSync(path.join(root, 'docs/guide/automatic-restoration.md'), 'utf8')
const READ = /\benv(?:\?)?\.([A-Z][A-Z0-9_]{2,})\b|'((?:MIDSTRIDE|CLAUDE|CODEX|GEMINI|OPENCODE|DEVIN|XDG)_[A-Z0-9_]+)'/g

const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.startsWith('generated'))
  .map(file => readFileSync(path.join(root, 'src', file), 'utf8'))
const names = [
  ...new Set(sources.flatMap(text => [...text.matchAll(READ)].map(match => (match[1] ?? match[2])!))),
].sort()

describe('environment variables', () => {
  it.each(names)('%s is in the guide', name => {
    expect(GUIDE).toContain(`\`${name}\``)
  })

  it.each([...GUIDE.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(match => match[1]!))('%s of the guide is read', name => {
    expect(names).toContain(name)
  })
})
