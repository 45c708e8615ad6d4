import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { UserError } from '../core/errors.ts'
import type { FileReport } from '../core/finding.ts'
import type { LintConfig } from '../core/lint/engine.ts'
import { packageRoot } from '../io/package-root.ts'
import type { LintOptions } from './lint.ts'

export interface LintJob {
  name: string
  text: string
  settings: LintConfig
}

/** What a thread answers: the report, or what went wrong in words. */
export type LintAnswer = { id: number; report: FileReport } | { id: number; failure: string }

export interface LintPool {
  /** Whether a thread would take a document at once; otherwise the caller lints it itself meanwhile. */
  hasRoom(): boolean
  lint(job: LintJob): Promise<FileReport>
  close(): Promise<void>
}

/** Documents a thread may have waiting: enough that it never stands idle, few enough that none is left with the rest at the end. */
const AHEAD = 6

/** A thread's young generation: small, since what one document needs is garbage when the next one comes. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 }

/**
 * Starts `size` threads that lint beside the caller's. Each has a heap of its own, which V8 lets grow to several times of what
 * is in use before it looks for garbage; by half instead, two threads need no more memory than one does by itself.
 */
export function openLintPool(size: number, options: LintOptions): LintPool {
  setFlagsFromString('--heap-growing-percent=50')
  const lanes = Array.from({ length: size }, () => new Lane(options))
  const freest = () => lanes.reduce((best, lane) => (lane.load < best.load ? lane : best))
  return {
    hasRoom: () => freest().load < AHEAD,
    lint: job => freest().lint(job),
    close: async () => void (await Promise.all(lanes.map(lane => lane.close()))),
  }
}

interface Waiting {
  resolve(report: FileReport): void
  reject(error: Error): void
}

class Lane {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #stopped: Error | null = null

  constructor(options: LintOptions) {
    this.#worker = new Worker(path.join(packageRoot(), 'dist/lint-worker.js'), { workerData: options, resourceLimits })
    this.#worker.on('message', (answer: LintAnswer) => this.#settle(answer))
    this.#worker.on('error', error => this.#fail(error))
  }

  get load(): number {
    return this.#waiting.size
  }

  lint(job: LintJob): Promise<FileReport> {
    if (this.#stopped) return Promise.reject(this.#stopped)
    return new Promise((resolve, reject) => {
      this.#waiting.set(this.#next, { resolve, reject })
      this.#worker.postMessage({ id: this.#next, job })
      this.#next += 1
    })
  }

  close(): Promise<number> {
    return this.#worker.terminate()
  }

  #settle(answer: LintAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('report' in answer) waiting?.resolve(answer.report)
    else waiting?.reject(new UserError(answer.failure))
  }

  #fail(error: Error): void {
    this.#stopped = new UserError(`a lint thread stopped: ${error.message}`, 'lint with --threads 1')
    for (const { reject } of this.#waiting.values()) reject(this.#stopped)
    this.#waiting.clear()
  }
}
