import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newPlace, type Place } from '../support/processes.ts'
import { OWN, PRESET } from '../support/secrets.ts'
import { claudeTranscript, prompt, put, said, used } from '../support/transcript.ts'
import { runVerb } from '../support/verbs.ts'

interface Planted {
  text: string
  secret: string
}

/** One made-up credential of each kind, none with a line break: those are planted by the tests of masking. */
const planted: Planted[] = Object.values({ ...PRESET, ...OWN })
  .map(kind => fc.sample(kind, 1)[0]!)
  .filter(({ text }) => !text.includes('\n'))

const batches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

const time = '2026-11-20T10:00:00.000Z'
const jsonl = (records: unknown[]): string => records.map(record => `${JSON.stringify(record)}\n`).join('')

/** The same session in each agent's own format: a credential in every place that a fact is read from. */
const TRANSCRIPTS: Record<string, (cwd: string, secret: string) => string> = {
  'claude-code': (cwd, secret) =>
    claudeTranscript(cwd, [
      prompt(`Set it up with ${secret}`),
      said(`I will write ${secret} down.`),
      prompt(`no, keep ${secret} out of it`),
      prompt(
        `<command-message>deploy</command-message>\n<command-name>/deploy</command-name>\n<command-args>${secret}</command-args>`,
      ),
      { ...prompt(`<bash-input>echo ${secret}</bash-input>`), gitBranch: `feat/${secret}` },
      ...used(
        'Bash',
        { command: `echo ${secret} > ${cwd}/a.txt` },
        { stdout: secret, stderr: '', interrupted: false },
        secret,
      ),
      ...used(
        'Bash',
        { command: `npm test -- ${secret}` },
        { stdout: `✖ ${secret}\nℹ pass 0\nℹ fail 1\nℹ cancelled 0\n✖ failing tests:\n✖ ${secret} (1ms)`, stderr: '' },
      ),
      ...used('Bash', { command: 'git commit -m x' }, { stdout: `[main 1a2b3c4] ${secret}`, stderr: '' }),
      ...used('Write', { file_path: `${cwd}/${secret}.txt`, content: secret }),
      ...used('Write', { file_path: `${cwd}/docs/plans/${secret}-plan.md`, content: `# ${secret}` }),
      ...used('TodoWrite', {
        todos: [{ content: `Use ${secret}`, status: 'in_progress', activeForm: `Using ${secret}` }],
      }),
      ...used('Skill', { skill: 'deploy', args: secret }),
      ...used(
        'Task',
        { description: `Try ${secret}`, prompt: `Try ${secret}`, subagent_type: 'general' },
        { status: 'completed', agentId: 'a1', content: [{ type: 'text', text: secret }] },
      ),
      ...used(
        'AskUserQuestion',
        { questions: [{ question: `Use ${secret}?` }] },
        { answers: { [`Use ${secret}?`]: `Yes, ${secret}` } },
      ),
      ...used(
        'ExitPlanMode',
        { plan: `# Use ${secret}` },
        { plan: `# Use ${secret}`, filePath: `${cwd}/.claude/plans/p.md` },
      ),
      { type: 'summary', summary: secret, leafUuid: 'x' },
      { type: 'custom-title', customTitle: secret },
      { type: secret.slice(0, 70) },
      said(`The last words hold ${secret}.`),
    ]),
  codex: (cwd, secret) => {
    const line = (type: string, payload: object) => ({ timestamp: time, type, payload })
    const call = (id: string, name: string, input: object, output: string) => [
      line('response_item', { type: 'function_call', name, call_id: id, arguments: JSON.stringify(input) }),
      line('response_item', { type: 'function_call_output', call_id: id, output }),
    ]
    return jsonl([
      line('session_meta', { id: 's', cwd, cli_version: '0.169.0', git: { branch: `feat/${secret}` } }),
      line('event_msg', { type: 'task_started' }),
      line('event_msg', { type: 'user_message', message: `Set up ${secret}` }),
      line('event_msg', { type: 'agent_message', message: `I use ${secret}.` }),
      line('event_msg', { type: 'user_message', message: `no, without ${secret}` }),
      ...call('a', 'exec_command', { cmd: `echo ${secret} > a.txt` }, `Process exited with code 1\nOutput:\n${secret}`),
      ...call('b', 'update_plan', { plan: [{ step: `Use ${secret}`, status: 'in_progress' }] }, 'ok'),
      ...call(
        'c',
        'spawn_agent',
        { message: secret, agent_type: 'x' },
        '{"agent_id":"019d0000-0000-7000-8000-000000000001"}',
      ),
      line('response_item', {
        type: 'custom_tool_call',
        name: 'apply_patch',
        call_id: 'd',
        input: `*** Begin Patch\n*** Add File: ${cwd}/${secret}.txt\n+${secret}\n*** End Patch`,
      }),
      line('response_item', { type: 'custom_tool_call_output', call_id: 'd', output: 'Exit code: 0\nOutput:\n' }),
      line('event_msg', { type: 'agent_message', message: `Done with ${secret}.` }),
    ])
  },
  opencode: (cwd, secret) => {
    const at = { created: 1795183611000, completed: 1795183612000 }
    const tool = (name: string, state: object) => ({ type: 'tool', id: `p${name}`, tool: name, state })
    return JSON.stringify({
      info: {
        id: 'ses_abc',
        slug: secret,
        title: secret,
        directory: cwd,
        version: '1.18.33',
        time: { created: 1795183610000, updated: 1795183613000 },
      },
      messages: [
        {
          info: { role: 'user', id: 'u', time: { created: 1795183610500 } },
          parts: [{ type: 'text', text: `Set up ${secret}` }],
        },
        {
          info: { role: 'assistant', id: 'a', time: at, path: { cwd } },
          parts: [
            { type: 'text', text: `I use ${secret}.` },
            tool('bash', {
              status: 'completed',
              input: { command: `echo ${secret}` },
              output: secret,
              metadata: { exit: 1 },
            }),
            tool('write', { status: 'completed', input: { filePath: `${cwd}/${secret}.txt`, content: secret } }),
            tool('todowrite', { status: 'completed', input: { todos: [{ content: secret, status: 'in_progress' }] } }),
            tool('task', {
              status: 'running',
              input: { description: secret, prompt: secret },
              metadata: { sessionId: 'ses_child' },
            }),
          ],
        },
        {
          info: { role: 'user', id: 'v', time: { created: 1795183619500 } },
          parts: [{ type: 'text', text: `no, not ${secret}` }],
        },
      ],
    })
  },
  gemini: (cwd, secret) =>
    jsonl([
      { sessionId: 'abc', projectHash: 'f00', startTime: time, lastUpdated: time, kind: 'main' },
      { id: 'u', timestamp: time, type: 'user', content: [{ text: `Set up ${secret}` }] },
      {
        id: 'g',
        timestamp: time,
        type: 'gemini',
        content: `I use ${secret}.`,
        toolCalls: [
          {
            id: 'c',
            name: 'run_shell_command',
            status: 'success',
            args: { command: `echo ${secret}`, directory: cwd },
            result: [{ functionResponse: { response: { output: `Output: ${secret}\nExit Code: 1` } } }],
          },
          { id: 'd', name: 'write_file', status: 'success', args: { file_path: `${cwd}/${secret}.txt` }, result: [] },
          {
            id: 'e',
            name: 'write_todos',
            status: 'success',
            args: { todos: [{ description: secret, status: 'in_progress' }] },
          },
          { id: 'f', name: 'invoke_agent', status: 'executing', args: { agent_name: 'x', prompt: secret } },
        ],
      },
      { id: 'v', timestamp: time, type: 'user', content: [{ text: `no, not ${secret}` }] },
    ]),
}

/** Every text that the verbs give out about one transcript. */
async function outputs(place: Place, agent: string, transcript: string): Promise<[string, string][]> {
  const { project } = place
  const all: [string, string][] = []
  const keep = async (name: string, argv: string[], stdin = ''): Promise<string> => {
    const ran = await runVerb(place, argv, { stdin })
    expect(ran.code, `${agent} ${name}: ${ran.err}`).toBeLessThan(2)
    all.push([name, ran.out + ran.err])
    return ran.out
  }
  await keep('extract --json', ['extract', transcript, '--json'])
  await keep('draft md', ['draft', transcript, '--cwd', project])
  const yaml = await keep('draft yaml', ['draft', transcript, '--cwd', project, '--format', 'yaml'])
  await keep('draft json', ['draft', transcript, '--cwd', project, '--format', 'json'])
  await keep('save', ['save', '-', '--project', project], yaml)
  await keep('load', ['load', '--project', project, '--json'])
  await keep('resume', ['resume'])
  await keep('resume json', ['resume', '--format', 'json'])
  await keep('log', ['log', '--project', project, '--json'])
  await keep('plans', ['plans', '--json'])
  return all
}

describe.each(Object.entries(TRANSCRIPTS))('credentials in a transcript of %s', (agent, transcript) => {
  it('come out of no verb', async () => {
    for (const some of batches(planted, 5)) {
      const text = some.map(one => one.text).join(' ; ')
      const place = newPlace()
      place.env.MIDSTRIDE_DB = path.join(place.home, 'states.db')
      const plans = path.join(place.project, 'docs/plans')
      mkdirSync(plans, { recursive: true })
      writeFileSync(path.join(plans, 'use-impl.md'), `# Use ${text}\n\n**Status:** ${text}\n\n- [x] ${text}\n`)
      const file = put(
        path.join(place.home, `session.${agent === 'opencode' ? 'json' : 'jsonl'}`),
        transcript(place.project, text),
      )
      const told = await outputs(place, agent, file)
      for (const { text: whole, secret } of some)
        expect(
          told.filter(([, output]) => output.includes(secret)).map(([name]) => `${whole.slice(0, 12)}… in ${name}`),
        ).toEqual([])
    }
  }, 120_000)
})
