import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** What runs in production; the sandbox is a stand-in that stands in front of nobody's data. */
const SOURCES = globSync('{app,lib,db}/**/*.{ts,tsx,mjs}').filter(
  (file) => !/\.test\.tsx?$|^lib\/id360-sandbox\//.test(file),
)
const texts = new Map(
  [...SOURCES, 'proxy.ts', 'instrumentation.ts'].map((file) => [file, readFileSync(file, 'utf8')]),
)
const filesWith = (pattern: RegExp) =>
  [...texts]
    .filter(([, text]) => pattern.test(text))
    .map(([file]) => file)
    .sort()
const matches = (pattern: RegExp) =>
  [
    ...new Set([...texts.values()].flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found))),
  ].sort()

describe('the code of the desk', () => {
  test('is read by this test at all', () => {
    expect(texts.size).toBeGreaterThan(400)
    expect(filesWith(/createCipheriv\(/).length).toBeGreaterThan(1)
  })

  test('runs no command of the machine, and nothing that was put together from text', () => {
    expect(filesWith(/child_process|\bexecFile\b|\bspawnSync?\(/)).toEqual([])
    expect(filesWith(/\beval\(|new Function\(|node:vm['"]|setTimeout\(\s*['"`]/)).toEqual([])
  })

  test('writes no HTML past React, and takes no message from other windows', () => {
    expect(
      filesWith(/dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write/),
    ).toEqual([])
    expect(filesWith(/addEventListener\(\s*['"]message['"]|window\.(?:parent|opener|onmessage)\b/)).toEqual(
      [],
    )
  })

  test('keeps nothing in a browser but cookies and the name of an open tab', () => {
    expect(filesWith(/\blocalStorage\b|\bindexedDB\b|\bcaches\.open|document\.cookie/)).toEqual([])
    expect(filesWith(/\bsessionStorage\b/)).toEqual([
      'app/(desk)/enrollments/(assist)/[id]/assist/_presence/tab-id.ts',
    ])
  })

  test('writes no SQL but with bound values', () => {
    // drizzle binds what stands in sql`…${here}…`. Raw are words of ours: whoever adds one looks at it and names it here.
    const looked = [
      `"'day'"`,
      `"'month'"`,
      `"'year'"`,
      `\`'\${NEXT_HISTOGRAM}'\``,
      `\`vacuum \${table}\``,
      `direction === 'desc' ? '<' : '>'`,
      `isSqlite ? 'group_concat' : 'string_agg'`,
      'MIGRATIONS[dialect]',
      'String(ROWS_A_PAGE)',
      'String(by)',
      'String(index)',
      'String(length)',
      'String(piece.sign)',
      'walk.direction',
    ]
    const raw = matches(/\bsql\.raw\(((?:[^()]|\([^()]*\))*)\)/g)
    expect(raw.length).toBeGreaterThan(10)
    expect(raw.filter((one) => !looked.includes(one ?? ''))).toEqual([])
    expect(filesWith(/\b(?:exec|prepare|query)\(\s*`[^`]*\$\{/)).toEqual([])
  })

  test('seals with AES-256-GCM alone, and hashes with SHA-256 but where somebody else chose', () => {
    expect(matches(/create(?:C|Dec)ipheriv\(\s*'([^']+)'/g)).toEqual(['aes-256-gcm'])
    expect(matches(/(?:createHash|createHmac|\bhash|hkdfSync)\(\s*'([a-z0-9-]+)'/g)).toEqual([
      'sha1',
      'sha256',
    ])
    // The name of an issuer in an OCSP answer (RFC 6960) and the lists of known passwords are made of SHA-1.
    expect(filesWith(/(?:createHash|createHmac|\bhash)\(\s*'sha1'/)).toEqual([
      'lib/asice/check-revocation.ts',
      'lib/staff/breached-passwords.ts',
    ])
  })

  test('takes its cryptography from Node and from libraries that are looked after', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    const known = Object.keys(dependencies).filter((name) =>
      /crypt|argon|otp|jose|jwt|auth|sha|hash|pki|asn1|xades|openid|forge|nacl|sodium/.test(name),
    )
    expect(known.sort()).toEqual(['@node-rs/argon2', 'asn1js', 'next-auth', 'otpauth', 'pkijs', 'xadesjs'])
  })

  test('writes its log to standard output alone', () => {
    expect(filesWith(/\bpino(?:\.(?:destination|transport|multistream)\(|-(?:pretty|roll))/)).toEqual([])
    expect(filesWith(/console\.(?:log|info|error|warn|debug)\(/)).toEqual([])
  })

  test('guesses nothing secret by Math.random', () => {
    expect(filesWith(/Math\.random/)).toEqual([
      'lib/id360/create-id360-client.ts',
      'lib/id360/id360-client.ts',
      'lib/jobs/backoff.ts',
    ])
  })
})
