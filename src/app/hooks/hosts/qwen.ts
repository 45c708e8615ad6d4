import target from '../../../targets/qwen.ts'
import { defineHost } from '../host.ts'
import claudeCode from './claude-code.ts'

/** Claude's names and answers by a third party's adapter for 0.25.0, not driven here. */
export default defineHost({ ...claudeCode, id: 'qwen', events: target.hooks!.events })
