import { defineCheck } from '../check.ts'
import { isObject, readJson } from '../json.ts'

const FILE = '.claude-plugin/plugin.json'
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/
/** Keys that hold paths of the plugin (code.claude.com/docs/en/plugins-reference, 2026-08-22). */
const PATHS = ['commands', 'agents', 'skills', 'hooks', 'mcpServers', 'outputStyles', 'lspServers']

const plugin = (value: Record<string, unknown>) => ({ [FILE]: `${JSON.stringify(value, null, 2)}\n` })

export default defineCheck({
  id: 'plugin-sound',
  severity: 'error',
  summary: 'The plugin manifest has a name, a version that is one, and paths that exist',
  why: 'A manifest that cannot be read makes the host leave out the whole plugin; a path that leads nowhere leaves out that part of it.',
  examples: {
    ok: [plugin({ name: 'release-tools', version: '1.2.0' })],
    bad: [
      { [FILE]: '{ "name": "release-tools", ' },
      plugin({ version: '1.2.0' }),
      plugin({ name: 'Release Tools' }),
      plugin({ name: 'release-tools', version: 'latest' }),
      plugin({ name: 'release-tools', skills: './skils/' }),
    ],
  },
  check({ pack, reportPack }) {
    const text = pack.source.texts.get(FILE)
    if (text === undefined) return
    const json = readJson(text)
    if (json.issue || !isObject(json.value)) {
      const { message = 'no object', place = { start: 0, end: 0 } } = json.issue ?? {}
      reportPack(FILE, {
        place,
        unexpected: `JSON that cannot be parsed (${message})`,
        expected: 'an object with `name`',
      })
      return
    }
    const { name, version } = json.value
    const say = (key: string, unexpected: string, expected: string) =>
      reportPack(FILE, { place: json.placeOf([key]), unexpected, expected })
    if (typeof name !== 'string') say('name', 'plugin without `name`', 'a name in lower case with dashes')
    else if (!NAME.test(name)) say('name', `plugin name \`${name}\``, 'lower-case letters, digits and single dashes')
    if (version !== undefined && !(typeof version === 'string' && VERSION.test(version)))
      say('version', `version \`${String(version)}\``, 'a version of three numbers')
    for (const key of PATHS)
      for (const path of [json.value[key]].flat())
        if (typeof path === 'string' && !pack.exists(path.replace(/^\.\//, '').replace(/\/$/, '')))
          say(key, `missing \`${path}\` in \`${key}\``, 'a path of the plugin')
  },
})
