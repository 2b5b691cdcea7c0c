import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Place, readPath, writePath } from './json-path'

const placeOf = (keys: readonly (string | number)[]) =>
  keys.reduce<Place>((parent, key) => ({ parent, key }), null)

it('writes plain keys with points and all others in quotes', () => {
  expect(writePath(placeOf([]))).toBe('$')
  expect(writePath(placeOf(['steps', 'liveness$1', 'status_codes', 0]))).toBe(
    "$.steps['liveness$1'].status_codes[0]",
  )
  expect(writePath(placeOf(["it's\n", '0', '']))).toBe("$['it\\'s\\u000a']['0']['']")
})

it('a path is read back into the keys it was written from, whatever they are', () => {
  const key = fc.oneof(
    fc.nat(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom("'", '\\', "\\'", ']', "']", '\u0000'),
  )
  fc.assert(
    fc.property(fc.array(key), (keys) => {
      expect(readPath(writePath(placeOf(keys)))).toEqual(keys)
    }),
  )
})

it('ends at the object when its key is longer than anyone reads', () => {
  expect(writePath(placeOf(['steps', 'x'.repeat(5000), 'status']))).toBe('$.steps')
})

it.each(['', 'steps', '$.', '$..a', '$[x]', "$['a", '$.a b', '$[-1]'])('%j is not a path of ours', (path) => {
  expect(readPath(path)).toBeNull()
})
