import type { Drift } from '../drift.ts'
import type { State } from '../types.ts'
import * as entries from './entries.ts'
import type { Item } from './items.ts'

/**
 * essential: what binds the next session. core: what it needs to go on. extra: what helps, shown where room is left. Entries of the
 * first two are shortened before one of them is left out.
 */
export type Tier = 'essential' | 'core' | 'extra'

export interface Section {
  id: string
  tier: Tier
  /** Served in this order when not everything fits; 1 is first. */
  priority: number
  /** So many entries are kept whatever their length; the others are left out before something that binds is shortened. */
  enough?: number
  /** For the closing line: `3 decisions`. */
  noun: [one: string, many: string]
  items: Item[]
  /** What surrounds its entries. */
  render(entries: readonly string[]): string
}

interface Kind extends Omit<Section, 'items'> {
  items(state: State, drift: readonly Drift[]): Item[]
}

const bullets = (heading: string) => (lines: readonly string[]) =>
  `### ${heading}\n${lines.map(entry => `- ${entry}`).join('\n')}`

const step = (number: number, title: string, open = '', close = '', separator = '\n') =>
  function render(lines: readonly string[]): string {
    const body = `${open}${lines.join(separator)}${close}`.split('\n').map(text => `   ${text}`)
    return `${number}. **${title}:**\n   \`\`\`\n${body.join('\n')}\n   \`\`\``
  }

/** Everything a block may hold, in its order; headings as in section 3.3 of the protocol, where it has them. */
const KINDS: readonly Kind[] = [
  {
    id: 'skill',
    tier: 'core',
    priority: 5,
    noun: ['skill', 'skills'],
    items: entries.skills,
    render: step(1, 'Restore skill'),
  },
  {
    id: 'documents',
    tier: 'core',
    priority: 6,
    noun: ['document', 'documents'],
    items: entries.documents,
    render: step(2, 'Read documents'),
  },
  {
    id: 'todos',
    tier: 'essential',
    priority: 4,
    noun: ['open todo', 'open todos'],
    items: entries.openTodos,
    render: step(3, 'Restore todos', 'TodoWrite([', '])', ',\n'),
  },
  {
    id: 'subagents',
    tier: 'core',
    priority: 7,
    enough: 20,
    noun: ['subagent', 'subagents'],
    items: entries.agentsInFlight,
    render: bullets('Active Subagents'),
  },
  {
    id: 'waiting',
    tier: 'core',
    priority: 8,
    noun: ['event waited for', 'events waited for'],
    items: ({ workflow }) => entries.texts(workflow.waiting_for),
    render: bullets('Waiting For'),
  },
  {
    id: 'decisions',
    tier: 'essential',
    priority: 1,
    noun: ['binding decision', 'binding decisions'],
    items: entries.decisions,
    render: bullets('Decisions (DO NOT RE-LITIGATE)'),
  },
  {
    id: 'constraints',
    tier: 'essential',
    priority: 2,
    noun: ['constraint', 'constraints'],
    items: entries.constraints,
    render: bullets('Constraints'),
  },
  {
    id: 'corrections',
    tier: 'essential',
    priority: 3,
    noun: ['correction', 'corrections'],
    items: entries.corrections,
    render: bullets('Corrections (DO NOT REPEAT)'),
  },
  {
    id: 'drift',
    tier: 'core',
    priority: 9,
    enough: 15,
    noun: ['change since the save', 'changes since the save'],
    items: (_, drift) => entries.texts(drift.map(({ kind, detail }) => `${kind}: ${detail}`)),
    render: bullets('Changed Since The Save'),
  },
  {
    id: 'errors',
    tier: 'core',
    priority: 10,
    enough: 8,
    noun: ['open error', 'open errors'],
    items: entries.openErrors,
    render: bullets('Open Errors'),
  },
  {
    id: 'blockers',
    tier: 'core',
    priority: 11,
    enough: 8,
    noun: ['blocker', 'blockers'],
    items: ({ todos }) => entries.texts(todos.blockers),
    render: bullets('Blockers'),
  },
  {
    id: 'tests',
    tier: 'core',
    priority: 12,
    enough: 8,
    noun: ['test result', 'test results'],
    items: entries.testResults,
    render: bullets('Tests'),
  },
  {
    id: 'gates',
    tier: 'core',
    priority: 13,
    enough: 8,
    noun: ['quality gate', 'quality gates'],
    items: entries.openGates,
    render: bullets('Quality Gates'),
  },
  {
    id: 'positions',
    tier: 'core',
    priority: 14,
    enough: 8,
    noun: ['plan position', 'plan positions'],
    items: entries.planPositions,
    render: bullets('Position In The Plans'),
  },
  {
    id: 'last',
    tier: 'extra',
    priority: 15,
    noun: ['last answer', 'last answers'],
    items: entries.lastWords,
    render: bullets('Last Words Of The Agent'),
  },
  {
    id: 'implicit',
    tier: 'extra',
    priority: 16,
    noun: ['implicit todo', 'implicit todos'],
    items: ({ todos }) => entries.texts(todos.implicit),
    render: bullets('Implicit Todos'),
  },
  {
    id: 'technical',
    tier: 'extra',
    priority: 17,
    noun: ['technical decision', 'technical decisions'],
    items: entries.technical,
    render: bullets('Technical Decisions'),
  },
  {
    id: 'messages',
    tier: 'extra',
    priority: 18,
    noun: ['user message', 'user messages'],
    items: entries.messages,
    render: bullets('User Messages'),
  },
]

/** The sections a state fills, in the order of the block. */
export function sectionsOf(state: State, drift: readonly Drift[]): Section[] {
  return KINDS.map(kind => ({ ...kind, items: kind.items(state, drift) })).filter(({ items }) => items.length > 0)
}
