import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Model } from '../model.ts'
import { type Running, type Sandbox, start } from '../sandbox.ts'
import { openTerminal, type Terminal } from '../terminal.ts'
import { CLIENTS_DIR } from './claude-code.ts'

export function geminiProgram(): string | null {
  const program = path.join(CLIENTS_DIR, 'pkg/node_modules/.bin/gemini')
  return existsSync(program) ? program : null
}

/** Settings for a key on loopback, without accounts, updates and statistics. */
export function configureGemini(box: Sandbox, more: object = {}): void {
  box.put(path.join(box.home, '.gemini/settings.json'), {
    security: { auth: { selectedType: 'gemini-api-key' } },
    privacy: { usageStatisticsEnabled: false },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    telemetry: { enabled: false },
    ...more,
  })
}

const envFor = (model: Model): Record<string, string> => ({
  GEMINI_API_KEY: 'dummy-local-key',
  GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${model.port}`,
  GEMINI_CLI_TRUST_WORKSPACE: 'true',
  GEMINI_TELEMETRY_ENABLED: 'false',
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
})

/** Models named like this get the todo tool; `-m` spares us the requests that choose one. */
const ARGS = ['-m', 'gemini-2.scripted', '--approval-mode', 'yolo']

/** One headless turn of the real Gemini CLI. */
export function askGemini(box: Sandbox, model: Model, prompt: string, args: string[] = []): Running {
  const all = [...ARGS, '-o', 'stream-json', ...args, '-p', prompt]
  return start(box, geminiProgram()!, all, { env: { ...envFor(model), NO_COLOR: '1', CI: '1' } })
}

/** The real Gemini CLI in a terminal: only there does it ask its user anything, and compress when told to. */
export function openGemini(box: Sandbox, model: Model): Terminal {
  return openTerminal(box, [geminiProgram()!, ...ARGS], envFor(model))
}
