import { expect, it } from 'vitest'
import { Commits } from '../../../src/extractors/_core/commits.ts'

it('looks at few of the commits it knows when another one comes or a log is shown', () => {
  let looks = 0
  const commits = new Commits()
  const count = 2000
  for (let n = 0; n < count; n += 1) {
    const sha = n.toString(16).padStart(40, '0').split('').reverse().join('')
    commits.add(
      {
        get sha() {
          looks += 1
          return sha
        },
        subject: `Step ${n}`,
      },
      false,
    )
    commits.shown([{ sha: 'f'.repeat(40), subject: 'Another' }])
  }
  expect(commits.all).toHaveLength(count)
  expect(looks).toBeLessThan(20 * count)
})

it('knows a commit again by a longer sha, a shorter one and one of fewer digits than git prints', () => {
  const commits = new Commits()
  for (const sha of ['abc1234', 'abc1234def0', 'abc1', 'fed9', 'fed9876543', '0123456789', '0123456'])
    commits.add({ sha, subject: 'Step' }, false)
  expect(commits.all.map(({ sha }) => sha)).toEqual(['abc1234', 'fed9', '0123456789'])
})
