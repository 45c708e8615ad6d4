/** A reflection that is complete; examples change one line of it. */
export const reflection = (): string => `## Framework Reflection

**Prompts**: Add the cart
**Guidance received**: N/A
**Followed**: Yes
**Outcome**: partial
**Accomplishments**: Reducer written, three of five tests
**Friction points**: user interrupt
**Root cause** (if not success): the session was stopped by the user
**Proposed changes**: none
**Next step**: write the two missing tests in /code/shop/test/cart.test.ts, then run \`npm test -- cart\`
`
