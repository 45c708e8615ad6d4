import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Session } from '../../src/core/types.ts'
import { fillSlots } from './answers.ts'
import type { Scratch } from './scratch.ts'
import { first, json, many, type Step } from './step.ts'

const HANDOFF = 'HANDOFF.md'
const PLAN = 'docs/plans/2026-11-18-rate-limiter-impl.md'

const transcriptOf = (scratch: Scratch): string => path.relative(scratch.project, scratch.transcript)
const handoff = (scratch: Scratch): string => path.join(scratch.project, HANDOFF)

interface LintReport {
  findings: { ruleId: string; severity: string; message: string; line: number }[]
}

const worst = (report: LintReport): string[] =>
  report.findings.slice(0, 2).map(finding => `line ${finding.line}: ${finding.message}`)

/** The way of a session that broke off, in the order in which a person would go it. */
export const STEPS: Step[] = [
  {
    title: 'Read what really happened',
    command: scratch => ['extract', transcriptOf(scratch), '--json'],
    exit: [0],
    tells(result) {
      const session = json<Session>(result)
      const last = session.tests.at(-1)
      const running = session.subagents.filter(agent => agent.status === 'running')
      return [
        `${many(session.records, 'record')}; the user spoke ${session.messages.length} times, and corrected the agent once: “${session.messages.find(message => message.correction)?.text.slice(0, 60)}…”`,
        `todos: ${session.todos.map(todo => `${todo.content} (${todo.status})`).join(' · ')}`,
        `last test run: ${last?.passed} passed, ${last?.failed} failed; ${many(last?.writesSince ?? 0, 'file')} written since`,
        `still at work when the session broke off: ${running.map(agent => `${agent.description} (${agent.id})`).join(', ')}`,
      ]
    },
  },
  {
    title: 'Draft the handoff: every fact filled in, a question where only judgement can answer',
    command: () => ['draft', '-o', HANDOFF],
    exit: [0],
    tells(_, scratch) {
      const text = readFileSync(handoff(scratch), 'utf8')
      return [
        `found the newest session of this project by itself`,
        `${many(text.split('\n').length, 'line')}, ${many(text.match(/^### 1\.\d+ /gm)?.length ?? 0, 'context section')}, ${many(text.match(/<!-- judge: /g)?.length ?? 0, 'open question')} for the agent`,
      ]
    },
    files: [`exporter/${HANDOFF}`],
  },
  {
    title: 'Lint it: a draft is not a handoff yet',
    command: () => ['lint', HANDOFF, '--format', 'json'],
    exit: [1],
    tells(result) {
      const [report] = json<LintReport[]>(result)
      return [many(report!.findings.length, 'finding'), ...worst(report!)]
    },
  },
  {
    title: 'Answer the questions, lint again',
    before(scratch) {
      const { text, filled } = fillSlots(readFileSync(handoff(scratch), 'utf8'))
      writeFileSync(handoff(scratch), text)
      return `the agent answers ${many(filled, 'question')} (the tour answers for it, and claims a little too much)`
    },
    command: () => ['lint', HANDOFF],
    exit: [0],
    tells: result => first(result.stdout || result.stderr, 3),
  },
  {
    title: 'Save it: what the next session will start from',
    command: () => ['save', HANDOFF, '--json'],
    exit: [0],
    tells(result) {
      const saved = json<{ revision: number; session: string }>(result)
      return [`revision ${saved.revision}, session ${saved.session}`]
    },
    files: ['midstride.db'],
  },
  {
    title: 'Meanwhile the project moves on: what has changed since the save?',
    before: moveOn,
    command: () => ['load', '--json'],
    exit: [0, 1],
    tells(result) {
      const loaded = json<{ revision: number; drift: { kind: string; detail: string }[] }>(result)
      return [
        `revision ${loaded.revision}, ${many(loaded.drift.length, 'change')} since`,
        ...loaded.drift.slice(0, 4).map(({ kind, detail }) => `${kind}: ${detail}`),
      ]
    },
  },
  {
    title: 'Resume: the block that a hook puts into the next session, and /pull shows',
    command: () => ['resume'],
    exit: [0],
    tells(result) {
      const block = result.stdout.trimEnd()
      return [
        `${block.length} characters of 10000; ${many(block.match(/^###? /gm)?.length ?? 0, 'heading')}`,
        ...block.split('\n').filter(line => /^\*\*(Skill|Task|Delegated):/.test(line)),
      ]
    },
  },
  {
    title: 'Verify: what the handoff claims against what the transcript, git and the files show',
    command: scratch => ['verify', HANDOFF, '--transcript', transcriptOf(scratch), '--json'],
    exit: [1],
    tells(result) {
      const { summary, claims } = json<VerifyReport>(result)
      const of = (verdict: string) => claims.filter(claim => claim.verdict === verdict)
      return [
        Object.entries(summary)
          .map(([verdict, n]) => `${n} ${verdict}`)
          .join(' · '),
        ...[...of('contradicted').slice(0, 2), ...of('stale').slice(0, 2)].map(
          ({ verdict, line, text, evidence }) => `line ${line}, ${verdict}: “${text}” — ${evidence.at(-1)?.detail}`,
        ),
      ]
    },
  },
  {
    title: 'Check: the prompts that all this serves hold together',
    command: () => ['check', '--format', 'json'],
    exit: [0],
    tells(result) {
      const files = json<{ kind: string; findings: unknown[] }[]>(result)
      return [
        `${many(files.length, 'prompt file')} and page, ${many(files.flatMap(file => file.findings).length, 'finding')}`,
      ]
    },
  },
]

interface VerifyReport {
  claims: { text: string; line: number; verdict: string; evidence: { detail: string }[] }[]
  summary: Record<string, number>
}

/** A colleague commits, and the plan gets another step. */
function moveOn({ project, git }: Scratch): string {
  const server = path.join(project, 'src/server.js')
  writeFileSync(server, readFileSync(server, 'utf8').replace('8080', 'process.env.PORT ?? 8080'))
  git('commit', '-qm', 'Let the environment choose the port', '--author', 'Ada <ada@example.invalid>', 'src/server.js')
  appendFileSync(path.join(project, PLAN), '- The limit is the same for every account.\n')
  return 'a colleague commits a change of src/server.js, and writes another constraint into the plan'
}
