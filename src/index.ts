export type { Session, State } from './core/types.ts'
