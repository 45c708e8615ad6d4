import path from 'node:path'
import type { Dialect } from '../director.ts'
import { openaiChat } from '../wires/openai-chat.ts'
import type { Call } from '../wires/wire.ts'

const call = (name: string, input: object): Call[][] => [[{ name, input }]]

export const opencodeDialect = (project: string): Dialect => {
  const at = (file: string) => path.join(project, file)
  return {
    wire: openaiChat,
    blocking: true,
    side(request, summary) {
      if (request.tools.length > 0) return null
      return { text: /summar/i.test(request.system) ? summary : 'Rate limiter for exports' }
    },
    speak(act) {
      switch (act.do) {
        case 'skill':
          return call('skill', { name: act.name })
        case 'read':
          return call('read', { filePath: at(act.path) })
        case 'write':
          return call('write', { filePath: at(act.path), content: act.content })
        case 'edit':
          return call('edit', { filePath: at(act.path), oldString: act.old, newString: act.new })
        case 'shell':
          return call('bash', { command: act.command, description: act.why })
        case 'todos':
          return call('todowrite', {
            todos: act.list.map(({ content, status }) => ({ content, status, priority: 'medium' })),
          })
        case 'agent':
          return call('task', { description: act.title, prompt: act.prompt, subagent_type: 'general' })
        case 'ask':
          return call('question', {
            questions: [
              {
                question: act.question,
                header: act.header,
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
