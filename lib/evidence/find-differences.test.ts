import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDifferences } from './find-differences'

const changes = (before: unknown, after: unknown) => findDifferences(before, after, 100).differences

describe('the difference of two reports', () => {
  it('is told path by path: what was added, removed and changed', () => {
    const before = {
      status: 'OK',
      identity: { gender: 'F' },
      steps: { liveness$0: { ok: true } },
      list: [1, 2],
    }
    const after = {
      status: 'KO',
      identity: { gender: 'F', born: 'Utopia' },
      steps: {},
      list: [1, 3, { a: 4 }],
    }
    expect(changes(before, after)).toEqual([
      { path: '$.status', change: 'changed', before: '"OK"', after: '"KO"' },
      { path: '$.identity.born', change: 'added', before: null, after: '"Utopia"' },
      { path: "$.steps['liveness$0']", change: 'removed', before: '{"ok":true}', after: null },
      { path: '$.list[1]', change: 'changed', before: '2', after: '3' },
      { path: '$.list[2]', change: 'added', before: null, after: '{"a":4}' },
    ])
  })

  it('tells a value that became another kind of value once', () => {
    expect(changes({ a: [1] }, { a: { 0: 1 } })).toEqual([
      { path: '$.a', change: 'changed', before: '[1]', after: '{"0":1}' },
    ])
  })

  it('is cut at its cap, and says so; long values are cut too', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, n]))
    expect(findDifferences({}, many, 10)).toMatchObject({ truncated: true })
    expect(findDifferences({}, many, 10).differences).toHaveLength(10)
    expect(findDifferences({}, many, 50).truncated).toBe(false)
    expect(changes({ a: '' }, { a: 'x'.repeat(5_000) })[0]?.after?.length).toBeLessThanOrEqual(300)
  })

  it('of a value and itself is nothing, and of two different ones is something', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(changes(a, JSON.parse(JSON.stringify(a)))).toEqual([])
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
        expect(changes(a, b).length === 0).toBe(same)
      }),
    )
  })
})

/** The order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
