import path from 'node:path'
import { UserError } from '../core/errors.ts'
import { watchFolders } from '../io/watch.ts'

export interface Watched {
  /** Absolute files to keep an eye on. */
  files: readonly string[]
}

/**
 * Runs `lint` now and after each change of the files it names, of Markdown beside them, and of settings in `here`, one run at a
 * time, until `signal` aborts. What goes wrong in a later run is told to `failed`: the file is often whole again a moment later.
 */
export async function watchLint(
  lint: () => Promise<Watched>,
  here: string,
  failed: (error: UserError) => void,
  signal: AbortSignal,
): Promise<void> {
  let { files } = await lint()
  let changed = false
  let wake = () => {}
  const notice = () => {
    changed = true
    wake()
  }
  signal.addEventListener('abort', notice)
  for (;;) {
    const named = new Set(files)
    const wanted = (file: string) => named.has(file) || MAY_MATTER.test(file)
    const end = watchFolders([here, ...files.map(file => path.dirname(file))], wanted, notice)
    if (!changed && !signal.aborted) await new Promise<void>(resolve => (wake = resolve))
    try {
      changed = false
      // still watching, so that a change during the run is followed by another
      if (!signal.aborted) files = (await lint()).files
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      failed(error)
    } finally {
      end()
    }
    if (signal.aborted) return
  }
}

/** Documents beside those that are linted, and settings. */
const MAY_MATTER = /\.(?:md|markdown)$|midstride[^/\\]*\.(?:json|ya?ml|m?js)$/
