import { type CheckContext, defineCheck } from '../check.ts'
import { isObject, readJson } from '../json.ts'

const FILES = ['.mcp.json', 'mcp.json']
const URL_SCHEME = /^(?:https?|wss?):\/\/[^\s/]/
const RUNNER = /^(?:npx|bunx|pnpx|uvx|pipx)$/

const servers = (server: Record<string, unknown>) => ({
  '.mcp.json': `${JSON.stringify({ mcpServers: { docs: server } }, null, 2)}\n`,
})

export default defineCheck({
  id: 'servers-sound',
  severity: 'error',
  summary:
    'Every MCP server of the pack can be started: a command or an address, a version that is pinned, files that exist',
  why: 'A server that does not start takes all its tools with it, and most hosts say so in a log nobody reads. One that is fetched without a version runs whatever was published last.',
  examples: {
    ok: [
      servers({ command: 'npx', args: ['-y', 'docs-mcp@1.2.3'] }),
      servers({ type: 'http', url: 'https://example.com/mcp' }),
    ],
    bad: [
      { '.mcp.json': '{ "mcpServers": { "docs": ' },
      servers({}),
      servers({ url: 'htp:/example.com' }),
      servers({ command: 'npx', args: ['-y', 'docs-mcp@latest'] }),
      servers({ command: 'node', args: ['$CLAUDE_PLUGIN_ROOT/server.js'] }),
    ],
  },
  check(context) {
    for (const file of FILES) {
      const text = context.pack.source.texts.get(file)
      if (text !== undefined) checkFile(context, file, text)
    }
  },
})

function checkFile({ pack, reportPack }: CheckContext, file: string, text: string): void {
  const json = readJson(text)
  if (json.issue) {
    reportPack(file, {
      place: json.issue.place,
      unexpected: `JSON that cannot be parsed (${json.issue.message})`,
      expected: 'an object with `mcpServers`',
    })
    return
  }
  const all = isObject(json.value) ? json.value.mcpServers : undefined
  if (!isObject(all)) {
    reportPack(file, { unexpected: 'file without `mcpServers`', expected: 'an object that holds the servers by name' })
    return
  }
  for (const [name, server] of Object.entries(all)) {
    const say = (keys: string[], unexpected: string, expected: string, severity?: 'warning') =>
      reportPack(file, {
        place: json.placeOf(['mcpServers', name, ...keys]),
        unexpected,
        expected,
        ...(severity && { severity }),
      })
    const { command, url, args } = isObject(server) ? server : {}
    if (typeof command !== 'string' && typeof url !== 'string')
      say([], `server \`${name}\` without \`command\` or \`url\``, 'one of the two')
    if (typeof url === 'string' && !URL_SCHEME.test(url) && !url.includes('$'))
      say(['url'], `address \`${url}\``, 'one that begins with http:// or https://')
    const words = Array.isArray(args) ? args.filter(arg => typeof arg === 'string') : []
    const unpinned =
      typeof command === 'string' && RUNNER.test(command) ? words.find(word => /^@?[a-z]/i.test(word)) : undefined
    if (unpinned !== undefined && !/.@\^?~?\d/.test(unpinned) && !unpinned.includes('=='))
      say(['args'], `package \`${unpinned}\` without a version`, 'a version that is pinned, `name@1.2.3`', 'warning')
    for (const word of [command, ...words])
      for (const path of typeof word === 'string' ? pluginPaths(word) : [])
        if (!pack.exists(path)) say([], `missing \`${path}\` of server \`${name}\``, 'a file of the pack')
  }
}

/** Paths that begin in the plugin's own folder. */
export const pluginPaths = (text: string): string[] =>
  [...text.matchAll(/\$\{?CLAUDE_PLUGIN_ROOT\}?\/([\w.@/-]+)/g)].map(match => match[1]!.replace(/\/$/, ''))
