import { expect, it } from 'vitest'
import { backoffMs } from './deliverer'

it('waits at most twice as long after each refusal, and never longer than the cap', () => {
  const longest = [1, 2, 3, 4, 5, 6, 50, 5000].map((attempts) => backoffMs(attempts, 1000, 20_000, () => 1))
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000])
})

it('spreads the retries over the whole wait', () => {
  expect(backoffMs(3, 1000, 20_000, () => 0)).toBe(0)
  expect(backoffMs(3, 1000, 20_000, () => 0.25)).toBe(1000)
})
