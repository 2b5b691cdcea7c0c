import { describe, expect, it } from 'vitest'
import { explainKo } from './explain-ko'
import { findChecks } from './find-checks'

const NAME = 'IDENTITY.NAME.name'
const LISTS = [
  ['validations', 'is_valid'],
  ['comparisons', 'is_equivalent'],
] as const

/** What the two name checks say, and how many reasons that is. */
const MATRIX = [
  { said: [true, true], reasons: 0 },
  { said: [false, true], reasons: 0 },
  { said: [true, false], reasons: 0 },
  { said: ['false', 'true'], reasons: 0 },
  { said: [false, false], reasons: 1 },
  { said: [false, null], reasons: 1 },
  { said: [false], reasons: 1 },
  { said: [false, false, true], reasons: 0 },
] as const

describe.each(LISTS)('the double name in %s', (list, key) => {
  const report = (checks: object[]) => ({
    status: 'KO',
    finalizer_reports: { validator_report: { [list]: checks } },
  })
  const nameReasons = (checks: object[]) =>
    explainKo(report(checks), 'en').filter(({ code }) => code === NAME)

  it.each(MATRIX)('that says $said is $reasons reason(s)', ({ said, reasons }) => {
    const checks = said.map((one) => ({ ref: NAME, [key]: one }))
    expect(nameReasons(checks)).toHaveLength(reasons)
  })

  it('says of a name that failed twice where both failures stand', () => {
    const [reason] = nameReasons([
      { ref: NAME, [key]: false, fields: ['usage_name'] },
      { ref: NAME, [key]: false, fields: ['birth_name'] },
    ])
    expect(reason?.path).toBe(`$.finalizer_reports.validator_report.${list}[0]`)
    expect(reason?.alsoAt).toEqual([`$.finalizer_reports.validator_report.${list}[1]`])
  })

  it('is a rule for the name alone: another ref that failed once has failed', () => {
    const ref = 'IDENTITY.FIRST_NAME.first_name'
    const reasons = explainKo(
      report([
        { ref, [key]: true },
        { ref, [key]: false },
      ]),
      'en',
    )
    expect(reasons.map(({ code }) => code)).toEqual([ref])
  })

  it('marks the failure that its twin makes up for', () => {
    const checks = findChecks(
      report([
        { ref: NAME, [key]: false },
        { ref: NAME, [key]: true },
      ]),
    )
    expect(checks.map(({ result, excused }) => [result, excused])).toEqual([
      ['failed', true],
      ['passed', false],
    ])
  })
})

it('a name that passed as a comparison does not hide a failed validation of the name', () => {
  const validator_report = {
    validations: [{ ref: NAME, is_valid: false }],
    comparisons: [{ ref: NAME, is_equivalent: true }],
  }
  const reasons = explainKo({ status: 'KO', finalizer_reports: { validator_report } }, 'en')
  expect(reasons.map(({ code, source }) => [code, source])).toEqual([[NAME, 'validation']])
})

it('what stands below a check that passed is no failure; below one that failed it is', () => {
  const inner = (ref: string) => ({ comparisons: [{ ref, is_equivalent: false }] })
  const validations = [
    { ref: 'A.passed', is_valid: true, ...inner('A.inner') },
    { ref: 'B.failed', is_valid: false, ...inner('B.inner') },
  ]
  const reasons = explainKo({ status: 'KO', finalizer_reports: { validations } }, 'en')
  expect(reasons.map(({ path }) => path)).toEqual([
    '$.finalizer_reports.validations[1]',
    '$.finalizer_reports.validations[1].comparisons[0]',
  ])
})
