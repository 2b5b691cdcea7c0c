import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FINAL_STATUSES } from '@/lib/id360/statuses'
import { type ProjectionFact, project } from './project'

const RUNS = 12_000
const AT = Date.UTC(2026, 10, 23, 9, 0, 0)

let serial = 0
/** A fact that says nothing but what is given. */
function fact(said: Partial<ProjectionFact>): ProjectionFact {
  serial += 1
  return {
    sha256: serial.toString(16).padStart(64, '0'),
    source: 'callback',
    receivedAt: AT + serial,
    lastDuplicateAt: null,
    status: 'STARTED',
    reason: null,
    stepName: null,
    stepType: null,
    stepStatus: null,
    done: null,
    total: null,
    occurredAt: null,
    ...said,
  }
}

/** Few values of each kind, so that ties, repeated steps and contradictions are the rule and not the exception. */
const someFact: fc.Arbitrary<ProjectionFact> = fc.record({
  sha256: fc.stringMatching(/^[0-9a-f]{8}$/),
  source: fc.constantFrom('callback' as const, 'reconciliation' as const),
  receivedAt: fc.integer({ min: AT, max: AT + 50 }),
  lastDuplicateAt: fc.option(fc.integer({ min: AT, max: AT + 90 })),
  status: fc.constantFrom('NEW', 'STARTED', 'STARTED', 'STARTED', 'PAUSED', '', ...FINAL_STATUSES),
  reason: fc.option(fc.constantFrom('expired', 'blurred')),
  stepName: fc.option(fc.constantFrom('id_document', 'liveness$0', 'liveness$1', 'iris_scan')),
  stepType: fc.option(fc.constantFrom('IdDocumentStep', 'LivenessStep')),
  stepStatus: fc.option(fc.constantFrom('OK', 'KO', 'SKIPPED')),
  done: fc.option(fc.nat(7)),
  total: fc.option(fc.nat(7)),
  occurredAt: fc.option(fc.integer({ min: AT, max: AT + 9 })),
})

/** A set of facts (the hash is the identity), and the same set as it may arrive: shuffled, with repetitions. */
const history = fc
  .uniqueArray(someFact, { selector: ({ sha256 }) => sha256, minLength: 1, maxLength: 12 })
  .chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      arrivals: fc
        .tuple(
          fc.shuffledSubarray(facts, { minLength: facts.length }),
          fc.array(fc.constantFrom(...facts), { maxLength: 8 }),
        )
        .chain(([all, again]) =>
          fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
        ),
    }),
  )

describe('any history of callbacks', () => {
  it('projects to the same whatever the order and the repetitions', () => {
    fc.assert(
      fc.property(history, ({ facts, arrivals }) => {
        expect(project(arrivals)).toEqual(project(facts))
      }),
      { numRuns: RUNS },
    )
  })

  it('shows a final status as soon as one is there, and never another word', () => {
    fc.assert(
      fc.property(history, ({ arrivals }) => {
        const finals = arrivals.map(({ status }) => status).filter((status) => isOneOfTheFinals(status))
        const projection = project(arrivals)
        expect(projection?.conflict).toBe(new Set(finals).size > 1)
        if (finals.length > 0) expect(finals).toContain(projection?.status)
        else expect(['NEW', 'STARTED']).toContain(projection?.status)
      }),
      { numRuns: RUNS },
    )
  })

  it('never takes back progress, a step, or a verdict when one more callback arrives', () => {
    fc.assert(
      fc.property(history, someFact, ({ facts }, one) => {
        const before = project(facts)
        const after = project([...facts, one])
        expect(after?.stepsDone ?? -1).toBeGreaterThanOrEqual(before?.stepsDone ?? -1)
        expect(after?.steps.map(({ name }) => name)).toEqual(
          expect.arrayContaining(before?.steps.map(({ name }) => name) ?? []),
        )
        if (isOneOfTheFinals(before?.status ?? '')) expect(isOneOfTheFinals(after?.status ?? '')).toBe(true)
        expect(after?.lastNewsAt).toBeGreaterThanOrEqual(before?.lastNewsAt ?? 0)
      }),
      { numRuns: RUNS },
    )
  })
})

const isOneOfTheFinals = (status: string) => (FINAL_STATUSES as readonly string[]).includes(status)

describe('what callbacks amount to', () => {
  it('is nothing when there are none', () => {
    expect(project([])).toBeNull()
  })

  it('a late intermediate callback does not reopen a KO enrollment', () => {
    const ko = fact({ status: 'KO', reason: 'document', occurredAt: AT + 100 })
    const late = fact({ stepName: 'liveness$0', stepStatus: 'OK', done: 3, total: 4, occurredAt: AT + 200 })
    expect(project([ko, late])).toMatchObject({
      status: 'KO',
      reason: 'document',
      conflict: false,
      stepsDone: 3,
      stepsTotal: 4,
      startedAt: AT + 200,
      finishedAt: AT + 100,
      steps: [{ name: 'liveness$0', status: 'OK' }],
    })
  })

  it('of two verdicts, shows the one that fell first and says that they conflict', () => {
    const ok = fact({ status: 'OK', occurredAt: AT + 10 })
    const ko = fact({ status: 'KO', occurredAt: AT + 5 })
    expect(project([ok, ko])).toMatchObject({ status: 'KO', conflict: true, finishedAt: AT + 5 })
    const undated = fact({ status: 'FAILED' })
    expect(project([undated, ok])).toMatchObject({ status: 'OK', conflict: true })
  })

  it('the same verdict told twice in different words is no conflict', () => {
    expect(project([fact({ status: 'OK' }), fact({ status: 'OK', reason: 'again' })])).toMatchObject({
      status: 'OK',
      conflict: false,
    })
  })

  it('keeps steps and statuses nobody knows, each step once and as last told', () => {
    const steps = project([
      fact({ stepName: 'iris_scan$4', stepStatus: 'ODD', occurredAt: AT + 30 }),
      fact({ stepName: 'id_document', stepStatus: 'OK', occurredAt: AT + 20 }),
      fact({ stepName: 'id_document', stepStatus: 'KO', occurredAt: AT + 10 }),
      fact({ stepName: 'id_document', stepStatus: 'PENDING' }),
    ])?.steps
    expect(steps).toEqual([
      { name: 'id_document', type: null, status: 'OK', occurredAt: AT + 20 },
      { name: 'iris_scan$4', type: null, status: 'ODD', occurredAt: AT + 30 },
    ])
  })

  it('a status nobody knows closes nothing and starts nothing', () => {
    expect(project([fact({ status: 'PAUSED' })])).toMatchObject({ status: 'NEW', startedAt: null })
    expect(project([fact({ status: 'NEW' }), fact({ status: 'STARTED' })])).toMatchObject({
      status: 'STARTED',
    })
  })

  it('an answer to the desk’s own question is news each time, a callback sent again is not', () => {
    const asked = { receivedAt: AT, lastDuplicateAt: AT + 500 }
    expect(project([fact({ ...asked, source: 'reconciliation' })])?.lastNewsAt).toBe(AT + 500)
    expect(project([fact({ ...asked, source: 'callback' })])?.lastNewsAt).toBe(AT)
  })
})
