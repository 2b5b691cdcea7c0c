import { describe, expect, it } from 'vitest'
import { axisTicks } from './chart-geometry'

describe('the lines of the value axis', () => {
  it('are round, whole, and reach over the highest bar', () => {
    expect(axisTicks(0)).toEqual([0, 1])
    expect(axisTicks(3)).toEqual([0, 1, 2, 3])
    expect(axisTicks(7)).toEqual([0, 2, 4, 6, 8])
    expect(axisTicks(1_234)).toEqual([0, 500, 1_000, 1_500])
    expect(axisTicks(1_000_000)).toEqual([0, 500_000, 1_000_000])
  })

  it('are never many', () => {
    for (let most = 0; most < 300; most++) {
      const ticks = axisTicks(most)
      expect(ticks.length).toBeLessThanOrEqual(5)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
      expect(ticks.every(Number.isInteger)).toBe(true)
    }
  })
})
