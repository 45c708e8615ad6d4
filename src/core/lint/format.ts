/** Tables the format prescribes: their columns, and the words a column may hold. Every other table is the writer's own. */
export interface TableFormat {
  section: string
  /** What it lists, for messages. */
  thing: string
  columns: readonly string[]
  /** Column → words; compared without case, `/` and `,` separate several. */
  values?: Readonly<Record<string, readonly string[]>>
}

const YES_NO = ['Yes', 'No']

export const tableFormats: readonly TableFormat[] = [
  { section: '1.1.1', thing: 'skills', columns: ['Skill', 'Parent', 'Phase/Step', 'Resume Command'] },
  {
    section: '1.1',
    thing: 'subagents',
    columns: ['Agent ID', 'Persona', 'Task', 'Status', 'Output'],
    values: { Status: ['pending', 'running', 'completed', 'blocked', 'failed'] },
  },
  { section: '1.6', thing: 'errors', columns: ['Error', 'Fix', 'User Feedback'] },
  {
    section: '1.9',
    thing: 'design documents',
    columns: ['Path', 'Purpose', 'Status', 'Re-Read Priority'],
    values: { Status: ['APPROVED', 'DRAFT', 'IN_PROGRESS'], 'Re-Read Priority': ['HIGH', 'MEDIUM', 'LOW'] },
  },
  {
    section: '1.9',
    thing: 'implementation plans',
    columns: ['Path', 'From', 'Phase/Task', 'Tracking?'],
    values: { 'Tracking?': YES_NO },
  },
  { section: '1.10', thing: 'documents to re-read', columns: ['Priority', 'Path', 'Why', 'Focus Section'] },
  {
    section: '1.12',
    thing: 'artifacts',
    columns: ['Path', 'Expected', 'Actual', 'Status'],
    values: { Status: ['Match', 'Partial', 'Missing'] },
  },
  { section: '1.13', thing: 'checks', columns: ['Task', 'Command', 'Expected', 'Actual'] },
  {
    section: '1.15',
    thing: 'binding decisions',
    columns: ['Decision', 'Rationale', 'Confirmed', 'Binding'],
    values: { Confirmed: YES_NO, Binding: ['ABSOLUTE', 'SESSION'] },
  },
  {
    section: '1.16',
    thing: 'sources',
    columns: ['Source', 'Authority', 'Use For'],
    values: { Authority: ['HIGHEST', 'HIGH', 'MEDIUM', 'LOW'] },
  },
  {
    section: '1.18',
    thing: 'gates',
    columns: ['Gate', 'Status', 'Evidence', 'Skip?'],
    values: { Status: ['PASSED', 'FAILED', 'PENDING', 'RECHECK'], 'Skip?': YES_NO },
  },
  { section: '1.22', thing: 'checkpoints', columns: ['Checkpoint', 'Git Ref', 'Scope', 'Recovery'] },
  { section: '1.24', thing: 'failure modes', columns: ['Mode', 'Prevention'] },
  {
    section: '1.25',
    thing: 'messages',
    columns: ['#', 'Type', 'Message Summary'],
    values: { Type: ['request', 'clarification', 'correction', 'feedback', 'approval'] },
  },
  { section: '1.25', thing: 'corrections', columns: ['Original Behavior', 'Correction', 'Lesson'] },
  { section: '1.25', thing: 'errors', columns: ['Error', 'Resolution', 'User Involved?'] },
]

/** Words a column of a section may hold; undefined where any will do. */
export const columnWords = (section: string, column: string): readonly string[] | undefined =>
  tableFormats.find(format => format.section === section && format.values?.[column])?.values?.[column]

/** Bold labels a section must carry, in the words of the format. */
export const labelFormats: Readonly<Record<string, readonly string[]>> = {
  '1.1': ['Persona', 'Responsibilities', 'Skills/Commands', 'Current Task', 'Exact Position'],
  '1.2': ['Ultimate Goal', 'Current Phase', 'Your Active Task', "Subagents' Tasks"],
  '1.5': ['Main Agent', 'Subagents'],
  '1.6': ['Behavioral Corrections', 'Mistakes NOT to Repeat'],
  '1.8': ['Main Agent Todos', 'Subagent Pending', 'Implicit Todos'],
  '1.12': ['Verification Commands Run', 'Discrepancies'],
}

/** The five workflow patterns: what the checkbox says, and what the YAML says. */
export const patterns: readonly { label: string; value: string }[] = [
  { label: 'Single-threaded', value: 'single-threaded' },
  { label: 'Sequential delegation', value: 'sequential-delegation' },
  { label: 'Parallel swarm', value: 'parallel-swarm' },
  { label: 'Hierarchical', value: 'hierarchical' },
  { label: 'Iterative review', value: 'iterative-review' },
]
