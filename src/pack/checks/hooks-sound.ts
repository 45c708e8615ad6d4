import { suggest } from '../../core/text.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { isObject, type JsonFile, readJson } from '../json.ts'
import { pluginPaths } from './servers-sound.ts'

const FILES = [
  'hooks/hooks.json',
  'settings.json',
  'settings.local.json',
  '.claude/settings.json',
  '.claude/settings.local.json',
]

/** Events of Claude Code 2.1.329, read in the installed client on 2026-11-20. */
const EVENTS = new Set(
  'PreToolUse PostToolUse PostToolUseFailure PostToolBatch Notification UserPromptSubmit UserPromptExpansion SessionStart SessionEnd Stop StopFailure SubagentStart SubagentStop PreCompact PostCompact PreModelSwitch PostModelSwitch PermissionRequest PermissionDenied Setup TeammateIdle TaskCreated TaskCompleted Elicitation ElicitationResult ConfigChange WorktreeCreate WorktreeRemove InstructionsLoaded CwdChanged FileChanged DirectoryAdded MessageDisplay'.split(
    ' ',
  ),
)
const TYPES = new Set(['command', 'http', 'mcp_tool', 'mcpTool', 'prompt', 'agent'])

const hooks = (event: string, group: unknown) => ({
  'hooks/hooks.json': `${JSON.stringify({ hooks: { [event]: [group] } }, null, 2)}\n`,
})
const run = (command: string) => ({ type: 'command', command })

export default defineCheck({
  id: 'hooks-sound',
  severity: 'error',
  summary: 'Every hook of the pack can fire: a known event, a matcher that is a pattern, a program that exists',
  why: 'A hook with a misspelt event or a broken matcher never fires, and nobody is told; one whose script is missing fails at every call.',
  examples: {
    ok: [
      {
        ...hooks('SessionStart', {
          matcher: 'startup|resume',
          hooks: [run('node $CLAUDE_PLUGIN_ROOT/hooks/start.js')],
        }),
        'hooks/start.js': '',
      },
    ],
    bad: [
      { 'hooks/hooks.json': '{ "hooks": [' },
      hooks('SessionStarted', { hooks: [run('true')] }),
      hooks('PreToolUse', { matcher: '*(Edit', hooks: [run('true')] }),
      hooks('Stop', { hooks: [run('node $CLAUDE_PLUGIN_ROOT/hooks/stop.js')] }),
      hooks('Stop', { hooks: [{ type: 'command' }] }),
      hooks('Stop', { hooks: [{ type: 'comand', command: 'true' }] }),
      hooks('Stop', { command: 'true' }),
    ],
  },
  check(context) {
    for (const file of FILES) {
      const text = context.pack.source.texts.get(file)
      if (text === undefined) continue
      const json = readJson(text)
      if (json.issue)
        context.reportPack(file, {
          place: json.issue.place,
          unexpected: `JSON that cannot be parsed (${json.issue.message})`,
          expected: 'an object with `hooks`',
        })
      else if (isObject(json.value) && isObject(json.value.hooks)) checkHooks(context, file, json, json.value.hooks)
    }
  },
})

type Say = (keys: (string | number)[], unexpected: string, expected: string) => void

function checkHooks(
  { pack, reportPack }: CheckContext,
  file: string,
  json: JsonFile,
  all: Record<string, unknown>,
): void {
  const say: Say = (keys, unexpected, expected) =>
    reportPack(file, { place: json.placeOf(['hooks', ...keys]), unexpected, expected })
  for (const [event, groups] of Object.entries(all)) {
    const near = EVENTS.has(event) ? undefined : suggest(event, EVENTS)
    if (!EVENTS.has(event)) say([event], `hook event \`${event}\``, near ? `\`${near}\`` : 'an event the host has')
    for (const [index, group] of (Array.isArray(groups) ? groups : []).entries()) {
      const { matcher, hooks: entries } = isObject(group) ? group : {}
      if (typeof matcher === 'string' && !isPattern(matcher))
        say([event, index, 'matcher'], `matcher \`${matcher}\` that is no pattern`, 'a regular expression, or `*`')
      if (!Array.isArray(entries)) say([event, index], `group of ${event} without \`hooks\``, 'a list of hooks')
      for (const [at, entry] of (Array.isArray(entries) ? entries : []).entries())
        checkEntry(
          entry,
          (keys, unexpected, expected) => say([event, index, 'hooks', at, ...keys], unexpected, expected),
          path => pack.exists(path),
        )
    }
  }
}

function checkEntry(entry: unknown, say: Say, exists: (path: string) => boolean): void {
  const { type, command } = isObject(entry) ? entry : {}
  if (typeof type !== 'string' || !TYPES.has(type)) say(['type'], `hook of type \`${String(type)}\``, 'command')
  else if (type === 'command' && (typeof command !== 'string' || command.trim() === ''))
    say([], 'hook without a command', 'a `command`')
  for (const path of typeof command === 'string' ? pluginPaths(command) : [])
    if (!exists(path)) say(['command'], `missing \`${path}\``, 'a file of the pack')
}

function isPattern(matcher: string): boolean {
  if (matcher === '*' || matcher === '') return true
  try {
    return Boolean(new RegExp(matcher))
  } catch {
    return false
  }
}
