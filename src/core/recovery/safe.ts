import { maskSecrets } from '../secrets.ts'
import { normalisePath } from '../state/paths.ts'
import { cleanText, oneLine } from '../text.ts'
import type { SkillFrame } from '../types.ts'

/** Words that open a turn in chat transcripts, at the start of a line. */
const ROLE = /^([\s>*#-]*)(human|user|assistant|system|developer|tool)(\s*):/gim
/** The start of a tag or of a chat template's token; `a < b` and `<-` stay. */
const TAG = /<(?=[/!?|<]?[\p{L}|!?/<])/gu
/** Template tokens in square brackets: [INST], [/INST]. */
const BRACKET = /\[(?=\/?(?:INST|SYS|SYSTEM|USER|ASSISTANT)\])/gi
const FENCE = /`{3,}|~{3,}/g

/**
 * A value as one line of text that cannot end the block, open a fence, a tag or a turn: cleaned, masked, tags as entities. What
 * it says stays readable; nothing is judged by its words.
 */
export function safeText(text: string): string {
  const visible = maskSecrets(cleanText(text).text).replace(ROLE, '$1$2$3\\:')
  return oneLine(visible).replace(TAG, '&lt;').replace(BRACKET, '\\[').replace(FENCE, "'''")
}

/** A value as a JSON string that reads back exactly and holds neither a tag nor a fence. */
export function safeJson(text: string): string {
  return JSON.stringify(maskSecrets(cleanText(text).text))
    .replace(/</g, '\\u003c')
    .replace(/`/g, '\\u0060')
    .replace(/~(?=~)/g, '\\u007e')
    .replace(/[\u2028\u2029]/g, char => (char === '\u2028' ? '\\u2028' : '\\u2029'))
}

const SKILL_NAME = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/
const CALL = /^\s*Skill\(\s*(["'])([^"'\n]{1,100})\1\s*(?:,\s*(["'])([\s\S]*)\3\s*)?\)\s*;?\s*$/
const SLASH = /^\s*\/([A-Za-z0-9][^\s]{0,99})(?:[ \t]+([^\n]*))?$/
const MAX_ARGUMENTS = 1000

/** The call that takes a skill up again, built anew from its checked parts; null when not even the name is one. */
export function skillCall(frame: Pick<SkillFrame, 'name' | 'resume_command'>): string | null {
  const { name, args } = callParts(frame.resume_command) ?? { name: frame.name, args: null }
  const called = SKILL_NAME.test(name) ? name : frame.name
  if (!SKILL_NAME.test(called)) return null
  return args && args.length <= MAX_ARGUMENTS ? `Skill("${called}", ${safeJson(oneLine(args))})` : `Skill("${called}")`
}

function callParts(command: string | null): { name: string; args: string | null } | null {
  if (command === null || command.length > 4 * MAX_ARGUMENTS) return null
  const call = CALL.exec(command)
  if (call) return { name: call[2]!, args: call[4] === undefined ? null : unquote(call[4], call[3]!) }
  const slash = SLASH.exec(command)
  return slash ? { name: slash[1]!, args: slash[2] ?? null } : null
}

const unquote = (text: string, quote: string) => text.replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\')

/** Where credentials are kept; no plan lies there, and nothing saved may send a session to read one. */
const CREDENTIALS =
  /[\\/](?:\.(?:ssh|gnupg|aws|azure|kube|docker|netrc|npmrc|pypirc|pgpass|git-credentials|env(?:\.[^\\/]*)?)|gcloud|id_(?:rsa|dsa|ecdsa|ed25519)[^\\/]*)(?:[\\/]|$)/i

/** `Read("/absolute/path")`, or null for a path that is not absolute or leads to credentials. */
export function readCall(path: string): string | null {
  const normal = normalisePath(cleanText(path).text)
  const absolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(normal) && !normal.includes('\n')
  return absolute && !CREDENTIALS.test(normal) ? `Read(${safeJson(normal)})` : null
}
