interface Item {
  type?: string
  role?: string
}

interface Line {
  type: string
  payload: Item & { full?: boolean; replacement_history?: Item[] }
}

const fromDeveloper = ({ role }: Item): boolean => role === 'developer'

/** A rollout without what Codex tells the model about itself: developer messages and snapshots of its context. */
export function cleanRollout(text: string): string {
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Line)
    .filter(({ payload }) => !fromDeveloper(payload))
    .filter(({ type, payload }) => !(type === 'world_state' && payload.full))
  for (const { payload } of lines)
    if (payload.replacement_history)
      payload.replacement_history = payload.replacement_history.filter(item => !fromDeveloper(item))
  return `${lines.map(line => JSON.stringify(line)).join('\n')}\n`
}
