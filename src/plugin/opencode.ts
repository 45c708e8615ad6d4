import { noteCaller } from '../app/caller.ts'
import { afterDump, asksToPull, closedNote, isMutating, isPull, refusal } from '../app/hooks/closing.ts'
import { stopMode, word } from '../app/hooks/reminder.ts'
import { takesUp, wordOffer } from '../app/offer.ts'
import { noteTakenUp } from '../app/taken.ts'
import { isHalted } from '../core/halt.ts'
import { renderRecovery } from '../core/recovery/block.ts'
import { isWanted, orchestratorBlock } from './constraints.ts'
import { readConversation, typedText } from './conversation.ts'
import { guarded, Refusal } from './guard.ts'
import { Keeper } from './keeper.ts'
import type { Hooks, Part, Plugin, ToolOutput } from './types.ts'

const CARRY =
  'Carry the decisions, corrections, constraints and open todos of the following record into the summary word by word.'

/** Saves sessions around compaction and at their end, offers what an earlier one left, keeps an orchestrator's constraints in sight. */
const midstride: Plugin = async ({ client, directory }) => {
  const env = process.env
  const keeper = new Keeper(client, directory, env)
  const hooks: Hooks = {
    async 'experimental.session.compacting'({ sessionID }, output) {
      await keeper.save(sessionID)
      const loaded = await keeper.load(sessionID)
      if (loaded) output.context.push(`${CARRY}\n\n${renderRecovery(loaded).text}`)
    },

    async 'experimental.chat.system.transform'({ sessionID }, output) {
      if (!sessionID || !isWanted(output.system)) return
      const notes = keeper.notes(sessionID)
      if (notes.constraints === undefined) {
        const loaded = await keeper.load(sessionID)
        notes.constraints = loaded && orchestratorBlock(loaded.state)
      }
      if (notes.constraints) output.system.push(notes.constraints)
    },

    async 'chat.message'({ sessionID }, output) {
      const notes = keeper.notes(sessionID)
      notes.warned = false
      notes.changed = true
      if (!notes.greeted) {
        notes.greeted = true
        await greet(keeper, sessionID, output.parts)
      }
      if (asksToPull(typedText(output.parts))) notes.closed = false
    },

    async 'command.execute.before'({ command, sessionID }) {
      if (asksToPull(`/${command}`)) Object.assign(keeper.notes(sessionID), { closed: false, greeted: true })
    },

    async 'experimental.text.complete'({ sessionID }, { text }) {
      if (isHalted(text)) keeper.notes(sessionID).closed = true
    },

    async 'tool.execute.before'({ tool, sessionID }, { args }) {
      const notes = keeper.notes(sessionID)
      const call = { name: tool, input: args }
      noteCaller(env, directory, sessionID, tool)
      if (isPull(call)) notes.closed = false
      else if (notes.closed && isMutating(call) && afterDump(env) === 'deny') throw new Refusal(refusal())
    },

    async 'tool.execute.after'({ tool, sessionID, args }, output) {
      const notes = keeper.notes(sessionID)
      if (!isMutating({ name: tool, input: args })) return
      notes.changed = true
      notes.worked = true
      if (notes.closed && !notes.warned && afterDump(env) === 'warn') {
        notes.warned = true
        append(output, closedNote('Note: this session'))
      }
    },

    async event({ event }) {
      const session = event.properties?.sessionID
      if (typeof session !== 'string') return
      const notes = keeper.notes(session)
      if (event.type === 'todo.updated') notes.changed = true
      else if (event.type === 'session.compacted') Object.assign(notes, { constraints: undefined, changed: true })
      else if (event.type === 'session.deleted') keeper.forget(session)
      else if (event.type === 'session.idle' && notes.changed) {
        await keeper.save(session)
        await remind(keeper, session)
      }
    },

    dispose: () => keeper.finish(),
  }
  for (const name of Object.keys(hooks) as (keyof Hooks)[])
    Object.assign(hooks, { [name]: guarded(env, name, hooks[name] as (...args: unknown[]) => Promise<void>) })
  return hooks
}

export default midstride

/**
 * The first message of a new session: "continue" gets the whole block, anything else a line about what there is. In one that was there
 * before, its last words say whether it was closed.
 */
async function greet(keeper: Keeper, session: string, parts: Part[]): Promise<void> {
  const conversation = await readConversation(keeper.client, session)
  if (!conversation || conversation.info.parentID) return
  const answered = conversation.messages.findLast(message => message.info.role === 'assistant')
  if (answered) {
    keeper.notes(session).closed = answered.parts.some(part => part.type === 'text' && isHalted(part.text ?? ''))
    return
  }
  const loaded = await keeper.loadOther(session)
  const model = parts.find(part => part.type === 'text' && !part.synthetic)
  if (!loaded || !model) return
  const taken = takesUp(typedText(parts))
  if (taken) {
    keeper.notes(session).constraints = orchestratorBlock(loaded.state)
    noteTakenUp(keeper.env, session, loaded)
  }
  const text = taken ? renderRecovery(loaded).text : wordOffer(loaded).context
  parts.push({ ...model, id: `prt_midstride${Date.now().toString(36)}`, type: 'text', text, synthetic: true })
}

/** OpenCode cannot be kept from stopping: `block` only reminds here. */
async function remind(keeper: Keeper, session: string): Promise<void> {
  const notes = keeper.notes(session)
  if (!notes.worked || notes.reminded || notes.closed || stopMode(keeper.env) === 'off') return
  const missing = await keeper.missing(session)
  if (missing.length === 0) return
  notes.reminded = true
  const { message } = word('remind', missing)
  if (message) await keeper.client.tui?.showToast({ body: { message, variant: 'info' } })
}

function append(output: ToolOutput, text: string): void {
  if (typeof output.output === 'string') output.output += `\n\n${text}`
  else if (Array.isArray(output.content)) output.content.push({ type: 'text', text })
}
