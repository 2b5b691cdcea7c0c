import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CallbackFacts, parseCallback } from './callback'
import { FINAL_STATUSES, isFinalStatus } from './statuses'

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

function factsOf(value: unknown): CallbackFacts {
  const facts = parseCallback(bytesOf(value))
  if ('unreadable' in facts) throw new Error(`unreadable: ${facts.unreadable}`)
  return facts
}

const STEP = {
  id: 4411,
  status: 'STARTED',
  reason: null,
  creation_time: '2026-11-23T08:00:00.000001',
  steps_status: { done: 2, total: 7 },
  enrollment_step: {
    name: 'liveness$0',
    type: 'LivenessStep',
    status: 'KO',
    starting_time: '2026-11-23T08:03:00.000001',
    finished_time: '2026-11-23T08:04:05.678901',
    documents: ['selfie'],
    status_codes: [{ code: 'MDL_CHALLENGE_NOT_MET', message: 'below the threshold' }],
  },
}

describe('an intermediate callback', () => {
  it('tells the step, the progress and when the step ended', () => {
    expect(factsOf(STEP)).toEqual({
      kind: 'intermediate',
      id360Id: '4411',
      status: 'STARTED',
      reason: null,
      stepName: 'liveness$0',
      stepType: 'LivenessStep',
      stepStatus: 'KO',
      done: 2,
      total: 7,
      occurredAt: Date.UTC(2026, 10, 23, 8, 4, 5, 678),
      statusCodes: ['MDL_CHALLENGE_NOT_MET'],
    })
  })

  it('may say "result" where another says "status", and name steps nobody knows', () => {
    const { stepName, stepStatus } = factsOf({
      status: 'STARTED',
      enrollment_step: { name: 'iris_scan$4', result: 'OK' },
    })
    expect({ stepName, stepStatus }).toEqual({ stepName: 'iris_scan$4', stepStatus: 'OK' })
  })

  it('has no time of its own when only the file has times', () => {
    expect(factsOf({ ...STEP, enrollment_step: { name: 'id_document' } }).occurredAt).toBeNull()
  })
})

describe('a final callback', () => {
  it.each(FINAL_STATUSES)('is recognised by the status %s', (status) => {
    const facts = factsOf({
      id: '4411',
      status,
      reason: 'because',
      creation_time: '2026-11-23T08:00:00',
      finished_time: '2026-11-23T09:00:00.123456',
      all_status_codes: [
        { status_code: { code: 'VLD_VALIDATION_KO', message: '…' }, where: 'x' },
        { status_code: { code: 'VLD_VALIDATION_KO', message: '…' }, where: 'y' },
        { status_code: { code: 'NEVER_SEEN' } },
      ],
      status_codes: ['VLD_DOCUMENT_INVALID'],
    })
    expect(facts).toMatchObject({
      kind: 'final',
      id360Id: '4411',
      status,
      reason: 'because',
      occurredAt: Date.UTC(2026, 10, 23, 9, 0, 0, 123),
      statusCodes: ['VLD_DOCUMENT_INVALID', 'VLD_VALIDATION_KO', 'NEVER_SEEN'],
    })
  })

  it('is not dated by when the file was made', () => {
    expect(factsOf({ status: 'CANCELED', creation_time: '2026-11-23T08:00:00' }).occurredAt).toBeNull()
  })
})

describe('an odd callback', () => {
  it('with a status nobody knows keeps it and closes nothing', () => {
    expect(factsOf({ status: 'PAUSED' })).toMatchObject({ kind: 'intermediate', status: 'PAUSED' })
    expect(factsOf({ status: 'ok' })).toMatchObject({ kind: 'intermediate', status: 'ok' })
  })

  it('without a status, or with one that is no text, has an empty one', () => {
    for (const body of [{}, { status: null }, { status: {} }, { status: ['OK'] }, { status: '' }]) {
      expect(factsOf(body)).toMatchObject({ kind: 'intermediate', status: '' })
    }
  })

  it('counts no steps that cannot be counted', () => {
    for (const done of [-1, 1.5, '2', null, 1e300, true]) {
      expect(factsOf({ status: 'STARTED', steps_status: { done, total: 7 } })).toMatchObject({
        done: null,
        total: 7,
      })
    }
    expect(factsOf({ status: 'STARTED', steps_status: [1, 2] })).toMatchObject({ done: null, total: null })
  })

  it('is unreadable when it is no UTF-8, no JSON, or no object', () => {
    const utf8 = (text: string) => parseCallback(new TextEncoder().encode(text))
    expect(parseCallback(new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]))).toEqual({
      unreadable: 'not_utf8',
    })
    for (const text of ['', ' ', '{', '{"status": "OK"', "{'status': 'OK'}", 'status=OK']) {
      expect(utf8(text)).toEqual({ unreadable: 'not_json' })
    }
    for (const text of ['null', '[]', '"OK"', '42', 'true', '[{"status":"OK"}]']) {
      expect(utf8(text)).toEqual({ unreadable: 'not_an_object' })
    }
  })

  it('nested far too deep does not bring the desk down', () => {
    const deep = `{"status":"OK","reason":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(() => parseCallback(new TextEncoder().encode(deep))).not.toThrow()
  })
})

describe('whatever arrives', () => {
  const KEYS = [
    'id',
    'status',
    'reason',
    'finished_time',
    'status_codes',
    'all_status_codes',
    'all_status_code',
  ]
  const STEP_KEYS = ['name', 'type', 'status', 'result', 'finished_time', 'starting_time', 'status_codes']
  const someOf = (keys: string[], value: fc.Arbitrary<unknown>) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] })
  const value = fc.oneof(
    fc.constantFrom<unknown>('STARTED', ...FINAL_STATUSES, '2026-11-23T08:00:00', '2026-02-31T25:61:61'),
    fc.jsonValue(),
  )
  const body = fc
    .tuple(
      someOf(KEYS, value),
      fc.oneof(someOf(STEP_KEYS, value), fc.jsonValue()),
      fc.oneof(someOf(['done', 'total'], value), fc.jsonValue()),
    )
    .map(([file, enrollment_step, steps_status]) => ({ ...file, enrollment_step, steps_status }))

  it('as bytes, is read or called unreadable, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const facts = parseCallback(bytes)
        expect('unreadable' in facts || typeof facts.status === 'string').toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('as an object of any shape, gives facts of the right types', () => {
    const textOrNull = (found: unknown) => found === null || (typeof found === 'string' && found !== '')
    const countOrNull = (found: unknown) =>
      found === null || (Number.isSafeInteger(found) && Number(found) >= 0)
    fc.assert(
      fc.property(body, (sent) => {
        const facts = factsOf(sent)
        expect(facts.kind).toBe(isFinalStatus(facts.status) ? 'final' : 'intermediate')
        expect(
          [facts.id360Id, facts.reason, facts.stepName, facts.stepType, facts.stepStatus].every(textOrNull),
        ).toBe(true)
        expect([facts.done, facts.total].every(countOrNull)).toBe(true)
        expect(facts.occurredAt === null || Number.isSafeInteger(facts.occurredAt)).toBe(true)
        expect(new Set(facts.statusCodes).size).toBe(facts.statusCodes.length)
      }),
      { numRuns: 3_000 },
    )
  })

  it('with a known final status is final, whatever else it holds', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...FINAL_STATUSES), (sent, status) => {
        expect(factsOf({ ...sent, status })).toMatchObject({ kind: 'final', status })
      }),
      { numRuns: 500 },
    )
  })
})
