import { describe, expect, it } from 'vitest'
import { explainKo } from './explain-ko'

const explain = (report: object, language: 'fr' | 'en' = 'en') =>
  explainKo({ status: 'KO', ...report }, language)
const told = (report: object) => explain(report).map(({ code, path }) => [code, path])
const validator = (report: object) => ({ finalizer_reports: { validator_report: report } })

describe('status codes', () => {
  it.each([
    ['a text', 'VLD_ID_INVALID', [['VLD_ID_INVALID', '$.all_status_codes']]],
    [
      'a text of several',
      'VLD_ID_INVALID, MDL_INPUT_INVALID',
      [
        ['VLD_ID_INVALID', '$.all_status_codes'],
        ['MDL_INPUT_INVALID', '$.all_status_codes'],
      ],
    ],
    ['a list in a list', [[{ code: 'COV_FAILED' }]], [['COV_FAILED', '$.all_status_codes[0][0]']]],
    [
      'several of one place',
      [{ where: 'liveness$0', status_codes: [{ code: 'XQZ_A' }, 'XQZ_B'] }],
      [
        ['XQZ_A', '$.all_status_codes[0].status_codes[0]'],
        ['XQZ_B', '$.all_status_codes[0].status_codes[1]'],
      ],
    ],
    ['a number', [{ status_code: { code: 42 } }], [['42', '$.all_status_codes[0]']]],
    [
      'nothing but nulls',
      [null, { status_code: null }, { status_code: { code: null } }, []],
      [['NO_REASON_FOUND', '$']],
    ],
  ])('are read when they are %s', (_name, all_status_codes, reasons) => {
    expect(told({ all_status_codes })).toEqual(reasons)
  })

  it('that tell a success are no reason', () => {
    const all_status_codes = [
      { status_code: { code: 'OK' }, where: 'liveness$0' },
      { code: 'VLD_ID_INVALID' },
    ]
    expect(told({ all_status_codes })).toEqual([['VLD_ID_INVALID', '$.all_status_codes[1]']])
  })

  it.each(['id_document', 'steps.id_document', ['id_document'], { step: 'id_document' }])(
    'are about a step when where is %j, and are one reason with it',
    (where) => {
      const [reason, ...others] = explain({
        all_status_codes: [{ status_code: { code: 'MDL_INPUT_INVALID' }, where }],
        steps: { id_document: { status: 'KO', status_codes: [{ code: 'MDL_INPUT_INVALID' }] } },
      })
      expect(others).toEqual([])
      expect(reason?.message).toContain('(Identity document)')
      expect(reason?.alsoAt).toEqual(['$.steps.id_document.status_codes[0]'])
    },
  )

  it('whose where is no step are one reason with the step that gives the same code', () => {
    const [reason, ...others] = explain({
      all_status_codes: [{ status_code: { code: 'MDL_CHALLENGE_NOT_MET', message: 'score' }, where: 'MDL' }],
      steps: { facecomparison: { status: 'KO', status_codes: [{ code: 'MDL_CHALLENGE_NOT_MET' }] } },
    })
    expect(others).toEqual([])
    expect(reason).toMatchObject({ path: '$.all_status_codes[0]', known: true })
    expect(reason?.message).toContain('not close enough')
  })

  it('of one list at two places nobody knows are two reasons', () => {
    const at = (where: string) => ({ status_code: { code: 'XQZ_NEW' }, where })
    expect(told({ all_status_codes: [at('iris$0'), at('iris$1'), at('IRIS SERVICE')] })).toHaveLength(3)
  })

  it('in both spellings at once are all read, each once', () => {
    const report = {
      all_status_codes: [{ status_code: { code: 'COV_FAILED' } }],
      all_status_code: [{ status_code: { code: 'COV_FAILED' } }, { status_code: { code: 'VLD_ID_INVALID' } }],
    }
    expect(told(report)).toEqual([
      ['VLD_ID_INVALID', '$.all_status_code[1]'],
      ['COV_FAILED', '$.all_status_codes[0]'],
    ])
  })

  it('that are the ref of a check are one reason with the check', () => {
    const [reason, ...others] = explain({
      all_status_codes: [{ status_code: { code: 'IDENTITY_DOCUMENT.expired' } }],
      ...validator({ validations: [{ ref: 'IDENTITY_DOCUMENT.expired', is_valid: false }] }),
    })
    expect(others).toEqual([])
    expect(reason?.message).toBe('The identity document has expired.')
  })
})

describe('finalizer reports', () => {
  const failed = { ref: 'IDENTITY_DOCUMENT.expired', is_valid: false }

  it.each([
    ['a list of reports', { finalizer_reports: [{ validator_report: { validations: [failed] } }] }],
    [
      'a list of lists of checks',
      { finalizer_reports: [{ name: 'validator_report', validations: [failed] }] },
    ],
    ['a report of another name', { finalizer_reports: { acme_rules: { validations: [failed] } } }],
    ['several validator reports', { finalizer_reports: { validator_reports: [{ validations: [failed] }] } }],
    ['written in the singular', { finalizer_report: { validator_report: { validations: [failed] } } }],
    [
      'written in camel case',
      { finalizerReports: { validatorReport: { validations: [{ ref: failed.ref, isValid: false }] } } },
    ],
    ['a key of another name', { finalizers: { validator_report: { validations: [failed] } } }],
    ['one check without a list', { finalizer_reports: { validator_report: { validations: failed } } }],
    ['a map of checks', { finalizer_reports: { validations: { first: failed } } }],
    [
      'a map by ref',
      { finalizer_reports: { validations: { 'IDENTITY_DOCUMENT.expired': { is_valid: false } } } },
    ],
    [
      'a map from ref to truth',
      { finalizer_reports: { validations: { 'IDENTITY_DOCUMENT.expired': false } } },
    ],
    [
      'a check that says it in its status',
      { finalizer_reports: { validations: [{ ref: failed.ref, status: 'KO' }] } },
    ],
    [
      'twice the same in two reports',
      { finalizer_reports: { a: { validations: [failed] }, b: { validations: [failed] } } },
    ],
  ])('are read when they are %s', (_name, report) => {
    expect(explain(report).map(({ code, source }) => [code, source])).toEqual([
      ['IDENTITY_DOCUMENT.expired', 'validation'],
    ])
  })

  it('is_valid has the last word where a check has a status too', () => {
    const validations = [{ ref: 'A.b', is_valid: true, status: 'KO' }]
    expect(told(validator({ validations }))).toEqual([['NO_REASON_FOUND', '$']])
  })

  it('comparisons that hold nulls are read', () => {
    const comparisons = [
      null,
      { ref: null, is_equivalent: false, field1: null, field2: null },
      { ref: 'X.y', is_equivalent: null },
    ]
    expect(told(validator({ comparisons }))).toEqual([
      ['COMPARISON_KO', '$.finalizer_reports.validator_report.comparisons[1]'],
    ])
  })

  it('a check without a name is told by its fields, and by nothing else when it has none', () => {
    const validations = [{ is_valid: false, fields: ['profile.siren'] }, { is_valid: 'false' }]
    const comparisons = [
      { is_equivalent: false, field1: { document: 'kbis', name: 'siren', value: '1' }, field2: 'x.y' },
    ]
    expect(explain(validator({ validations, comparisons })).map(({ message }) => message)).toEqual([
      'A check failed: profile.siren.',
      'Two data that should agree are different: kbis · siren, x.y.',
    ])
    expect(explain(validator({ validations: [{ is_valid: 'false' }] }), 'fr')[0]?.message).toBe(
      'Un contrôle a échoué : sans autre précision.',
    )
  })
})

describe('the double name', () => {
  const name = (said: boolean) => ({ ref: 'IDENTITY.NAME.name', is_valid: said, is_equivalent: said })

  it.each([
    ['in one list', validator({ comparisons: [name(false), name(true)] })],
    [
      'in two reports',
      { finalizer_reports: [{ validations: [name(true)] }, { validations: [name(false)] }] },
    ],
  ])('with one success is a pass %s', (_where, report) => {
    expect(told(report)).toEqual([['NO_REASON_FOUND', '$']])
  })

  it('that fails twice is one reason', () => {
    const [reason, ...others] = explain(validator({ comparisons: [name(false), name(false)] }))
    expect(others).toEqual([])
    expect(reason).toMatchObject({
      code: 'IDENTITY.NAME.name',
      alsoAt: ['$.finalizer_reports.validator_report.comparisons[1]'],
    })
  })

  it('is a rule for the name alone: of two first names, one failure is a reason', () => {
    const comparisons = [true, false].map((is_equivalent) => ({
      ref: 'IDENTITY.FIRST_NAME.first_name',
      is_equivalent,
    }))
    expect(told(validator({ comparisons }))).toHaveLength(1)
  })

  it('does not let a valid name hide that it differs from the document', () => {
    expect(told(validator({ validations: [name(true)], comparisons: [name(false)] }))).toEqual([
      ['IDENTITY.NAME.name', '$.finalizer_reports.validator_report.comparisons[0]'],
    ])
  })
})

describe('steps', () => {
  it.each([
    ['bare codes', ['MDL_CHALLENGE_NOT_MET'], '[0]'],
    ['one code without a list', { code: 'MDL_CHALLENGE_NOT_MET', message: 'm' }, ''],
    ['codes as in the first place', [{ status_code: { code: 'MDL_CHALLENGE_NOT_MET' }, where: 'x' }], '[0]'],
  ])('give %s', (_name, status_codes, at) => {
    expect(told({ steps: { liveness$0: { status: 'KO', status_codes } } })).toEqual([
      ['MDL_CHALLENGE_NOT_MET', `$.steps['liveness$0'].status_codes${at}`],
    ])
  })

  it('without a code are told with what ID360 says of them', () => {
    const [reason] = explain({
      steps: { liveness$0: { status: 'KO', status_codes: null, reason: 'too dark' } },
    })
    expect(reason?.message).toBe(
      'The step “Liveness check no. 1” failed, and the report gives no code for it. ID360 says: “too dark”',
    )
  })
})

it('what would move or recolour a screen is not part of a sentence', () => {
  const report = {
    all_status_codes: [
      {
        status_code: { code: 'X\u001b[31m', message: 'a\u009b1m\u202eb\u0007\n\u2028c\u0000' },
        where: 'w\u001b]0;t\u0007',
      },
    ],
    ...validator({ validations: [{ ref: 'A.\u001b[2Jb', is_valid: false, message: '\u0008x' }] }),
    steps: { 's\u001bc': { status: 'KO' } },
  }
  for (const { message } of [...explain(report, 'fr'), ...explain(report, 'en')]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/)
  }
})

describe('a report of 5 MB of almost only failures is explained in less than 200 ms of our time', () => {
  const LARGE = 5_000_000
  function fill(make: (index: number) => object): object[] {
    const items: object[] = []
    for (let size = 0; size < LARGE; size += JSON.stringify(items.at(-1)).length + 1)
      items.push(make(items.length))
    return items
  }
  const code = (code: string, message: string) => ({ code, message })
  /** Milliseconds of this thread. */
  const leastOfThree = (work: () => unknown) =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const before = process.threadCpuUsage().user
        work()
        return (process.threadCpuUsage().user - before) / 1000
      }),
    )

  it.each([
    [
      'validations',
      () => validator({ validations: fill((i) => ({ ref: `A.B.c${i}`, is_valid: false, message: 'no' })) }),
    ],
    [
      'comparisons',
      () =>
        validator({
          comparisons: fill((i) => ({
            ref: `A.B.c${i % 99}`,
            is_equivalent: false,
            field1: {},
            field2: null,
          })),
        }),
    ],
    [
      'status codes',
      () => ({
        all_status_codes: fill((i) => ({
          status_code: code('MDL_INPUT_INVALID', `x${i}`),
          where: `liveness$${i % 999}`,
        })),
      }),
    ],
    [
      'steps',
      () => ({
        steps: Object.fromEntries(
          fill((i) => ({ status: 'KO', status_codes: [code(`XQZ_${i}`, 'x')] })).map((step, i) => [
            `liveness$${i}`,
            step,
          ]),
        ),
      }),
    ],
  ])('%s', (_name, make) => {
    const text = JSON.stringify({ status: 'KO', ...make() })
    const report = JSON.parse(text)
    const ours = leastOfThree(() => expect(explain(report).length).toBeGreaterThan(90))
    // A machine that does much besides is slow at everything: parsing the text says how slow.
    const parsing = leastOfThree(() => JSON.parse(text))
    expect(ours).toBeLessThan(Math.max(200, 4 * parsing))
  })
})
