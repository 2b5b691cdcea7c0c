import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkReportedHash } from './reported-hash'

const bytes = Buffer.from('the bytes of a document')
const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest()

function matches(reported: string | null, algorithm: string | null): boolean | null {
  const check = checkReportedHash(reported, algorithm)
  check.update(bytes.subarray(0, 5))
  check.update(bytes.subarray(5))
  return check.matches()
}

describe('the hash a report gives of a document', () => {
  it.each([
    [digest('md5').toString('hex'), 'MD5'],
    [digest('md5').toString('hex').toUpperCase(), null],
    [digest('md5').toString('base64'), 'md5'],
    [digest('sha256').toString('hex'), 'SHA-256'],
    [digest('sha512').toString('base64').replace(/=+$/, ''), 'sha_512'],
  ])('%s is recognised as %s', (reported, algorithm) => {
    expect(matches(reported, algorithm)).toBe(true)
  })

  it('of other bytes does not match', () => {
    expect(matches(createHash('md5').update('others').digest('hex'), 'MD5')).toBe(false)
    expect(matches('', 'MD5')).toBe(false)
  })

  it('that is absent, or of an algorithm nobody knows, says nothing', () => {
    expect(matches(null, 'MD5')).toBe(null)
    expect(matches('abcd', 'WHIRLPOOL')).toBe(null)
  })
})
