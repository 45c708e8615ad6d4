import path from 'node:path'
import type { Dialect } from '../director.ts'
import { gemini, instance, schemaOf } from '../wires/gemini.ts'
import type { Call } from '../wires/wire.ts'

const call = (name: string, input: object): Call[][] => [[{ name, input }]]

export const geminiDialect = (project: string): Dialect => {
  const at = (file: string) => path.join(project, file)
  return {
    wire: gemini,
    blocking: true,
    report: answer => ({ calls: [{ name: 'complete_task', input: { result: { response: answer } } }] }),
    side(request, summary) {
      const schema = schemaOf(request.body)
      if (schema) return { text: JSON.stringify(instance(schema)) }
      if (/state_snapshot/.test(request.system + request.lastUser))
        return { text: `<state_snapshot>\n${summary}\n</state_snapshot>` }
      return request.tools.length === 0 ? { text: 'Rate limiter for exports' } : null
    },
    speak(act) {
      switch (act.do) {
        case 'skill':
          return call('activate_skill', { name: act.name })
        case 'read':
          return call('read_file', { file_path: at(act.path) })
        case 'write':
          return call('write_file', { file_path: at(act.path), content: act.content })
        case 'edit':
          return call('replace', {
            file_path: at(act.path),
            instruction: `Replace "${act.old}"`,
            old_string: act.old,
            new_string: act.new,
          })
        case 'shell':
          return call('run_shell_command', { command: act.command, description: act.why })
        case 'todos':
          return call('write_todos', {
            todos: act.list.map(({ content, status }) => ({ description: content, status })),
          })
        case 'agent':
          return call('invoke_agent', { agent_name: 'generalist', prompt: act.prompt })
        case 'ask':
          return call('ask_user', {
            questions: [
              {
                question: act.question,
                header: act.header,
                type: 'choice',
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
