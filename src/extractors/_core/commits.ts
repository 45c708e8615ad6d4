import type { Commit } from '../../core/types.ts'
import type { Reset } from './git.ts'

const same = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

/** Digits of the shortest sha that tools print; a shorter one may be the start of any other. */
const SHORT = 7

/** The commits of a session as its history stands: what was amended, reset away or rebased is no longer as it was made. */
export class Commits {
  private made: Commit[] = []
  /** Reset away, the newest last: another reset may bring them back. */
  private dropped: Commit[] = []
  /** How every sha that was ever known begins: going through all commits for each new one costs the square of their number. */
  private readonly starts = new Set<string>()
  /** A rebase may have left commits whose sha is not known. */
  private unsure = false

  get all(): readonly Commit[] {
    return this.made
  }

  /** An amended commit replaces the newest one; one that a rebase made again takes the place of its original. */
  add(commit: Commit, amends: boolean): void {
    if (this.isKnown(commit.sha)) return
    this.note(commit.sha)
    const original = this.unsure ? this.made.findIndex(one => one.rewritten && one.subject === commit.subject) : -1
    if (original >= 0) this.made[original] = commit
    else {
      if (amends) this.made.pop()
      this.made.push(commit)
    }
  }

  /** To a commit that is known: what came after it is gone. To another one: everything is, unless it only went `back` some steps. */
  reset({ to, back }: Reset): void {
    const known = to === null ? -1 : this.made.findIndex(one => same(one.sha, to))
    const kept = known >= 0 ? known + 1 : back === null ? 0 : Math.max(0, this.made.length - back)
    const again = to === null ? -1 : this.dropped.findIndex(one => same(one.sha, to))
    if (known < 0 && again >= 0) this.made.push(...this.dropped.splice(0, again + 1))
    else this.dropped.unshift(...this.made.splice(kept))
  }

  /** Every commit has, or may have, another sha from here on. */
  rebased(): void {
    for (const commit of this.made) commit.rewritten = true
    this.unsure = true
  }

  /** Commits that a log showed: one with the subject of a rewritten commit is that commit. */
  shown(log: readonly Commit[]): void {
    if (!this.unsure || log.length === 0) return
    for (const commit of this.made) {
      if (!commit.rewritten) continue
      const found = log.find(one => same(one.sha, commit.sha) || one.subject === commit.subject)
      if (!found) continue
      if (!same(found.sha, commit.sha)) {
        commit.sha = found.sha
        this.note(found.sha)
      }
      delete commit.rewritten
    }
  }

  private isKnown(sha: string): boolean {
    const unlike = sha.length >= SHORT && !this.starts.has('') && !this.starts.has(sha.slice(0, SHORT))
    return !unlike && this.made.findLast(one => same(one.sha, sha)) !== undefined
  }

  private note(sha: string): void {
    this.starts.add(sha.length < SHORT ? '' : sha.slice(0, SHORT))
  }
}
