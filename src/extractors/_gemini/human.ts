import type { Message } from '../../core/types.ts'

/** Texts that Gemini CLI itself puts into the user's role. */
const INJECTED =
  /^(?:<session_context>|<state_snapshot>|<system-reminder>|System: Please continue\.|This is the Gemini CLI\. We are setting up the context|Got it\. Thanks for the context)/
const HOOK = /<hook_context>[\s\S]*?<\/hook_context>\s*/g
const SHELL = /^I ran the following shell command:\s*```(?:sh|bash)?\n([\s\S]*?)\n```/

/** What a person said in a record of type `user`, or null when nobody did. */
export function readHuman(text: string): { kind: Message['kind']; text: string } | null {
  const said = text.replace(HOOK, '').trim()
  if (said === '' || INJECTED.test(said)) return null
  const shell = SHELL.exec(said)
  if (shell) return { kind: 'shell', text: shell[1]!.trim() }
  return { kind: /^\/[a-z][\w:-]*(?:\s|$)/i.test(said) ? 'command' : 'prompt', text: said }
}

/** Workspace directory from the opening context record, or null. */
export function workspaceOf(text: string): string | null {
  const listed = /<session_context>[\s\S]{0,4000}?Workspace Directories:\**\s*\n\s*- (\S[^\n]{0,1000})/.exec(text)?.[1]
  return (
    (
      listed ?? /I'm currently working in the (?:following )?director(?:y|ies):\s*(\/[^\n]{1,1000})/.exec(text)?.[1]
    )?.trim() ?? null
  )
}
