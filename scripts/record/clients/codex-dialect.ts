import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Dialect } from '../director.ts'
import { responses } from '../wires/responses.ts'
import type { Call, Heard } from '../wires/wire.ts'

const AGENTS = 'multi_agent_v1'

const shell = (project: string, cmd: string): Call => ({ name: 'exec_command', input: { cmd, workdir: project } })

const patch = (lines: string[]): string => ['*** Begin Patch', ...lines, '*** End Patch'].join('\n')

const signed = (sign: string, text: string): string[] => text.split('\n').map(line => sign + line)

/** A patch names whole lines; the file as it stands then says what they are. */
function editPatch(project: string, file: string, from: string, to: string): string {
  const text = readFileSync(path.join(project, file), 'utf8')
  const start = text.lastIndexOf('\n', text.indexOf(from)) + 1
  const end = text.indexOf('\n', text.indexOf(from) + from.length)
  const lines = text.slice(start, end)
  return patch([
    `*** Update File: ${file}`,
    '@@',
    ...signed('-', lines),
    ...signed(
      '+',
      lines.replace(from, () => to),
    ),
  ])
}

/** The id that the last `spawn_agent` answered with. */
const lastAgent = ({ said }: Heard): string => [...said.matchAll(/"agent_id":\s*"([^"]+)"/g)].at(-1)?.[1] ?? ''

export const codexDialect = (project: string): Dialect => ({
  wire: responses,
  side: (request, summary) => {
    if (/CONTEXT CHECKPOINT COMPACTION/.test(request.lastUser)) return { text: summary }
    return request.tools.length === 0 ? { text: 'Rate limiter' } : null
  },
  speak(act) {
    switch (act.do) {
      case 'read':
        return [[shell(project, `sed -n '1,200p' ${act.path}`)]]
      case 'write':
        return [
          [
            {
              name: 'apply_patch',
              input: patch([`*** Add File: ${act.path}`, ...signed('+', act.content.replace(/\n$/, ''))]),
            },
          ],
        ]
      case 'edit':
        return [[{ name: 'apply_patch', input: () => editPatch(project, act.path, act.old, act.new) }]]
      case 'shell':
        return [[shell(project, act.command)]]
      case 'todos':
        return [
          [
            {
              name: 'update_plan',
              input: { plan: act.list.map(({ content, status }) => ({ step: content, status })) },
            },
          ],
        ]
      case 'agent':
        return [
          [{ name: 'spawn_agent', namespace: AGENTS, input: { message: act.prompt } }],
          ...(act.answer === null
            ? []
            : [
                [{ name: 'wait_agent', namespace: AGENTS, input: (heard: Heard) => ({ targets: [lastAgent(heard)] }) }],
              ]),
        ]
      case 'ask':
        return [
          [
            {
              name: 'request_user_input',
              input: {
                questions: [
                  {
                    id: act.header.toLowerCase(),
                    header: act.header,
                    question: act.question,
                    options: act.options.map(([label, description]) => ({ label, description })),
                  },
                ],
              },
            },
          ],
        ]
      default:
        return []
    }
  },
})
