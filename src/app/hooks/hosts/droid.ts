import target from '../../../targets/droid.ts'
import { defineHost } from '../host.ts'
import claudeCode from './claude-code.ts'

/** Claude's names and answers by a third party's adapter of 2026-10, not driven here. */
export default defineHost({ ...claudeCode, id: 'droid', events: target.hooks!.events })
