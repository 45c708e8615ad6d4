/**
 * A failure the user can do something about: printed as one line on stderr, exit code 2.
 * `message` says what happened and where, `help` what to do next.
 */
export class UserError extends Error {
  override name = 'UserError'
  readonly help: string | undefined

  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }

  /** What happened, where and what to do next, on one line. */
  get line(): string {
    const text = this.help ? `${this.message} — ${this.help}` : this.message
    return text.replace(/\s*[\r\n]+\s*/g, ' ')
  }
}

/** A value was refused (bad state, stale revision): nothing was written, exit code 1. */
export class RefusedError extends UserError {
  override name = 'RefusedError'
}
