import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MASK, maskSecrets, TOO_DEEP } from './mask'

describe('a masked report', () => {
  it('keeps header names and hides their values, in each shape they come in', () => {
    expect(
      maskSecrets({
        enrollment: { callback_headers: [{ name: 'x-desk-callback-secret', value: 'hush-hush' }] },
        steps: { liveness$0: { results: { a: [{ callback_headers: { 'X-Key': 'hush-hush', n: 12345 } }] } } },
        callback_endpoints: [
          { url: 'https://desk.example.com/in', on: [], headers: [{ name: 'X-Key', value: 'hush-hush' }] },
        ],
        callbackHeaders: [['X-Key', 'hush-hush']],
        'CALLBACK-HEADER': 'X-Key: hush-hush',
      }),
    ).toEqual({
      enrollment: { callback_headers: [{ name: 'x-desk-callback-secret', value: MASK }] },
      steps: { liveness$0: { results: { a: [{ callback_headers: { 'X-Key': MASK, n: MASK } }] } } },
      callback_endpoints: [
        { url: 'https://desk.example.com/in', on: [], headers: [{ name: 'X-Key', value: MASK }] },
      ],
      callbackHeaders: [['X-Key', MASK]],
      'CALLBACK-HEADER': MASK,
    })
  })

  it('hides api_keys and their like under any spelling, and the link that carries one', () => {
    const apiKey = 'k'.repeat(31)
    const masked = maskSecrets({
      api_key: apiKey,
      'X-API-KEY': apiKey,
      apiKeys: [apiKey, { deeper: apiKey }],
      Authorization: `Token ${apiKey}`,
      note: `opened https://id360.example/static/process_ui/index.html#/enrollment/${apiKey}?lang=fr twice`,
      repeated: `the key ${apiKey} again`,
      [apiKey]: 'as a key',
      text: `{"cut": "off", "api_key": "${apiKey}`,
      query: `https://id360.example/x?api_key=${apiKey}&lang=fr`,
    })
    expect(JSON.stringify(masked)).not.toContain(apiKey)
    expect(masked).toMatchObject({
      note: `opened https://id360.example/static/process_ui/index.html#/enrollment/${MASK}?lang=fr twice`,
      query: `https://id360.example/x?api_key=${MASK}&lang=fr`,
    })
  })

  it('looks into JSON that was kept as text, and leaves such text alone when nothing is secret in it', () => {
    const harmless = '{ "b" : 1,  "a" : [ ] }'
    expect(
      maskSecrets({ raw: '{"callback_headers": [{"name": "x", "value": "hush-hush"}]}', harmless }),
    ).toEqual({ raw: `{"callback_headers":[{"name":"x","value":"${MASK}"}]}`, harmless })
  })

  it('leaves everything else as it is, odd keys and short words included', () => {
    const report = JSON.parse(
      '{"id": 7, "status": "KO", "__proto__": {"x": 1}, "status_codes": [{"code": "ERL_TIMEOUT"}], "n": null,' +
        '"signature": {"public_key_url": "https://id360.example/k.pem"}, "h": {"callback_headers": {"a": "KO"}}}',
    )
    const masked = maskSecrets(report)
    expect(JSON.stringify(masked)).toBe(JSON.stringify(report).replace('{"a":"KO"}', `{"a":"${MASK}"}`))
  })

  it('does not change the value it is given', () => {
    const report = { callback_headers: [{ name: 'x', value: 'hush-hush' }] }
    maskSecrets(report)
    expect(report.callback_headers[0]?.value).toBe('hush-hush')
  })

  it('nested far too deep is cut, as JSON and as text within JSON', () => {
    const deep = `${'{"a":['.repeat(60_000)}{"api_key":"hush-hush"}${']}'.repeat(60_000)}`
    for (const value of [JSON.parse(deep), { text: deep }]) {
      const text = JSON.stringify(maskSecrets(value))
      expect(text).toContain(TOO_DEEP)
      expect(text).not.toContain('hush')
    }
  })

  const KEYS = [
    'callback_headers',
    'callbackHeaders',
    'api_key',
    'x-api-key',
    'Authorization',
    'SECRET',
    'token',
  ]
  const secret = fc.stringMatching(/^[A-Za-z0-9_-]{24,43}$/).map((text) => `s3cret${text}`)
  /** A secret under a telling key, in one of the shapes. */
  const hiding = (text: string) =>
    fc.tuple(fc.constantFrom(...KEYS), fc.nat(4)).map(([key, shape]) => {
      if (!/headers/i.test(key)) return { [key]: shape === 0 ? [text, { a: text }] : text }
      const shapes = [
        [{ name: 'n', value: text }],
        { n: text },
        [['n', text]],
        `n: ${text}`,
        { n: [{ m: text }] },
      ]
      return { [key]: shapes[shape] }
    })
  const nested = (inner: fc.Arbitrary<unknown>) =>
    fc
      .tuple(inner, fc.jsonValue({ maxDepth: 2 }), fc.array(fc.nat(3), { maxLength: 6 }))
      .map(([leaf, other, how]) =>
        how.reduce<unknown>((value, turn) => {
          if (turn === 0) return [other, value]
          if (turn === 1) return { other, deeper: value }
          return turn === 2
            ? { text: JSON.stringify(value) }
            : { steps: { liveness$0: { results: [value] } } }
        }, leaf),
      )

  it('lets no secret through, wherever it hides and however often it is repeated', () => {
    const reports = secret.chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.array(nested(hiding(text)), { minLength: 1, maxLength: 3 }),
        nested(fc.constant(`a note with ${text} in it`)),
      ),
    )
    fc.assert(
      fc.property(reports, ([text, hidden, note]) => {
        expect(JSON.stringify(maskSecrets({ hidden, note, last: hidden }))).not.toContain(text)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves any JSON without telling keys and words as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/key|auth|pass|secret|token|cookie|credential|header|#\/enr/i.test(text))
        expect(JSON.stringify(maskSecrets(value))).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})
