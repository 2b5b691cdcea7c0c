import { describe, expect, test } from 'vitest'
import { codeAt } from '@/tests/fixtures/authenticator'
import { createTotpSecret, matchTotp, totpUri } from './totp'

/** "12345678901234567890", the seed of RFC 6238's appendix B, in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('codes of an authenticator app', () => {
  // The appendix gives eight digits; six are their end (RFC 4226 §5.3).
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(matchTotp(RFC_SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
    expect(codeAt(RFC_SECRET, seconds * 1000)).toBe(code)
  })

  test('count one step before and after their own, and no further', () => {
    const secret = createTotpSecret()
    const now = Date.UTC(2026, 10, 23, 9, 0, 15)
    const step = Math.floor(now / 30_000)
    const matched = [-2, -1, 0, 1, 2].map((away) =>
      matchTotp(secret, codeAt(secret, now + away * 30_000), now),
    )
    expect(matched).toEqual([null, step - 1, step, step + 1, null])
  })

  test('are six digits and nothing else', () => {
    for (const code of ['', '28708', '2870820', 'abcdef', '28708a', '-87082']) {
      expect(matchTotp(RFC_SECRET, code, 59_000)).toBeNull()
    }
  })

  test('come from 160 random bits, in words that every app reads', () => {
    const secrets = new Set(Array.from({ length: 50 }, createTotpSecret))
    expect(secrets.size).toBe(50)
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(totpUri(RFC_SECRET, 'ondine+2@desk.example', 'ID360 Desk'))
    expect(uri.protocol).toBe('otpauth:')
    expect(decodeURIComponent(uri.href.split('?')[0] ?? '')).toMatch(
      /totp\/ID360 Desk:ondine\+2@desk\.example$/,
    )
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret: RFC_SECRET,
      issuer: 'ID360 Desk',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
  })
})
