import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Model } from '../model.ts'
import { type Finished, type Running, type Sandbox, start } from '../sandbox.ts'

/** Folder that the real clients were installed into with npm; `CLIENTS_DIR` names another. */
export const CLIENTS_DIR = process.env.CLIENTS_DIR ?? '/tmp/clients-cc'

/** The npm package is a wrapper; the program itself lies in the platform's package. */
export function claudeProgram(): string | null {
  const modules = path.join(CLIENTS_DIR, 'pkg/node_modules')
  const places = [`@anthropic-ai/claude-code-${process.platform}-${process.arch}/claude`, '.bin/claude']
  return places.map(place => path.join(modules, place)).find(existsSync) ?? null
}

export const claudeConfigDir = (box: Sandbox): string => path.join(box.home, '.claude')

/** Without trust the client ignores the allowed tools of the project's settings. */
export function trustProject(box: Sandbox): void {
  box.put(path.join(box.home, '.claude.json'), {
    hasCompletedOnboarding: true,
    projects: { [box.project]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
  })
}

const envFor = (model: Model): Record<string, string> => ({
  ANTHROPIC_BASE_URL: `http://127.0.0.1:${model.port}`,
  ANTHROPIC_API_KEY: 'dummy-local-key',
  DISABLE_AUTOUPDATER: '1',
  DISABLE_TELEMETRY: '1',
  DISABLE_ERROR_REPORTING: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_ENABLE_TODO_TOOLS: '1',
  ENABLE_TOOL_SEARCH: 'false',
})

export interface Event {
  type: string
  subtype?: string
  session_id?: string
  [key: string]: unknown
}

export interface Chat {
  /** Sends a message and waits until the agent has finished its turn. */
  turn(text: string): Promise<Event>
  /** What Escape does. */
  interrupt(): void
  /** Sends a message without waiting; typed while the agent works, it is queued. */
  type(text: string): void
  events: Event[]
  running: Running
  close(): Promise<Finished>
}

/** The user's words: by question that the agent asks, or by command that is not allowed. */
export type Answers = Record<string, string>

/** A conversation with the real Claude Code in one process, headless, against the scripted model. */
export function chat(
  box: Sandbox,
  model: Model,
  options: { args?: string[]; env?: Record<string, string>; answers?: Answers; refusals?: Answers } = {},
): Chat {
  const events: Event[] = []
  const waiting: ((event: Event) => void)[] = []
  const format = ['--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose']
  const running = start(
    box,
    claudeProgram()!,
    ['-p', ...format, '--permission-prompt-tool', 'stdio', '--model', 'scripted', ...(options.args ?? [])],
    {
      env: { ...envFor(model), ...options.env },
      onLine: line => {
        const event = parse(line)
        if (!event) return
        events.push(event)
        if (event.type === 'result') waiting.shift()?.(event)
        if (event.type === 'control_request') running.write(JSON.stringify(permit(event, options)))
      },
    },
  )
  const type = (text: string) =>
    running.write(JSON.stringify({ type: 'user', message: { role: 'user', content: text } }))
  return {
    events,
    running,
    type,
    interrupt: () =>
      running.write(
        JSON.stringify({ type: 'control_request', request_id: 'interrupt', request: { subtype: 'interrupt' } }),
      ),
    turn: text =>
      new Promise((resolve, reject) => {
        waiting.push(resolve)
        running.done.then(({ code, stderr }) => reject(new Error(`Claude Code ended (${code}): ${stderr.slice(-400)}`)))
        type(text)
      }),
    close: () => {
      running.end()
      return running.done
    },
  }
}

function parse(line: string): Event | null {
  try {
    return line.startsWith('{') ? JSON.parse(line) : null
  } catch {
    return null
  }
}

/** The permission prompt over stdio: everything is allowed but what is refused with words, and questions are answered. */
function permit(event: Event, { answers = {}, refusals = {} }: { answers?: Answers; refusals?: Answers }): object {
  const request = event.request as { subtype: string; tool_name?: string; input?: Record<string, unknown> }
  const refused = refusals[String(request.input?.command)]
  const asks = request.tool_name === 'AskUserQuestion'
  const updatedInput = asks ? { ...request.input, answers: pick(request.input, answers) } : request.input
  const decision = refused === undefined ? { behavior: 'allow', updatedInput } : { behavior: 'deny', message: refused }
  return {
    type: 'control_response',
    response: {
      subtype: 'success',
      request_id: event.request_id,
      response: request.subtype === 'can_use_tool' ? decision : {},
    },
  }
}

function pick(input: Record<string, unknown> | undefined, answers: Answers): Answers {
  const questions = (input?.questions ?? []) as { question: string }[]
  return Object.fromEntries(questions.map(({ question }) => [question, answers[question] ?? '']))
}
