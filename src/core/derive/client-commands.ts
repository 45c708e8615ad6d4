/** Commands that steer the client and ask nothing of the agent. */
const CLIENT =
  /^\/(?:exit|quit|clear|compact|resume|continue|model|models|status|cost|context|usage|stats|login|logout|help|config|settings|mcp|ide|memory|permissions|hooks|agents|doctor|fast|effort|rename|theme|themes|vim|export|share|undo|redo|new|sessions|todos|tasks|bashes|rewind|plugin|plugins|skills|terminal-setup|release-notes)\s*$/i

/** Whether a message is no more than such a command. */
export const isClientCommand = (text: string): boolean => CLIENT.test(text.trim())
