import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainKo } from '@/lib/report/explain-ko'
import { readChecks } from '@/lib/report/read-checks'
import { readDocuments } from '@/lib/report/read-documents'
import { readExternalMethods } from '@/lib/report/read-external-methods'
import { readIdentity } from '@/lib/report/read-identity'
import { readSteps } from '@/lib/report/read-steps'
import { readTopLevelKeys } from '@/lib/report/read-top-level-keys'
import { readVerdict } from '@/lib/report/read-verdict'

/**
 * Whether a JSONPath leads to a node, read letter by letter and on its own: nothing of the code under test.
 * Understands `.name`, `[0]` and `['quoted']` (RFC 9535).
 */
function leadsSomewhere(report: unknown, path: string): boolean {
  let node = report
  let rest = path.startsWith('$') ? path.slice(1) : 'not a path'
  const step = (key: string | number) => {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return false
    if (typeof key === 'number' && !Array.isArray(node)) return false
    node = (node as Record<string | number, unknown>)[key]
    return true
  }
  while (rest !== '') {
    const name = /^\.(\w+)/.exec(rest)
    const index = /^\[(\d+)\]/.exec(rest)
    if (name?.[1] !== undefined) {
      if (!step(name[1])) return false
      rest = rest.slice(name[0].length)
    } else if (index?.[1] !== undefined) {
      if (!step(Number(index[1]))) return false
      rest = rest.slice(index[0].length)
    } else if (rest.startsWith("['")) {
      let key = ''
      let at = 2
      while (at < rest.length && rest[at] !== "'") {
        if (rest[at] !== '\\') key += rest[at++]
        else if (rest[at + 1] === 'u') {
          key += String.fromCharCode(Number.parseInt(rest.slice(at + 2, at + 6), 16))
          at += 6
        } else {
          key += rest[at + 1]
          at += 2
        }
      }
      if (rest.slice(at, at + 2) !== "']" || !step(key)) return false
      rest = rest.slice(at + 2)
    } else return false
  }
  return true
}

const KEYS = [
  ...[
    'status',
    'identity_status',
    'reason',
    'status_codes',
    'all_status_codes',
    'all_status_code',
    'status_code',
  ],
  ...[
    'code',
    'message',
    'where',
    'finalizer_reports',
    'validator_report',
    'validations',
    'comparisons',
    'customs',
  ],
  ...[
    'ref',
    'is_valid',
    'is_equivalent',
    'fields',
    'field1',
    'field2',
    'value',
    'description',
    'steps',
    'name',
  ],
  ...[
    'id_document',
    'liveness$0',
    'liveness$1',
    'facecomparison',
    'results',
    'datas',
    'starting_time',
    'documents',
  ],
  ...[
    'identity_document',
    'files',
    'url',
    'hash',
    'identity',
    'external_methods',
    'extracted_data',
    'enrollment',
  ],
  ...['__proto__', 'constructor', 'toString', "it's", 'a\\b', '0', '', 'é\n'],
]
const VALUES = [
  ...[
    'KO',
    'OK',
    'false',
    'true',
    'MDL_INPUT_INVALID',
    'VLD_VALIDATION_KO',
    'XQZ_NEW',
    'IDENTITY.NAME.name',
    'ID360',
  ],
  ...[
    'IDENTITY_DOCUMENT.expired',
    '1 validations failed: IDENTITY_DOCUMENT.expired',
    'liveness$0',
    'M',
    '1990-12-25',
  ],
  ...[true, false, null, 0, 1, -0.5, '', ' ', '\u0000', '\uD800'],
]

/** Reports that look like reports here and there, and like nothing elsewhere. */
const { node: anyNode } = fc.letrec<{ node: unknown; object: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    fc.constantFrom(...VALUES),
    fc.string(),
    fc.array(tie('node'), { maxLength: 4 }),
    tie('object'),
    tie('object'),
  ),
  object: fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: fc.string() }),
        tie('node'),
      ),
      {
        maxLength: 6,
      },
    )
    // Through JSON, as a report comes: `__proto__` is then a key like any other.
    .map((entries) =>
      JSON.parse(
        `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`,
      ),
    ),
}))

const check = fc.record(
  {
    ref: fc.constantFrom('IDENTITY.NAME.name', 'KBIS.SIREN.siren', 'A.b', 7, null),
    is_valid: fc.constantFrom(true, false, 'false', null),
    is_equivalent: fc.constantFrom(true, false, 'false', null),
    message: anyNode,
    field1: anyNode,
  },
  { requiredKeys: [] },
)
const statusCode = fc.oneof(
  fc.record({
    status_code: fc.record({
      code: fc.constantFrom('COV_FAILED', 'MDL_INPUT_INVALID'),
      message: fc.string(),
    }),
    where: fc.constantFrom('ID360', 'liveness', 'liveness$0', 'new'),
  }),
  anyNode,
)
const step = fc.record(
  {
    status: fc.constantFrom('KO', 'OK', 'ko', null),
    status_codes: fc.array(statusCode, { maxLength: 3 }),
    results: anyNode,
  },
  { requiredKeys: [] },
)
/** Reports that are right in the large and odd in the small. */
const report = fc.record(
  {
    status: fc.constantFrom('KO', 'KO', 'FAILED', 'OK', null),
    all_status_codes: fc.oneof(fc.array(statusCode, { maxLength: 4 }), anyNode),
    all_status_code: fc.array(statusCode, { maxLength: 2 }),
    status_codes: fc.array(statusCode, { maxLength: 3 }),
    finalizer_reports: fc.oneof(
      fc.record({
        validator_report: fc.record(
          {
            validations: fc.array(check, { maxLength: 4 }),
            comparisons: fc.array(check, { maxLength: 4 }),
            customs: fc.array(check, { maxLength: 2 }),
          },
          { requiredKeys: [] },
        ),
      }),
      anyNode,
    ),
    steps: fc.oneof(
      fc.dictionary(
        fc.oneof(fc.constantFrom('liveness$0', 'liveness$1', 'id_document', "o'dd"), fc.string()),
        step,
        { maxKeys: 4 },
      ),
      anyNode,
    ),
    documents: anyNode,
    identity: anyNode,
    external_methods: anyNode,
    enrollment: anyNode,
  },
  { requiredKeys: [] },
)

/** What a sentence must not show: a value that was not there, or a place that was not filled in. */
const UNFILLED = /\bundefined\b|\[object |\{(?:code|step|number|text|sentence|detail|subject|count)\}/
const RUNS = { numRuns: 1500 }

describe.each([
  ['reports that are odd in the small', report],
  ['any JSON', anyNode],
])('%s', (_name, arbitrary) => {
  it('are explained without an error, and every path leads to a node of the report', () => {
    fc.assert(
      fc.property(arbitrary, fc.constantFrom('fr', 'en'), (value, language) => {
        for (const reason of explainKo(value, language)) {
          for (const path of [reason.path, ...reason.alsoAt]) {
            if (!leadsSomewhere(value, path)) throw new Error(`${path} leads nowhere`)
          }
          expect(reason.code).not.toBe('')
          expect(`${reason.message} ${reason.advice}`).not.toMatch(UNFILLED)
        }
      }),
      RUNS,
    )
  })

  it('never have a path that is told twice', () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const paths = explainKo(value, 'en').flatMap((reason) => [reason.path, ...reason.alsoAt])
        expect(new Set(paths).size).toBe(paths.length)
      }),
      RUNS,
    )
  })

  it('have the same reasons in both languages', () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const [french, english] = (['fr', 'en'] as const).map((language) =>
          explainKo(value, language).map(({ message: _message, advice: _advice, ...rest }) => rest),
        )
        expect(french).toEqual(english)
      }),
      RUNS,
    )
  })

  it('are read by the page without an error, and every path leads to a node of the report', () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        readVerdict(value)
        const steps = readSteps(value)
        const identity = readIdentity(value)
        const documents = readDocuments(value)
        const methods = readExternalMethods(value)
        const nodes = [
          ...[
            ...readChecks(value),
            ...readTopLevelKeys(value),
            ...steps,
            ...identity,
            ...documents,
            ...methods,
          ],
          ...[...steps, ...methods].flatMap(({ results }) => results),
          ...steps.flatMap(({ codes }) => codes),
          ...documents.flatMap(({ files }) => files),
          ...identity.flatMap(({ sources }) => sources),
        ]
        for (const { path } of nodes)
          if (!leadsSomewhere(value, path)) throw new Error(`${path} leads nowhere`)
      }),
      RUNS,
    )
  })
})

it('the resolver of this test tells a right path from a wrong one', () => {
  const value = { steps: { "it's$0": [{ 'a\nb': 1 }] } }
  expect(leadsSomewhere(value, "$.steps['it\\'s$0'][0]['a\\u000ab']")).toBe(true)
  for (const wrong of [
    '$.steps.x',
    "$.steps['it\\'s$0'][1]",
    '$..steps',
    'steps',
    '$.steps[0]',
    "$['steps",
  ]) {
    expect(leadsSomewhere(value, wrong)).toBe(false)
  }
})
