import { describe, expect, it } from 'vitest'
import { backoffMs, MAX_ATTEMPTS } from './backoff'

describe('the pause before the next attempt', () => {
  it('may be anything from nothing to a bound that grows threefold, up to an hour', () => {
    const longest = Array.from({ length: MAX_ATTEMPTS }, (_, i) => backoffMs(i + 1, () => 1) / 1000)
    expect(longest).toEqual([10, 30, 90, 270, 810, 2430, 3600, 3600])
    expect(backoffMs(5, () => 0)).toBe(0)
    expect(backoffMs(1, () => 0.25)).toBe(2500)
  })
})
