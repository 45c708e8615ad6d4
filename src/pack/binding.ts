import type { CallArgument } from './tools.ts'

/** Another system that tasks or memory are kept in: how a call of midstride's tool is said there. */
export interface Binding {
  id: string
  kind: 'tasks' | 'memory'
  title: string
  /** Page the names were read from. */
  docs: string
  verifiedOn: string
  /** Status words of midstride by those of the other system. */
  statuses?: Readonly<Record<string, string>>
  /** Tool of midstride → what takes its place; the first form whose arguments are all given is used. */
  tools: Readonly<Record<string, readonly Form[]>>
}

export interface Form {
  /** call: a tool with arguments · shell: a command line · prose: a sentence. */
  style: 'call' | 'shell' | 'prose'
  /** Tool name, command line with `{argument}` in it, or the sentence. */
  text: string
  /** Arguments that must be given for this form. */
  needs?: readonly string[]
  /** midstride's argument → the other name; what is missing here is dropped. For `shell` the option it follows. */
  args?: Readonly<Record<string, string>>
  /** Arguments that are there where the call gives none of that name, as source text. */
  also?: Readonly<Record<string, string>>
  /** Arguments that go into an object given as another one: `tags` into `metadata`. */
  into?: Readonly<Record<string, string>>
}

export const defineBinding = (binding: Binding): Binding => binding

/** The form a call takes, or null when the binding has none for the tool. */
export function formOf(binding: Binding, tool: string, args: readonly CallArgument[] | null): Form | null {
  const given = new Set(args?.map(({ name }) => name))
  const forms = binding.tools[tool] ?? []
  return forms.find(({ needs = [] }) => needs.every(name => given.has(name))) ?? forms[0] ?? null
}

/** Says a call in the other system's words. `args` null: the tool was only named. */
export function rebind(binding: Binding, form: Form, args: readonly CallArgument[] | null, multiline: boolean): string {
  if (form.style === 'prose') return form.text
  if (args === null) return form.style === 'call' ? form.text : form.text.replace(/\s*\{\w+\}.*$/, '')
  const values = new Map(args.map(({ name, value }) => [name, status(binding, name, value)]))
  for (const [from, to] of Object.entries(form.into ?? {})) nest(values, from, to)
  return form.style === 'call' ? callText(form, values, multiline) : shellText(form, values)
}

function callText(form: Form, values: ReadonlyMap<string, string>, multiline: boolean): string {
  const said = new Map(
    Object.entries(form.args ?? {}).flatMap(([from, to]) =>
      values.has(from) ? [[to, values.get(from)!] as const] : [],
    ),
  )
  for (const [name, value] of Object.entries(form.also ?? {})) if (!said.has(name)) said.set(name, value)
  const list = [...said].map(([name, value]) => `${name}=${value}`)
  return multiline && list.length > 0 ? `${form.text}(\n  ${list.join(',\n  ')}\n)` : `${form.text}(${list.join(', ')})`
}

function shellText(form: Form, values: ReadonlyMap<string, string>): string {
  const line = form.text.replace(/\{(\w+)\}/g, (_, name: string) => word(values.get(name) ?? `<${name}>`))
  const options = Object.entries(form.args ?? {}).flatMap(([from, flag]) =>
    values.has(from) ? [`${flag} ${word(values.get(from)!)}`] : [],
  )
  return [line, ...options].join(' ')
}

/** Shell words: a quoted id loses its quotes, a list its brackets. */
function word(value: string): string {
  const plain = value.replace(/^\[(.*)\]$/s, '$1').trim()
  return /^"(?:<[\w-]+>|[\w.-]+)"$/.test(plain) ? plain.slice(1, -1) : plain
}

function status(binding: Binding, name: string, value: string): string {
  if (name !== 'status' || !binding.statuses) return value
  return value.replace(/[a-z_]+/g, found => binding.statuses?.[found] ?? found)
}

function nest(values: Map<string, string>, from: string, to: string): void {
  const value = values.get(from)
  if (value === undefined) return
  const target = values.get(to)
  values.set(to, target?.startsWith('{') ? `{"${from}": ${value}, ${target.slice(1)}` : `{"${from}": ${value}}`)
  values.delete(from)
}
