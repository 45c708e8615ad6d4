import { defineCorpus } from './_corpus.ts'

export default defineCorpus({
  kind: 'agent',
  fresh: {
    true: `
      Agent [a1b2c3d4|\`a1b2c3d4\`] [finished|completed|is done|has finished|has returned|: completed]
      Agent [e5f6a7b8|\`e5f6a7b8\`] is [running|still running|in progress|in flight]
      Subagent \`c9d0e1f2\` [failed|crashed|has failed]
      The [review agent|reviewer agent|batch importer review agent] [finished|is done|has returned]
      The memory profiling agent is [still running|running|in flight]
      [One|1] [agent|subagent] is [still running|running]
      One subagent failed
      Agent e5f6a7b8 has not finished
      The fixture port agent failed
    `,
    false: `
      Agent [a1b2c3d4|\`a1b2c3d4\`] is [running|still running|in flight]
      Agent [a1b2c3d4|\`a1b2c3d4\`] [failed|crashed]
      Agent [e5f6a7b8|\`e5f6a7b8\`] [finished|completed|is done|has finished|has returned|failed]
      Subagent \`c9d0e1f2\` [finished|completed|is still running]
      The review agent is still running
      The memory profiling agent [finished|is done|has returned]
      [All|All the|Every one of the|All three] [agents|subagents] [finished|have finished|are done|completed]
      No [agents|subagents] are [running|still running]
      [2|Three] agents are still running
      None of the agents failed
    `,
  },
  none: `
    [Spawn|Start|Launch|Wait for|Check on] [the|an] agent
    The agent [should|must|will|might] [finish|run] soon
    Is the agent still running?
    If the agent failed, restart it
    Once agent e5f6a7b8 is done, merge its work
    [Next|TODO]: start a review agent
    When all agents are done, stop
    Waiting for agent e5f6a7b8 to finish
    Agents run in parallel
    Do not take over the agent's work
    Agents report in JSON
    Each agent gets its own worktree
    The user asked for three agents
    Agent names are verbatim
    The agent is told to read the plan
    Probably the agent finished
    Make sure that all agents are done
    Use one agent per package
    The agent loop runs every minute
    Poll agent e5f6a7b8 until it is done
    An agent could fail here
  `,
})
