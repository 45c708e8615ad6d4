import path from 'node:path'
import type { Dialect } from '../director.ts'
import type { Todo } from '../scenario.ts'
import { anthropic } from '../wires/anthropic.ts'
import type { Call, Heard } from '../wires/wire.ts'

const call = (name: string, input: object): Call[][] => [[{ name, input }]]

/** The client says in which file it wants the plan. */
const planFile = ({ said }: Heard): string => /\/[^\s"'`]*\.claude\/plans\/[\w-]+\.md/.exec(said)?.[0] ?? ''

export const claudeDialect = (project: string, todoTool: 'TodoWrite' | 'tasks'): Dialect => {
  const at = (file: string) => path.join(project, file)
  return {
    wire: anthropic,
    side(request, summary) {
      if (/detailed summary/i.test(request.lastUser) && /<summary>/.test(request.lastUser))
        return { text: `<summary>\n${summary}\n</summary>` }
      return request.tools.length === 0 ? { text: 'Rate limiter' } : null
    },
    speak(act, before) {
      switch (act.do) {
        case 'skill':
          return call('Skill', { skill: act.name, args: act.args })
        case 'read':
          return call('Read', { file_path: at(act.path) })
        case 'write':
          return call('Write', { file_path: at(act.path), content: act.content })
        case 'edit':
          return call('Edit', { file_path: at(act.path), old_string: act.old, new_string: act.new })
        case 'shell':
          return call('Bash', { command: act.command, description: act.why })
        case 'refused':
          return call('Bash', { command: act.command, description: act.why })
        case 'plan':
          return [
            ...call('EnterPlanMode', {}),
            [{ name: 'Write', input: (heard: Heard) => ({ file_path: planFile(heard), content: act.text }) }],
            ...call('ExitPlanMode', {}),
          ]
        case 'todos':
          return todoTool === 'TodoWrite' ? call('TodoWrite', { todos: act.list }) : taskCalls(before, act.list)
        case 'agent':
          return call('Agent', {
            description: act.title,
            prompt: act.prompt,
            subagent_type: 'general-purpose',
            run_in_background: act.answer === null,
          })
        case 'ask':
          return call('AskUserQuestion', {
            questions: [
              {
                question: act.question,
                header: act.header,
                multiSelect: false,
                options: act.options.map(([label, description]) => ({ label, description })),
              },
            ],
          })
        default:
          return []
      }
    },
  }
}

/** Tasks are made and changed one by one; the client numbers them from 1. */
function taskCalls(before: Todo[], after: Todo[]): Call[][] {
  const made = after.slice(before.length).map(({ content, activeForm }) => ({
    name: 'TaskCreate',
    input: { subject: content, description: content, activeForm },
  }))
  const changed = after.flatMap(({ status }, i) =>
    status === (before[i]?.status ?? 'pending')
      ? []
      : [{ name: 'TaskUpdate', input: { taskId: String(i + 1), status } }],
  )
  return [made, changed].filter(calls => calls.length > 0)
}
