import { defineVerb } from '../verb.ts'

export default defineVerb({
  name: 'lsp',
  summary: 'the language server on stdin and stdout, for editors',
  options: {
    stdio: { type: 'boolean', help: 'what some editors add to the command line; it is the only way there is' },
  },
  examples: [['midstride lsp', 'started by an editor; docs/guide/editors.md says how']],
  async run() {
    const { serveLsp } = await import('../../app/lsp/server.ts')
    await serveLsp(process.stdin, process.stdout)
    // the client ends the process: `exit`, or the end of stdin
    return new Promise<never>(() => {})
  },
})
