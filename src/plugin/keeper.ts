import { whatIsMissing } from '../app/hooks/evidence.ts'
import { Marks } from '../app/hooks/marks.ts'
import { findOffer } from '../app/offer.ts'
import { withStore } from '../app/open-store.ts'
import { isEmptySession, saveSession } from '../app/save-session.ts'
import { withoutSession } from '../app/session-id.ts'
import { type Loaded, loadState } from '../app/state.ts'
import type { Env } from '../io/env.ts'
import { appendLog } from '../io/log.ts'
import { readConversation, toSession, typedText } from './conversation.ts'
import type { Client } from './types.ts'

const DAY = 86_400_000

/** What is remembered of one session while OpenCode runs. */
export interface Notes {
  /** Something worth saving happened since the last save. */
  changed: boolean
  /** Files were changed at all. */
  worked: boolean
  reminded: boolean
  /** The last words were a halt block. */
  closed: boolean
  warned: boolean
  /** The first message was seen. */
  greeted: boolean
  /** For the system prompt; undefined until it was looked for. */
  constraints?: string | null
  saving: Promise<void>
}

/** Reads sessions from OpenCode, keeps them in the store and finds them again. One for each OpenCode process. */
export class Keeper {
  readonly client: Client
  readonly directory: string
  readonly env: Env
  readonly #notes = new Map<string, Notes>()

  constructor(client: Client, directory: string, env: Env) {
    this.client = client
    this.directory = directory
    this.env = env
  }

  notes(session: string): Notes {
    let notes = this.#notes.get(session)
    if (!notes) {
      notes = {
        changed: false,
        worked: false,
        reminded: false,
        closed: false,
        warned: false,
        greeted: false,
        saving: Promise.resolve(),
      }
      this.#notes.set(session, notes)
    }
    return notes
  }

  forget(session: string): void {
    this.#notes.delete(session)
  }

  /** Saves after the save before it; what OpenCode did not give is not written. */
  save(session: string): Promise<void> {
    const notes = this.notes(session)
    notes.changed = false
    notes.saving = notes.saving.then(() => this.#save(session)).catch(error => this.#failed(notes, error))
    return notes.saving
  }

  async #save(id: string): Promise<void> {
    const conversation = await readConversation(this.client, id)
    // A subagent's work is in its parent's record.
    if (!conversation || conversation.info.parentID) return
    const session = toSession(conversation, this.directory)
    if (!session || isEmptySession(session)) return
    const past = !this.#notes.has(id)
    const saved = await saveSession(session, {
      directory: this.directory,
      env: this.env,
      session: id,
      transcript: null,
      past,
    })
    const mtimeMs = conversation.info.time?.updated ?? 0
    this.#marks(id).set({ saved: { size: 0, mtimeMs, revision: saved.revision } })
    appendLog(this.env, `opencode save ${id} revision ${saved.revision}${saved.unchanged ? ' (unchanged)' : ''}`)
  }

  #failed(notes: Notes, error: unknown): void {
    notes.changed = true
    appendLog(this.env, `opencode save failed: ${(error as Error)?.stack ?? error}`)
  }

  /** What is still to be done before the work of an idle session is handed over; its agents have answered by then. */
  async missing(id: string): Promise<string[]> {
    const conversation = await readConversation(this.client, id)
    const session = conversation && !conversation.info.parentID ? toSession(conversation, this.directory) : null
    if (!conversation || !session) return []
    const said = conversation.messages.filter(({ info }) => info.role === 'assistant').slice(-3)
    const words = said.map(({ parts }) => typedText(parts))
    return whatIsMissing(session, { directory: this.directory, env: this.env, session: id, words })
  }

  /** Everything that is still to be saved, before OpenCode ends. */
  async finish(): Promise<void> {
    for (const [session, notes] of this.#notes) if (notes.changed) this.save(session)
    await Promise.all([...this.#notes.values()].map(notes => notes.saving))
  }

  /** The session's own state. */
  load(session: string): Promise<Loaded | null> {
    const place = { directory: this.directory, env: withoutSession(this.env), session }
    return withStore(this.env, store => loadState(store, place))
  }

  #marks(id: string): Marks {
    return new Marks(this.env, 'transcript', `opencode ${id}`)
  }

  /** Saves the newest session of this folder that went on after its last save: OpenCode was killed in it. */
  async #saveKilled(own: string): Promise<void> {
    const sessions = (await this.client.session.list?.())?.data ?? []
    const [newest] = sessions
      .filter(({ id, parentID, directory }) => id !== own && !parentID && directory === this.directory)
      .sort((a, b) => (b.time?.updated ?? 0) - (a.time?.updated ?? 0))
    const updated = newest?.time?.updated ?? 0
    if (!newest || this.#notes.has(newest.id) || Date.now() - updated > DAY) return
    if (this.#marks(newest.id).data.saved?.mtimeMs !== updated) await this.#save(newest.id)
  }

  /** The newest state that another session left here. */
  async loadOther(session: string): Promise<Loaded | null> {
    await this.#saveKilled(session).catch(error => appendLog(this.env, `opencode save failed: ${error}`))
    return findOffer(this.directory, this.env, session)
  }
}
