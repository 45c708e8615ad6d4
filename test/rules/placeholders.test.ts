import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/core/document.ts'
import { findPlaceholders, isAnglePlaceholder, isPlaceholder } from '../../src/core/lint/placeholders.ts'
import { parse } from '../support/lint.ts'

describe('words in brackets', () => {
  it.each([
    'task',
    'current task',
    'role/personality or null',
    'manual|auto|checkpoint',
    'PASSED/FAILED',
    'ABSOLUTE path',
    'Phase N, Task M',
    '/absolute/path/impl.md',
    'N',
    '1-N',
    "your active work, not subagents'",
  ])('that were to be filled in: %s', inner => {
    expect(isPlaceholder(inner, false)).toBe(true)
  })

  it.each([
    'x',
    ' ',
    '1',
    'WIP',
    'masked',
    'no changes',
    'truncated at 2,000 lines',
    'Image #1',
    'see 1.15',
    'README',
    'main',
  ])('that are content: %s', inner => {
    expect(isPlaceholder(inner, false)).toBe(false)
  })

  it.each(['what happened', 'added a test'])('that may be quoted where speech is quoted: %s', inner => {
    expect([isPlaceholder(inner, false), isPlaceholder(inner, true)]).toEqual([true, false])
  })
})

describe('words in angle brackets', () => {
  it.each(['task-id', 'summary of progress made', 'date', 'session id', 'brief summary of question/topic'])(
    'that were to be filled in: %s',
    inner => {
      expect(isAnglePlaceholder(inner)).toBe(true)
    },
  )

  it.each(['div', 'string', 'br/', 'details', 'https://example.org'])('that are content: %s', inner => {
    expect(isAnglePlaceholder(inner)).toBe(false)
  })
})

describe('in a document', () => {
  const found = (text: string) =>
    findPlaceholders(parseDocument(text, parse, { kind: 'handoff' })).map(({ text }) => text)

  it.each([
    ['prose', 'Now [current task] and <task-id>.', ['[current task]', '<task-id>']],
    ['escaped', 'Now \\[current task\\] and \\<task-id>.', []],
    [
      'links, images, footnotes, boxes',
      '- [ ] [the task](x.md) ![the task](x.png) [^1] [the task][r]\n\n[r]: x\n[^1]: x',
      [],
    ],
    ['elements', '<details><summary>a b</summary></details> <my-element a="b"></my-element>', []],
    ['a generic type', 'A `Map<string, task-id>` and Array<string>.', []],
    ['inline code', 'Run `/pull <task-id>`, not `cd [path] <x-y>` or `app/[id]/page.tsx`.', ['<task-id>']],
    ['code that is only a placeholder', 'At `[hash]` of `<task-id>`.', ['[hash]', '<task-id>']],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    [
      'arguments of a skill',
      '### 0.1 X\n\n```\nSkill("[skill-name]", "--resume Phase[N].Task[M] --plan [path]")\n```',
      2,
    ],
    [
      'todos',
      '### 0.3 X\n\n```\nTodoWrite([{"content": "[task]", "status": "pending", "activeForm": "doing [x]"}])\n```',
      1,
    ],
    [
      'values of the state',
      '### 1.20 X\n\n```yaml\na: "[N]"\nb: [N]\nc: [true|false]\nd: ["[action1]", "[action2]"]\ne: <task-id>\n```',
      6,
    ],
    [
      'content of the state',
      '### 1.20 X\n\n```yaml\na: "use [task] here"\nb: [main]\nc: [src, test]\nd: "see <task-id> in the log"\ne: "[1]"\n```',
      0,
    ],
    [
      'what is expected',
      '### 1.19 X\n\n```bash\ngit branch # Expected: [branch]\ntest -f [path]\n[ -f x ] && ls [a-z]*\n```',
      2,
    ],
    [
      'the header of an agent',
      '### 1.1 X\n\n```\nAGENT [ID]: tester\nOriginal Prompt: fill in [what happened] and <task-id>\n```',
      1,
    ],
    ['output that is quoted', '### 1.12 X\n\n```bash\nnpm test # Result: [ERR] <task-id> of [current task]\n```', 0],
  ])('%s', (_, text, count) => {
    expect(found(text)).toHaveLength(count)
  })
})
