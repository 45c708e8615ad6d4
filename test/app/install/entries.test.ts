import fc from 'fast-check'
import { parse as parseJson } from 'jsonc-parser'
import { parse as parseToml, stringify } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { type Entry, undo } from '../../../src/app/install/entries.ts'
import { mergeJson, removeJson } from '../../../src/app/install/json-entries.ts'
import { mergeToml, removeToml } from '../../../src/app/install/toml-entries.ts'

const server: Entry = { path: ['mcpServers', 'midstride'], value: { command: 'midstride', args: ['mcp'] }, mode: 'set' }
const hook: Entry = {
  path: ['hooks', 'Stop'],
  value: { hooks: [{ type: 'command', command: 'midstride hook stop' }] },
  mode: 'append',
}
const version: Entry = { path: ['version'], value: 1, mode: 'default' }
const all = [server, hook, version]

/** Settings as people keep them. */
const JSON_FILES: Record<string, string> = {
  'nothing at all': '',
  'white space': '  \n',
  'an empty object': '{}',
  'an empty object over lines': '{\n}\n',
  'a comment alone': '{\n  // later\n}\n',
  'two spaces': '{\n  "model": "opus",\n  "mcpServers": {\n    "other": { "command": "x" }\n  }\n}\n',
  'four spaces without a last newline':
    '{\n    "hooks": {\n        "Stop": [\n            { "hooks": [] }\n        ]\n    }\n}',
  tabs: '{\n\t"mcpServers": {\n\t\t"other": {}\n\t}\n}\n',
  'one line': '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"echo"}]}]},"model":"opus"}',
  'CRLF lines': '{\r\n  "model": "opus",\r\n  "hooks": {}\r\n}\r\n',
  'comments and trailing commas':
    '{\n  // servers\n  "mcpServers": {\n    "a": { "command": "x" }, // mine\n  }, /* end */\n}\n',
  'a remark behind the last value': '{\n  "model": "opus" // the good one\n}\n',
  'a remark behind the last value of a list': '{\n  "hooks": {\n    "Stop": [\n      {} // first\n    ]\n  }\n}\n',
  'an empty list': '{ "hooks": { "Stop": [] } }\n',
  'its version already': '{\n  "version": 2\n}\n',
}

describe.each(Object.entries(JSON_FILES))('JSON with %s', (_, before) => {
  it('takes the entries and keeps everything else', () => {
    const merged = mergeJson('settings.json', before, all)
    const was = (parseJson(before) ?? {}) as Record<string, never>
    const now = parseJson(merged.text, [], { allowTrailingComma: true })
    expect(now.mcpServers).toEqual({ ...((was.mcpServers ?? {}) as object), midstride: server.value })
    expect(now.hooks.Stop).toEqual([...((was.hooks as { Stop?: [] } | undefined)?.Stop ?? []), hook.value])
    expect(now.version).toBe(was.version ?? 1)
    for (const comment of before.match(/\/\/[^\n]*|\/\*.*?\*\//g) ?? []) expect(merged.text).toContain(comment.trim())
    for (const line of before.includes('\n') ? before.split(/\r?\n/) : [])
      if (/"(?:model|other|a)"/.test(line)) expect(merged.text).toContain(line.replace(/,?\s*(\/\/.*)?$/, ''))
  })

  it('goes back byte by byte', () => {
    const merged = mergeJson('settings.json', before, all)
    expect(undo(merged.text, merged.ops)).toBe(before)
  })

  it('changes nothing the second time', () => {
    const merged = mergeJson('settings.json', before, all)
    expect(mergeJson('settings.json', merged.text, all)).toMatchObject({ text: merged.text, ops: [] })
  })

  it('gives the entries back out of a file that was changed since', () => {
    const merged = mergeJson('settings.json', before, all)
    const added = mergeJson('settings.json', merged.text, [{ path: ['theirs'], value: [1], mode: 'set' }])
    const after = removeJson('settings.json', added.text, merged.applied)
    expect(after.kept).toEqual([])
    expect(after.text).not.toContain('midstride')
    expect(parseJson(after.text, [], { allowTrailingComma: true })).toMatchObject({ theirs: [1] })
  })
})

it('writes a merged file as people would', () => {
  expect(mergeJson('f', JSON_FILES['comments and trailing commas']!, all).text).toMatchInlineSnapshot(`
    "{
      // servers
      "mcpServers": {
        "a": { "command": "x" }, // mine
        "midstride": {
          "command": "midstride",
          "args": [
            "mcp"
          ]
        },
      }, /* end */
      "hooks": {
        "Stop": [
          {
            "hooks": [
              {
                "type": "command",
                "command": "midstride hook stop"
              }
            ]
          }
        ]
      },
      "version": 1,
    }
    "
  `)
  expect(mergeJson('f', JSON_FILES.tabs!, [server]).text).toMatchInlineSnapshot(`
    "{
    	"mcpServers": {
    		"other": {},
    		"midstride": {
    			"command": "midstride",
    			"args": [
    				"mcp"
    			]
    		}
    	}
    }
    "
  `)
})

describe('JSON that stands in the way', () => {
  it.each([
    ['{ "a": ', /line 1/],
    ['{\n"a": 1\n"b": 2\n}', /line 3/],
    ['[1]', /does not hold an object/],
    ['"text"', /does not hold an object/],
    ['{"mcpServers": []}', /`mcpServers` is not an object/],
    ['{"hooks": {"Stop": "x"}}', /`hooks.Stop` is not a list/],
  ])('is refused: %s', (text, message) => {
    expect(() => mergeJson('settings.json', text, all)).toThrow(message)
  })

  it('keeps an entry of the same name that differs', () => {
    const text = '{"mcpServers":{"midstride":{"command":"mine"}}}'
    expect(mergeJson('f', text, [server])).toMatchObject({ text, kept: [server], applied: [] })
  })

  it('keeps an entry of ours that was changed', () => {
    const merged = mergeJson('f', '', [server, hook])
    const changed = merged.text.replace('hook stop', 'hook stop --quiet').replace('"mcp"', '"mcp", "-v"')
    expect(removeJson('f', changed, merged.applied)).toMatchObject({ text: changed, kept: [hook, server] })
  })
})

it('goes back byte by byte from any object', () => {
  const key = fc.constantFrom('mcpServers', 'hooks', 'Stop', 'a', 'b', 'é"\\')
  const object = fc.object({ key, maxDepth: 3, maxKeys: 4, values: [fc.constantFrom(1, 'x', null, true)] })
  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const before = JSON.stringify(value, null, indent)
      let merged: ReturnType<typeof mergeJson>
      try {
        merged = mergeJson('f', before, all)
      } catch (error) {
        expect(String(error)).toMatch(/is not an object|is not a list/)
        return
      }
      expect(undo(merged.text, merged.ops)).toBe(before)
      expect(JSON.parse(merged.text)).toMatchObject(before.includes('"version"') ? {} : { version: 1 })
    }),
  )
})

const table: Entry = { path: ['mcp_servers', 'midstride'], value: { command: 'midstride', args: ['mcp'] }, mode: 'set' }

const TOML_FILES: Record<string, string> = {
  'nothing at all': '',
  'comments and tables': '# mine\nmodel = "x" # best\n\n[mcp_servers.a]\ncommand = "y"\n\n[[things]]\nn = 1\n',
  'no last newline': 'model = "x"\n[tui]\ntheme = "dark"',
  'CRLF lines': '# mine\r\nmodel = "x"\r\n\r\n[tui]\r\ntheme = "dark"\r\n',
}

describe.each(Object.entries(TOML_FILES))('TOML with %s', (_, before) => {
  it('takes a table, keeps everything else, goes back byte by byte, changes nothing the second time', () => {
    const merged = mergeToml('config.toml', before, [table])
    expect(merged.text.startsWith(before)).toBe(true)
    expect(JSON.parse(JSON.stringify(parseToml(merged.text)))).toMatchObject({
      mcp_servers: { midstride: table.value },
    })
    expect(undo(merged.text, merged.ops)).toBe(before)
    expect(mergeToml('config.toml', merged.text, [table]).text).toBe(merged.text)
  })

  it('gives the table back out of a file that was changed since', () => {
    const merged = mergeToml('config.toml', before, [table])
    const changed = `${merged.text}\n[theirs]\nn = 1\n`
    const after = removeToml('config.toml', changed, merged.applied)
    expect(after.kept).toEqual([])
    expect(after.text).not.toContain('midstride')
    expect(parseToml(after.text)).toMatchObject({ theirs: { n: 1 } })
  })
})

describe('TOML that stands in the way', () => {
  it.each([
    ['model = ', /cannot be parsed/],
    ['mcp_servers = { a = { command = "y" } }\n', /cannot be (?:added|parsed)/],
  ])('is refused: %s', (text, message) => {
    expect(() => mergeToml('config.toml', text, [table])).toThrow(message)
  })

  it('keeps a table of the same name, and one of ours that was changed', () => {
    const text = stringify({ mcp_servers: { midstride: { command: 'mine' } } })
    expect(mergeToml('f', text, [table])).toMatchObject({ text, kept: [table] })
    expect(removeToml('f', text, [table])).toMatchObject({ text, kept: [table] })
  })
})
