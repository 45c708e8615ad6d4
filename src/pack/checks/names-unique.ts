import { defineCheck } from '../check.ts'
import { command, skill } from '../example.ts'
import type { PackFile } from '../pack.ts'

export default defineCheck({
  id: 'names-unique',
  severity: 'error',
  summary: 'No two prompts answer to the same name',
  why: 'Where a command and a skill share a name the host silently prefers one of them; which one differs from host to host.',
  examples: {
    ok: [{ ...command('Cut the release.'), ...skill('Cut the release.') }],
    bad: [
      {
        ...command('Cut it.'),
        'skills/ship/SKILL.md': '---\nname: ship\ndescription: Use when shipping.\n---\n\nCut it.\n',
      },
      {
        ...command('Cut it.', { name: 'ship' }),
        'commands/late/ship.md': '---\nname: ship\ndescription: Use when late.\n---\n\nCut it.\n',
      },
      { ...command('Cut it.'), 'commands/Ship.md': '---\ndescription: Use when shipping.\n---\n\nCut it.\n' },
    ],
  },
  check({ pack, report }) {
    const first = new Map<string, PackFile>()
    for (const file of [...pack.entries('command'), ...pack.entries('skill')]) {
      const place = file.front.data.name === undefined ? file.front.place : file.front.placeOf('/name')
      const said = (name: string, other: PackFile, severity?: 'warning') =>
        report(file, {
          place,
          ...(severity && { severity }),
          unexpected: `second prompt called \`${name}\``,
          expected: `one only; the other is ${other.path}`,
        })
      const names = [file.name, file.front.data.name]
        .filter(name => typeof name === 'string')
        .map(name => name.toLowerCase())
      const clash = names.find(name => first.has(name))
      const last = file.name.split(':').at(-1)!.toLowerCase()
      if (clash) said(clash, first.get(clash)!)
      else if (first.has(last)) said(last, first.get(last)!, 'warning')
      for (const name of [...names, last]) if (!first.has(name)) first.set(name, file)
    }
  },
})
