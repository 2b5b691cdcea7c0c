import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import levels from '../fixtures/asvs-5-ids.json'

const STATES = ['met', 'partly', 'open', 'not applicable'] as const
type State = (typeof STATES)[number]

/** `| 6.2.1 | 1 | passwords have at least 8 characters | met | `file` "name of a test" |` */
const ROW = /^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (met|partly|open|not applicable) \| ([^|]+) \|$/
const FILE = /`((?:app|lib|db|tests|scripts|docs)\/[^`]+|[\w.-]+\.(?:ts|mjs|json|md))`/g
/** A file, and the names of its tests behind it. */
const QUOTED = /`((?:app|lib|tests|scripts)\/[^`]+\.(?:test|spec)\.ts)`((?:,? "[^"]+")*)/g
/** Requirements that ask for a document are met by one; whatever else is met is held by a test. */
const ASKS_FOR_A_DOCUMENT = /^(?:2|5|6|7|8|11|13|14|15|16)\.1\./

const document = readFileSync('docs/asvs.md', 'utf8')
const rows = document.split('\n').flatMap((line) => {
  const [matched, id = '', level = '', asked = '', state, where = ''] = ROW.exec(line) ?? []
  return matched === undefined ? [] : [{ id, level: Number(level), asked, state: state as State, where }]
})
const filesOf = (where: string) => [...where.matchAll(FILE)].map(([, file = '']) => file)
const read = new Map<string, string>()
/** The text of a test file, its quotes as they are meant. */
function textOf(file: string): string {
  const text = read.get(file) ?? readFileSync(file, 'utf8').replaceAll("\\'", "'")
  read.set(file, text)
  return text
}

describe('docs/asvs.md', () => {
  it('says of each requirement of levels 1 and 2 of ASVS 5.0.0 what its state is, once, in order', () => {
    expect(Object.keys(levels)).toHaveLength(253)
    expect(rows.map(({ id }) => id)).toEqual(Object.keys(levels))
    expect(Object.fromEntries(rows.map(({ id, level }) => [id, level]))).toEqual(levels)
  })

  it('has no row that this test cannot read', () => {
    const numbered = document.split('\n').filter((line) => /^\|\s*V?\d+\.\d+\.\d+/.test(line))
    expect(numbered).toHaveLength(rows.length)
  })

  it('calls nothing met, or partly met, without saying where', () => {
    const unproved = rows.filter(
      ({ state, where }) => /met|partly/.test(state) && filesOf(where).length === 0,
    )
    expect(unproved.map(({ id }) => id)).toEqual([])
  })

  it('calls nothing met but by a test, unless a document is what is asked for', () => {
    const untested = rows.filter(
      ({ id, state, where }) =>
        state === 'met' &&
        !ASKS_FOR_A_DOCUMENT.test(id) &&
        !filesOf(where).some((file) => /\.(?:test|spec)\.ts$/.test(file)),
    )
    expect(untested.map(({ id }) => id)).toEqual([])
  })

  it('points to files that exist, and to tests that are in them', () => {
    for (const { id, where } of rows) {
      for (const file of filesOf(where)) expect(existsSync(file), `${id}: ${file}`).toBe(true)
      for (const [, file = '', names = ''] of where.matchAll(QUOTED)) {
        for (const [, name = ''] of names.matchAll(/"([^"]+)"/g)) {
          expect(textOf(file).includes(name), `${id}: ${file} has no "${name}"`).toBe(true)
        }
      }
    }
  })

  it('says why what is open, partly met or not applicable is so', () => {
    const silent = rows.filter(
      ({ state, where }) => state !== 'met' && where.replace(FILE, '').trim().split(/\s+/).length < 3,
    )
    expect(silent.map(({ id }) => id)).toEqual([])
  })

  it('sums up what its rows say', () => {
    const counted = new Map<string, number[]>()
    for (const { id, state } of rows) {
      for (const chapter of [`V${id.split('.')[0]}`, 'all']) {
        const sums = counted.get(chapter) ?? [0, 0, 0, 0]
        counted.set(chapter, sums)
        sums[STATES.indexOf(state)] = (sums[STATES.indexOf(state)] ?? 0) + 1
      }
    }
    const SUM = /^\| (V\d+|all)\b[^|]*\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm
    const said = [...document.matchAll(SUM)].map(([, chapter = '', total, ...sums]) => ({
      chapter,
      total: Number(total),
      sums: sums.map(Number),
    }))
    const chapters = [...Array.from({ length: 17 }, (_, index) => `V${index + 1}`), 'all']
    expect(said).toEqual(
      chapters.map((chapter) => {
        const sums = counted.get(chapter) ?? []
        return { chapter, total: sums.reduce((sum, one) => sum + one, 0), sums }
      }),
    )
  })
})
