import { defineVerb } from '../verb.ts'

export default defineVerb({
  name: 'mcp',
  summary: 'the MCP server on stdin and stdout',
  options: {
    'no-prompts': { type: 'boolean', help: 'serve tools only, where the commands are installed as files' },
  },
  examples: [
    ['midstride mcp', 'started by an agent, which speaks the Model Context Protocol with it'],
    ['claude mcp add midstride -- midstride mcp', 'makes it known to Claude Code'],
  ],
  async run({ cwd, env, err, options }) {
    const [{ serve }, { openStore }] = await Promise.all([
      import('../../server/server.ts'),
      import('../../app/open-store.ts'),
    ])
    await serve({ cwd, env, openStore: () => openStore(env), report: err, prompts: !options['no-prompts'] })
    return 0
  },
})
