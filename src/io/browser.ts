import { spawn } from 'node:child_process'

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
}

/** Shows a file in the user's browser without waiting for it. Returns why it could not be started, else null. */
export function openInBrowser(file: string): Promise<string | null> {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  return new Promise(resolve => {
    const child = spawn(program, [...args, file], { detached: true, stdio: 'ignore', shell: false })
    child.on('error', error => resolve(error.message))
    child.on('spawn', () => {
      child.unref()
      resolve(null)
    })
  })
}
