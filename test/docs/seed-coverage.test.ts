import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const rows = readFileSync(path.join(root, 'docs/seed-coverage.md'), 'utf8')
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| Item'))
  .map(line =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim()),
  )

/** `path` or `path` › Heading, as the second column writes them. */
const PLACE = /`((?:commands|workflows|skills|schemas|src|docs)[\w./-]*)`(?: › ([^;(]+?)(?=;| \(|, |$| and ))?/g

function headings(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(match => match[1]!.trim())
}

describe('seed coverage', () => {
  it('has a row for everything, and no empty cell', () => {
    expect(rows.length).toBeGreaterThan(80)
    expect(rows.filter(cells => cells.length !== 2 || cells.some(cell => cell === ''))).toEqual([])
  })

  it.each(rows.map(([item, where]) => [item!, where!]))('%s', (_, where) => {
    const places = [...where.matchAll(PLACE)]
    expect(places.length).toBeGreaterThan(0)
    for (const [, file, heading] of places) {
      expect(existsSync(path.join(root, file!)), `${file} exists`).toBe(true)
      if (heading && file!.endsWith('.md'))
        expect(
          headings(path.join(root, file!)).some(
            title => title === heading || heading.startsWith(title) || title.startsWith(heading),
          ),
          `${file} has the heading ${heading}`,
        ).toBe(true)
    }
  })
})
