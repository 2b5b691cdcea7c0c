import { describe, expect, it } from 'vitest'
import { indexAtPath } from './index-at-path'
import { hasInside, indexJson, openAround, openToDepth, shownNodes } from './index-json'
import { jsonPath } from './json-path'
import { cutAtMatches, excerpt, searchJson } from './search-json'

const report = {
  status: 'KO',
  steps: { liveness$0: { status: 'OK', scores: [0.9, 0.4] }, 'id document': { status: 'KO' } },
  empty: {},
  nothing: null,
}
const nodes = indexJson(report)
const indexOf = (path: string) => nodes.findIndex((_, index) => jsonPath(nodes, index) === path)

describe('the JSON tree', () => {
  it('lists every value once, in the order of reading', () => {
    expect(nodes.map((_, index) => jsonPath(nodes, index))).toEqual([
      '$',
      '$.status',
      '$.steps',
      "$.steps['liveness$0']",
      "$.steps['liveness$0'].status",
      "$.steps['liveness$0'].scores",
      "$.steps['liveness$0'].scores[0]",
      "$.steps['liveness$0'].scores[1]",
      "$.steps['id document']",
      "$.steps['id document'].status",
      '$.empty',
      '$.nothing',
    ])
  })

  it('leaves out what lies in something closed', () => {
    const paths = shownNodes(nodes, openToDepth(nodes, 1)).map((index) => jsonPath(nodes, index))
    expect(paths).toEqual(['$', '$.status', '$.steps', '$.empty', '$.nothing'])
    expect(shownNodes(nodes, openToDepth(nodes, Number.POSITIVE_INFINITY))).toHaveLength(nodes.length)
  })

  it('has nothing to open in an empty object', () => {
    expect(hasInside(nodes, indexOf('$.empty'))).toBe(false)
    expect(hasInside(nodes, indexOf('$.steps'))).toBe(true)
  })

  it('opens everything a value lies in, and nothing else', () => {
    const target = indexOf("$.steps['liveness$0'].scores[1]")
    const shown = shownNodes(nodes, openAround(nodes, openToDepth(nodes, 1), target))
    expect(shown).toContain(target)
    expect(shown).not.toContain(indexOf("$.steps['id document'].status"))
  })

  it('finds the place that a path names, and the nearest one around it when it is not there', () => {
    nodes.forEach((_, index) => {
      expect(indexAtPath(nodes, jsonPath(nodes, index))).toBe(index)
    })
    expect(indexAtPath(nodes, "$.steps['liveness$0'].scores[7].x")).toBe(
      indexOf("$.steps['liveness$0'].scores"),
    )
    expect(indexAtPath(nodes, 'no path at all')).toBe(0)
  })

  it('finds names and values, whatever their case', () => {
    expect(searchJson(nodes, 'ko').map((index) => jsonPath(nodes, index))).toEqual([
      '$.status',
      "$.steps['id document'].status",
    ])
    expect(searchJson(nodes, 'LIVENESS')).toEqual([indexOf("$.steps['liveness$0']")])
    expect(searchJson(nodes, '0.4')).toEqual([indexOf("$.steps['liveness$0'].scores[1]")])
    expect(searchJson(nodes, '  ')).toEqual([])
  })

  it('takes a document nested deeper than the call stack goes', () => {
    const depth = 200_000
    let deep: unknown = 'the end'
    for (let level = 0; level < depth; level += 1) deep = [deep]
    const found = searchJson(indexJson(deep), 'the end')
    expect(found).toEqual([depth])
  })

  it('shows the surroundings of a match that stands far into a long text', () => {
    const long = `${'a'.repeat(5000)}needle${'b'.repeat(5000)}`
    expect(excerpt(long, 'needle').text).toContain('needle')
    expect(excerpt(long, 'needle')).toMatchObject({ cutBefore: true, cutAfter: true })
    expect(excerpt(long, '')).toMatchObject({ cutBefore: false, cutAfter: true })
  })

  it('cuts a text at its matches without losing a letter', () => {
    expect(cutAtMatches('Ko, ok, KO', 'ko')).toEqual(['', 'Ko', ', ok, ', 'KO', ''])
    expect(cutAtMatches('İstanbul ko', 'ko').join('')).toBe('İstanbul ko')
  })
})
