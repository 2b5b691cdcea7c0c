import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring, open, seal } from './keyring'

const key = (fill: number) => Buffer.alloc(32, fill)
const first = { id: 'k1', key: key(1) }
const second = { id: 'k2', key: key(2) }

describe('sealing', () => {
  it('opens what was sealed for the same purpose, whatever the bytes', () => {
    const keys = createKeyring([first])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (bytes, purpose) => {
        expect(open(keys, purpose, seal(keys, purpose, bytes)).equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })

  it('refuses a sealed value moved to another purpose', () => {
    const keys = createKeyring([first])
    const sealed = seal(keys, 'enrollment.api_key:1', Buffer.from('x'))
    expect(() => open(keys, 'enrollment.api_key:2', sealed)).toThrow()
  })

  it('refuses any changed byte', () => {
    const keys = createKeyring([first])
    const sealed = seal(keys, 'p', Buffer.from('an api key'))
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => open(keys, 'p', changed), `byte ${at}`).toThrow()
    }
  })

  it('seals with the first key and still opens what an older one sealed', () => {
    const old = seal(createKeyring([first]), 'p', Buffer.from('old'))
    const rotated = createKeyring([second, first])
    expect(open(rotated, 'p', old).toString()).toBe('old')
    expect(() => open(createKeyring([first]), 'p', seal(rotated, 'p', Buffer.from('new')))).toThrow(/k2/)
  })

  it('leaves nothing of the plain text in the sealed bytes', () => {
    const keys = createKeyring([first])
    expect(seal(keys, 'p', Buffer.from('0123456789abcdef')).includes('0123456789')).toBe(false)
  })
})
