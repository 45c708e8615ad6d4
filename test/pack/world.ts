import type { World } from '../../src/pack/check.ts'

/** A small world for examples: a few tools, verbs and agents in the shape the edge gathers. */
export const world: World = {
  tools: new Map([
    ['update_task', { args: ['id', 'body', 'status', 'depends_on'], required: ['id'] }],
    ['claim_task', { args: ['id', 'session_id'], required: ['id'] }],
    ['create_task', { args: ['title', 'type', 'project', 'priority', 'body', 'parent'], required: ['title'] }],
    ['store_memory', { args: ['content', 'tags', 'metadata'], required: ['content'] }],
  ]),
  verbs: new Map([
    [
      'lint',
      new Map([
        ['fix', { type: 'boolean' as const }],
        ['format', { type: 'string' as const, choices: ['text', 'json'] }],
      ]),
    ],
    ['draft', new Map([['mode', { type: 'string' as const, choices: ['manual', 'auto', 'checkpoint'] }]])],
  ]),
  rules: new Map([['skill-call-in-0-1', []]]),
  agents: [
    {
      id: 'claude-code',
      title: 'Claude Code',
      keys: ['description', 'allowed-tools', 'disable-model-invocation'],
      strict: false,
    },
  ],
}
