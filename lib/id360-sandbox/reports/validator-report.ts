import { COMPARED_DATA, isComparedName, sameValue } from '../journey/compare-data'
import { documentIdentity } from '../journey/document-identity'
import type { FailedCheck, KoCause } from '../ko-causes/ko-cause'
import type { Enrollment } from '../store/enrollment'

type Comparison = {
  ref: string
  field1: string
  field2: string
  value1: string
  value2: string
  is_equivalent: boolean
}

const REFS = {
  name: { ref: 'IDENTITY.NAME.name', path: 'name' },
  first_name: { ref: 'IDENTITY.FIRST_NAME.first_name', path: 'first_name' },
  birth_date: { ref: 'IDENTITY.BIRTH_DATE.birth_date', path: 'birth_date' },
} as const

const OTHER_VALUE = { name: 'AUTRENOM', first_name: 'AUTREPRENOM', birth_date: '1900-01-01' } as const

/**
 * The comparisons of what was given with what was read. `field1` and `field2` are paths [guess]; the values are
 * beside them. `IDENTITY.NAME.name` stands twice, usage name and birth name: one success is a pass [wiki].
 */
function comparisonsOf(enrollment: Enrollment, cause: KoCause | undefined): Comparison[] {
  const failing = cause?.comparisons ?? []
  const read = documentIdentity(enrollment)
  const { comparisons, person, declared } = enrollment.detail
  const given = {
    name: person.last_name ?? declared.last_name,
    first_name: person.first_name ?? declared.first_name,
    birth_date: declared.birth_date,
    ...Object.fromEntries(comparisons.map((one) => [one.name, one.value])),
  }
  return Object.entries(REFS).flatMap(([name, { ref, path }]) => {
    if (!isComparedName(name)) return []
    const onDocument = read[COMPARED_DATA[name].field]
    const value1 = given[name] ?? onDocument
    const scripted = failing.includes(ref)
    const equal = !scripted && sameValue(value1, onDocument)
    const value2 = scripted && sameValue(value1, onDocument) ? OTHER_VALUE[name] : onDocument
    const main: Comparison = {
      ref,
      field1: `profile.${path}`,
      field2: `identity_document.${path}`,
      value1,
      value2,
      is_equivalent: equal,
    }
    if (name !== 'name') return [main]
    const birthField = 'identity_document.birth_name'
    if (cause?.birthNameMatches) {
      return [
        { ...main, value2: `${value1.toUpperCase()}-USAGE`, is_equivalent: false },
        { ...main, field2: birthField, value2: value1, is_equivalent: true },
      ]
    }
    const birthName = `${value2.toUpperCase()}-NAISSANCE`
    return [main, { ...main, field2: birthField, value2: birthName, is_equivalent: false }]
  })
}

const PASSED_VALIDATIONS: FailedCheck[] = [
  {
    ref: 'IDENTITY_DOCUMENT.expired',
    fields: ['identity_document.expiration_date'],
    description: 'The identity document must not be expired',
    message: '',
  },
  {
    ref: 'IDENTITY_DOCUMENT.readable',
    fields: ['identity_document.mrz'],
    description: 'The machine readable zone must be coherent',
    message: '',
  },
]

function checks(passed: readonly FailedCheck[], failed: readonly FailedCheck[]) {
  const failedRefs = failed.map((check) => check.ref)
  return [
    ...passed
      .filter((check) => !failedRefs.includes(check.ref))
      .map((check) => ({ ...check, is_valid: true })),
    ...failed.map((check) => ({ ...check, is_valid: false })),
  ]
}

/** `finalizer_reports.validator_report`: three of the five places a KO can be read in [wiki]. */
export function validatorReport(enrollment: Enrollment, cause: KoCause | undefined) {
  return {
    validations: checks(PASSED_VALIDATIONS, cause?.validations ?? []),
    comparisons: comparisonsOf(enrollment, cause),
    customs: checks([], cause?.customs ?? []),
  }
}
