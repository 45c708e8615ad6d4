import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { killGroup, type Sandbox } from './sandbox.ts'

/** A program in a terminal of its own (tmux on a private socket). */
export interface Terminal {
  screen(): string
  /** Waits until the screen shows something; throws with the screen when it does not. */
  shows(pattern: RegExp, timeoutMs?: number): Promise<void>
  type(text: string): void
  press(key: string): void
  /** Ends the program at once, as a closed lid would. */
  close(): void
}

const STEP_MS = 100

export function openTerminal(box: Sandbox, command: string[], env: Record<string, string>): Terminal {
  const socket = path.join(box.dir, 'terminal')
  const all = { ...box.env, ...env }
  const tmux = (...args: string[]) => execFileSync('tmux', ['-S', socket, ...args], { encoding: 'utf8', env: all })
  tmux('-f', '/dev/null', 'new-session', '-d', '-s', 'it', '-x', '160', '-y', '50', '-c', box.project, ...command)
  const screen = () => tmux('capture-pane', '-p', '-t', 'it')
  return {
    screen,
    async shows(pattern, timeoutMs = 30_000) {
      for (let waited = 0; !pattern.test(screen()); waited += STEP_MS) {
        if (waited > timeoutMs) throw new Error(`the terminal never showed ${pattern}:\n${screen()}`)
        await sleep(STEP_MS)
      }
    },
    type: text => void tmux('send-keys', '-t', 'it', '-l', text),
    press: key => void tmux('send-keys', '-t', 'it', key),
    close() {
      killGroup(Number(tmux('display-message', '-p', '-t', 'it', '#{pane_pid}')))
      spawnSync('tmux', ['-S', socket, 'kill-server'], { env: all })
    },
  }
}
