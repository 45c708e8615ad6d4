import { maskSecrets } from '../../core/secrets.ts'
import { kindOf, readCommandLine } from '../../core/session/commands.ts'
import { markCorrections } from '../../core/session/corrections.ts'
import { resolvePath } from '../../core/session/paths.ts'
import type {
  CommandRun,
  Commit,
  FileTouch,
  Message,
  Session,
  SessionDecision,
  SessionError,
  SkillUse,
  TestRun,
} from '../../core/types.ts'
import { checkShows } from './check-output.ts'
import { Commits } from './commits.ts'
import { composeFiles, composePlans, type Touch, writesAfter } from './files.ts'
import { readGitEffect } from './git.ts'
import { clip } from './limits.ts'
import { shellTouches } from './shell-files.ts'
import { judgeTests } from './tests.ts'

/** Where and when a fact stands. */
export interface Mark {
  at: string | null
  /** Record id, or line:N. */
  ref: string
  /** At or after the offset of an incremental read. */
  fresh: boolean
  /** main, or a subagent's id. */
  actor: string
  /** Directory relative paths are resolved against. */
  cwd: string | null
}

/** Position of a fact: in its own file by `n`, between files by time. */
export interface Order {
  n: number
  at: string | null
  stream: number
}

export interface Finished {
  ok: boolean | null
  exitCode: number | null
  output: string
}

/** Tells the end of a command that was left running. */
export type Ending = (later: Finished, mark: Mark) => void

export interface CommandOptions {
  /** Files it reads count: agents without a reading tool. */
  reads?: boolean
  /** Tool that ran it, for its failure. */
  tool?: string
}

/** A fact and its bookkeeping, which no reader of a session sees. */
interface Held<T> {
  value: T
  order: Order
  fresh: boolean
}
type Identity = Pick<Session, 'agent' | 'agentVersion' | 'sessionId' | 'cwd' | 'gitBranch' | 'startedAt' | 'endedAt'>
type State = Pick<Session, 'todos' | 'skills' | 'subagents' | 'lastAssistant' | 'unknown'>

/** Gathers what happened, in order; knows nothing of any agent's format. */
export class Facts {
  readonly messages: Held<Message>[] = []
  readonly commands: Held<CommandRun>[] = []
  readonly tests: Held<TestRun>[] = []
  readonly decisions: Held<SessionDecision>[] = []
  readonly compactions: Held<Session['compactions'][number]>[] = []
  readonly skills: SkillUse[] = []
  private readonly unknown = new Map<string, number>()
  readonly warnings: string[] = []
  private readonly errors: Held<SessionError>[] = []
  /** Errors that nothing has resolved yet, by what would resolve them. */
  private readonly open = new Map<string, Held<SessionError>[]>()
  private readonly touches: Touch[] = []
  private readonly commits = new Commits()
  private readonly made = new Map<Commit, Held<Commit>>()
  private readonly prs: Held<Session['git']['prs'][number]>[] = []
  private lastPush: Order | null = null
  private n = 0
  /** 0: the transcript itself; each companion file is a stream of its own. */
  stream = 0
  /** What the assistant said last, as far as the transcript has been read. */
  lastWords: () => { text: string; ref: string } | null = () => null
  /** Words of the assistant that stood before the message before. */
  private answered: string | null = null

  private order(mark: Mark): Order {
    this.n += 1
    return { n: this.n, at: mark.at, stream: this.stream }
  }

  private hold<T extends object>(value: T, mark: Mark): Held<T> {
    return { value, order: this.order(mark), fresh: mark.fresh }
  }

  message(kind: Message['kind'], text: string, mark: Mark): Message {
    const freely = kind === 'prompt' || kind === 'steering'
    const held = this.hold(
      { kind, text, at: mark.at, correction: false, ...(freely && { corrects: this.toCorrect() }), ref: mark.ref },
      mark,
    )
    this.messages.push(held)
    return held.value
  }

  /** The reason a human gave for refusing a call; `call` is `tool: subject`. */
  refusal(words: string, call: string, mark: Mark): void {
    const message = this.message('steering', words, mark)
    Object.assign(message, { correction: true, corrects: { said: message.corrects?.said ?? null, call } })
  }

  private toCorrect(): NonNullable<Message['corrects']> {
    const words = this.lastWords()
    const said = words === null || words.ref === this.answered ? null : words.text.slice(-MAX_CORRECTED)
    this.answered = words?.ref ?? null
    return { said, call: null }
  }

  decision(
    kind: SessionDecision['kind'],
    question: string,
    answer: string,
    mark: Mark,
    more: Pick<SessionDecision, 'plan' | 'options'> = {},
  ): void {
    const { plan, options = [] } = more
    const extra = { ...(plan !== undefined && { plan }), ...(options.length > 0 && { options }) }
    this.decisions.push(this.hold({ question, answer, kind, at: mark.at, ref: mark.ref, ...extra }, mark))
  }

  compaction(trigger: 'auto' | 'manual', mark: Mark): void {
    this.compactions.push(this.hold({ trigger, at: mark.at }, mark))
  }

  skill(use: Omit<SkillUse, 'at' | 'ref'>, mark: Mark): SkillUse {
    const skill = { ...use, at: mark.at, ref: mark.ref }
    this.skills.push(skill)
    return skill
  }

  touch(path: string, action: FileTouch['actions'][number], mark: Mark): void {
    const resolved = mark.fresh ? resolvePath(path, mark.cwd) : null
    if (resolved)
      this.touches.push({ path: resolved, action, actor: mark.actor, fresh: mark.fresh, order: this.order(mark) })
  }

  /** A command that ended, or one that still runs (`ok` null, no output). Returns what tells its end later. */
  command(command: string, ending: Finished, mark: Mark, options: CommandOptions = {}): Ending {
    // An incremental read tells only what is new: a command is when its end is.
    if (!mark.fresh) return (later, at) => void (at.fresh && this.command(command, later, at, options))
    const { ok, exitCode } = ending
    const run: CommandRun = { command, kind: kindOf(command), ok, exitCode, at: mark.at, ref: mark.ref }
    if (mark.actor !== 'main') run.actor = mark.actor
    this.commands.push(this.hold(run, mark))
    const look = (output: string) => {
      const shows = checkShows(command, output)
      if (shows) run.shows = shows
    }
    if (run.kind === 'build' || run.kind === 'lint') look(ending.output)
    let ended = ok !== null || ending.output !== ''
    if (ended) this.effects(run, ending, mark, options)
    const test = this.test(command, ending, mark)
    return (later, at) => {
      Object.assign(run, { ok: later.ok, exitCode: later.exitCode, at: at.at, ref: at.ref })
      if (run.kind === 'build' || run.kind === 'lint') look(later.output)
      if (!ended) this.effects(run, later, at, options)
      ended = true
      if (!test) return
      const judged = judgeTests(readCommandLine(command), later, later.output)
      Object.assign(test.value, judged, { at: at.at, ref: at.ref })
      test.order = this.order(at)
    }
  }

  private test(command: string, ending: Finished, mark: Mark): Held<TestRun> | null {
    const line = readCommandLine(command)
    if (!line.test) return null
    const judged = judgeTests(line, ending, ending.output)
    const run: TestRun = { command, ...judged, at: mark.at, writesSince: 0, ref: mark.ref }
    if (mark.actor !== 'main') run.actor = mark.actor
    const held = this.hold(run, mark)
    this.tests.push(held)
    return held
  }

  /** What a command did besides printing: files, commits, pushes, pull requests; failures it resolves or is. */
  private effects(
    { command }: CommandRun,
    { ok, exitCode, output }: Finished,
    mark: Mark,
    options: CommandOptions,
  ): void {
    if (ok === false && mark.actor === 'main')
      this.error('command', options.tool ?? null, failureText(exitCode, output), commandKeys(command), mark)
    if (ok === true) this.succeeded(() => commandKeys(command))
    if (ok !== false)
      for (const { path, action } of shellTouches(command, mark.cwd, options)) this.touch(path, action, mark)
    this.gitEffect(readGitEffect(command, output, ok), mark)
  }

  gitEffect(effect: ReturnType<typeof readGitEffect>, mark: Mark): void {
    if (effect.rebased) this.commits.rebased()
    for (const [index, commit] of effect.commits.entries()) this.commit(commit, mark, effect.amends && index === 0)
    if (effect.reset && mark.fresh) this.commits.reset(effect.reset)
    this.commits.shown(effect.shown)
    if (effect.pushed) this.lastPush = this.order(mark)
    for (const pr of effect.prs) this.pullRequest(pr.number, pr.url, mark)
  }

  commit(commit: Commit, mark: Mark, amends = false): void {
    const made = { ...commit }
    this.made.set(made, this.hold(made, mark))
    this.commits.add(made, amends)
  }

  pullRequest(number: number | null, url: string | null, mark: Mark): void {
    const known = this.prs.find(
      ({ value: pr }) =>
        (url !== null && pr.url === url) || (number !== null && pr.number === number && (!url || !pr.url)),
    )
    if (!known) this.prs.push(this.hold({ number, url }, mark))
  }

  /** `keys` name what would resolve it: the same call, a command of the same kind. */
  error(kind: SessionError['kind'], tool: string | null, text: string, keys: readonly string[], mark: Mark): void {
    const held = this.hold({ tool, kind, text: clip(text), at: mark.at, resolved: false, ref: mark.ref }, mark)
    this.errors.push(held)
    for (const key of keys) {
      const waiting = this.open.get(key)
      if (waiting) waiting.push(held)
      else this.open.set(key, [held])
    }
  }

  /** `keys` are asked for only where an error waits to be resolved. */
  succeeded(keys: () => readonly string[]): void {
    if (this.open.size === 0) return
    for (const key of keys()) {
      for (const error of this.open.get(key) ?? []) error.value.resolved = true
      this.open.delete(key)
    }
  }

  unknownType(type: string): void {
    const key = maskSecrets(type).slice(0, 80)
    this.unknown.set(key, (this.unknown.get(key) ?? 0) + 1)
  }

  warn(text: string): void {
    if (this.warnings.length < 200) this.warnings.push(text)
  }

  finish(identity: Identity, state: Omit<State, 'skills' | 'unknown'>): Session {
    const messages = this.messages.map(({ value }) => value)
    markCorrections(messages)
    for (const message of messages) if (!message.correction) delete message.corrects
    const writes = writesAfter(this.touches)
    for (const { value, order } of this.tests) value.writesSince = writes(order)
    const touches = this.touches.filter(touch => touch.fresh)
    const commits = this.commits.all.map(commit => this.made.get(commit)!)
    const lastCommit = commits.at(-1)
    return {
      format: 'midstride-session/1',
      ...identity,
      records: -1,
      bytes: -1,
      nextOffset: -1,
      messages: released(this.messages),
      todos: state.todos,
      skills: this.skills,
      subagents: state.subagents,
      files: composeFiles(touches),
      planDocs: composePlans(touches),
      commands: released(this.commands),
      tests: released(this.tests),
      errors: released(this.errors),
      decisions: released(this.decisions),
      git: {
        commits: released(commits),
        pushed: this.lastPush !== null && (!lastCommit || this.lastPush.n > lastCommit.order.n),
        prs: released(this.prs),
      },
      compactions: released(this.compactions),
      lastAssistant: state.lastAssistant,
      unknown: Object.fromEntries(this.unknown),
      warnings: this.warnings,
    }
  }
}

/** Enough of the assistant's last words to find the sentence that was corrected. */
const MAX_CORRECTED = 2000

/** Leaves out what an incremental read already reported. */
const released = <T>(held: readonly Held<T>[]): T[] => held.filter(one => one.fresh).map(one => one.value)

function failureText(exitCode: number | null, output: string): string {
  const body = output.trim()
  const head = exitCode === null ? '' : `Exit code ${exitCode}`
  return head && !body.startsWith('Exit code') ? (body ? `${head}\n${body}` : head) : body
}

/** A failed command counts as resolved when the same line, or for tests, builds and linters one of that kind, goes through later. */
function commandKeys(command: string): string[] {
  const line = readCommandLine(command)
  const keys = [`$ ${command.slice(0, 500)}`]
  if (line.kind === 'git')
    keys.push(
      `git ${line.steps
        .filter(step => step.kind === 'git')
        .map(step => step.words[1])
        .join(' ')}`,
    )
  else if (line.kind !== 'other') keys.push(`kind ${line.kind}`)
  return keys
}
