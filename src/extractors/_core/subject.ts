import { asText, type Json } from './json.ts'

const SUBJECTS = [
  'command',
  'cmd',
  'file_path',
  'filePath',
  'notebook_path',
  'path',
  'url',
  'query',
  'pattern',
  'skill',
  'description',
  'subject',
]

/** `Bash: git push -u origin main`: a call by its tool and what it is about, on one line; the tool alone where nothing tells. */
export function subjectOf(tool: string, input: Json): string {
  const subject = SUBJECTS.map(key => asText(input[key])).find(text => text.trim() !== '')
  return subject ? `${tool}: ${subject.slice(0, 600).replace(/\s+/g, ' ').trim()}` : tool
}
