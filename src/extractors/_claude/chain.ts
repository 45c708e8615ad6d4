/**
 * The conversation is a tree through `parentUuid`. A rewind starts a second prompt where an earlier one stood: that earlier
 * prompt and everything below it is no longer part of the conversation, though it stays in the file.
 */
export class Chain {
  private readonly parents = new Map<string, string>()
  /** Parents of records that only pass the chain on (system, progress, attachment). */
  private readonly passing = new Map<string, string>()
  private readonly prompts = new Map<string, string>()
  private readonly abandoned = new Set<string>()
  private last: string | null = null

  add(uuid: string, parent: string | null, passing: boolean): void {
    // Most records hang below the one before: the same text is kept once.
    const above = parent === this.last ? this.last : parent
    if (above !== null) (passing ? this.passing : this.parents).set(uuid, above)
    this.last = uuid
  }

  /** A prompt typed by the human; commands and shell lines do not count, clients chain those loosely. */
  prompt(uuid: string): void {
    const anchor = this.anchor(uuid)
    if (anchor === null) return
    const earlier = this.prompts.get(anchor)
    if (earlier !== undefined && earlier !== uuid) this.abandoned.add(earlier)
    this.prompts.set(anchor, uuid)
  }

  get rewound(): boolean {
    return this.abandoned.size > 0
  }

  /** true when a record hangs below a prompt that a rewind left behind. */
  isAbandoned(uuid: string): boolean {
    const seen = new Set<string>()
    for (
      let at: string | undefined = uuid;
      at !== undefined && !seen.has(at);
      at = this.parents.get(at) ?? this.passing.get(at)
    ) {
      if (this.abandoned.has(at)) return true
      seen.add(at)
    }
    return false
  }

  private anchor(uuid: string): string | null {
    const seen = new Set<string>()
    let at = this.parents.get(uuid)
    while (at !== undefined && this.passing.has(at) && !seen.has(at)) {
      seen.add(at)
      at = this.passing.get(at)
    }
    return at ?? null
  }
}
