import { defineHost } from '../host.ts'
import claudeCode from './claude-code.ts'

/** Claude's names by the vendor's documentation, not driven here. No PreCompact; the working folder is in the environment. */
const { 'pre-compact': _, ...events } = claudeCode.events

export default defineHost({ ...claudeCode, id: 'devin', events })
