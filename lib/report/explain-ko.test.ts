import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explainKo } from './explain-ko'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../tests/fixtures/reports/${name}.json`, import.meta.url), 'utf8'))

const explain = (report: object) => explainKo({ status: 'KO', ...report }, 'en')
const told = (report: object) => explain(report).map(({ code, path, source }) => [code, path, source])
const validator = (report: object) => ({ finalizer_reports: { validator_report: report } })

describe('each of the five places explains a KO on its own', () => {
  it('a status code', () => {
    const all_status_codes = [
      { status_code: { code: 'VLD_ID_INVALID', message: 'refused' }, where: 'validation' },
    ]
    expect(explain({ all_status_codes })).toEqual([
      {
        code: 'VLD_ID_INVALID',
        path: '$.all_status_codes[0]',
        message: 'The identity document was not accepted.',
        advice: 'Look at the document, then ask for another valid identity document.',
        source: 'status_code',
        known: true,
        generic: false,
        alsoAt: [],
        detail: 'refused',
      },
    ])
  })

  it('a validation', () => {
    const validations = [
      { ref: 'IDENTITY.FIRST_NAME.first_name', is_valid: true },
      { ref: 'IDENTITY_DOCUMENT.expired', is_valid: false },
    ]
    const [reason, ...others] = explain(validator({ validations }))
    expect(others).toEqual([])
    expect(reason).toMatchObject({
      code: 'IDENTITY_DOCUMENT.expired',
      path: '$.finalizer_reports.validator_report.validations[1]',
      message: 'The identity document has expired.',
      advice: 'Ask for a document that has not expired.',
      source: 'validation',
      known: true,
    })
  })

  it('a comparison', () => {
    const comparisons = [{ ref: 'KBIS.SIREN.siren', is_equivalent: false, field1: {}, field2: {} }]
    expect(told(validator({ comparisons }))).toEqual([
      ['KBIS.SIREN.siren', '$.finalizer_reports.validator_report.comparisons[0]', 'comparison'],
    ])
  })

  it('a custom rule', () => {
    const customs = [{ ref: 'ACME.AGE.minimum_age', is_valid: false, message: 'The person is under 18' }]
    const [reason] = explain(validator({ customs }))
    expect(reason).toMatchObject({ source: 'custom', known: false, detail: 'The person is under 18' })
    expect(reason?.message).toBe(
      'A rule of this process failed: ACME.AGE.minimum_age. ID360 says: “The person is under 18”',
    )
  })

  it('a step', () => {
    const steps = {
      id_document: { status: 'OK', status_codes: [] },
      liveness$1: { status: 'KO', status_codes: [{ code: 'MDL_CHALLENGE_NOT_MET', message: 'no face' }] },
    }
    const [reason, ...others] = explain({ steps })
    expect(others).toEqual([])
    expect(reason).toMatchObject({
      code: 'MDL_CHALLENGE_NOT_MET',
      path: "$.steps['liveness$1'].status_codes[0]",
      source: 'step',
      known: true,
    })
    expect(reason?.message).toContain('Liveness check no. 2')
  })

  it('a step that gives no code', () => {
    expect(told({ steps: { kbis: { status: 'KO' }, iris$0: 'KO' } })).toEqual([
      ['STEP_KO', '$.steps.kbis', 'step'],
      ['STEP_KO', "$.steps['iris$0']", 'step'],
    ])
  })
})

describe('a whole report', () => {
  it('has one reason for each cause, the most decisive first, the generic last', () => {
    expect(explainKo(fixture('all-places'), 'en').map((reason) => [reason.code, reason.path])).toEqual([
      ['VLD_DOCUMENT_INVALID', '$.steps.fake_photo_id.status_codes[0]'],
      ['MDL_CHALLENGE_NOT_MET', '$.all_status_code[1]'],
      ['MDL_CHALLENGE_NOT_MET', "$.steps['liveness$0'].status_codes[0]"],
      ['IDENTITY.FIRST_NAME.first_name', '$.finalizer_reports.validator_report.validations[1]'],
      ['KBIS.SIREN.siren', '$.finalizer_reports.validator_report.comparisons[1]'],
      ['ACME.MINIMUM_AGE.minimum_age', '$.finalizer_reports.validator_report.customs[0]'],
      ['MDL_INPUT_INVALID', '$.all_status_code[2]'],
      ['XQZ_IRIS_LOST', "$.steps['iris_scan$2'].status_codes[0]"],
      ['STEP_KO', "$.steps['liveness$1']"],
      ['COV_FAILED', '$.all_status_code[0]'],
    ])
  })

  it('tells in alsoAt where else the same cause stands', () => {
    const alsoAt = Object.fromEntries(
      explainKo(fixture('all-places'), 'fr').map((one) => [one.path, one.alsoAt]),
    )
    expect(alsoAt['$.all_status_code[1]']).toEqual(['$.steps.facecomparison.status_codes[0]'])
    expect(alsoAt['$.finalizer_reports.validator_report.validations[1]']).toEqual([
      '$.finalizer_reports.validator_report.comparisons[0]',
    ])
  })

  it('is read in the example of the documentation, where an expired document is told three times', () => {
    const reasons = explainKo(fixture('expired-document'), 'fr')
    expect(reasons.map(({ code, generic, message }) => ({ code, generic, message }))).toEqual([
      { code: 'IDENTITY_DOCUMENT.expired', generic: false, message: 'La pièce d’identité est expirée.' },
      { code: 'VLD_ID_INVALID', generic: false, message: 'Le document est expiré.' },
      {
        code: 'VLD_VALIDATION_KO',
        generic: true,
        message: 'Les contrôles de cohérence ont échoué : les données ne concordent pas.',
      },
    ])
  })

  it('is read in the older shape, whose validations have no ref', () => {
    const reasons = explainKo(fixture('older-shape'), 'en')
    expect(reasons.map(({ code, path, known }) => ({ code, path, known }))).toEqual([
      { code: 'VALIDATION_KO', path: '$.finalizer_reports.validator_report.validations[0]', known: false },
      { code: 'UNKNOWN_ERROR', path: '$.all_status_codes[0]', known: true },
    ])
    expect(reasons.map((reason) => reason.message)).toEqual([
      'The machine-readable zone of the document (MRZ) could not be read correctly.',
      'The machine-readable zone of the document (MRZ) could not be read correctly.',
    ])
  })

  it('without any reason says so honestly, once, though a name comparison failed and its twin passed', () => {
    const reasons = explainKo(fixture('silent'), 'en')
    expect(reasons).toHaveLength(1)
    expect(reasons[0]).toMatchObject({ code: 'NO_REASON_FOUND', path: '$', known: false, alsoAt: [] })
    expect(reasons[0]?.message).toBe('The report does not say why.')
  })

  it('that is OK has no reason, even when the process allowed a check to fail', () => {
    expect(explainKo(fixture('ok'), 'en')).toEqual([])
  })
})

describe('spellings', () => {
  const node = { status_code: { code: 'MDL_INPUT_INVALID', message: 'blurred' }, where: 'id_document' }

  it.each(['all_status_codes', 'all_status_code', 'allStatusCodes', 'status_codes'])('reads %s', (key) => {
    expect(told({ [key]: [node] })).toEqual([['MDL_INPUT_INVALID', `$.${key}[0]`, 'status_code']])
  })

  it.each([
    ['a text', [{ status_code: 'MDL_INPUT_INVALID', where: 'id_document' }], '[0]'],
    ['its code beside it', [{ code: 'MDL_INPUT_INVALID', message: 'blurred' }], '[0]'],
    ['the bare code', ['MDL_INPUT_INVALID'], '[0]'],
    ['no list around it', node, ''],
    ['a map of numbers', { '0': node }, "['0']"],
    ['a map of steps', { id_document: { code: 'MDL_INPUT_INVALID' } }, '.id_document'],
    ['a map of codes', { MDL_INPUT_INVALID: 'blurred' }, '.MDL_INPUT_INVALID'],
  ])('reads a status code written as %s', (_name, all_status_codes, at) => {
    expect(told({ all_status_codes })).toEqual([
      ['MDL_INPUT_INVALID', `$.all_status_codes${at}`, 'status_code'],
    ])
  })

  it.each([false, 'false', 'False', 'FALSE', 0])(
    'takes is_valid and is_equivalent %j for a failure',
    (no) => {
      const report = {
        validations: [{ ref: 'A.b', is_valid: no }],
        comparisons: [{ ref: 'C.d', is_equivalent: no }],
      }
      expect(told(validator(report)).map(([code]) => code)).toEqual(['A.b', 'C.d'])
    },
  )

  it.each([true, 'true', null, undefined, 'perhaps', {}])('does not take %j for a failure', (said) => {
    const report = {
      validations: [{ ref: 'A.b', is_valid: said }],
      comparisons: [{ ref: 'C.d', is_equivalent: said }],
    }
    expect(told(validator(report)).map(([code]) => code)).toEqual(['NO_REASON_FOUND'])
  })

  it('finds the checks wherever they are below finalizer_reports', () => {
    const finalizer_reports = {
      'validator report': [
        { deeper: { validations: [{ ref: 'IDENTITY_DOCUMENT.expired', is_valid: false }] } },
      ],
      comparisons: { first: { ref: 'KBIS.SIREN.siren', is_equivalent: 'false' } },
    }
    expect(told({ finalizer_reports })).toEqual([
      [
        'IDENTITY_DOCUMENT.expired',
        "$.finalizer_reports['validator report'][0].deeper.validations[0]",
        'validation',
      ],
      ['KBIS.SIREN.siren', '$.finalizer_reports.comparisons.first', 'comparison'],
    ])
  })

  it('finds checks that stand at the root', () => {
    const report = {
      validator_report: { customs: [{ ref: 'A.b', is_valid: false }] },
      comparisons: [{ ref: 'C.d', is_equivalent: false }],
    }
    expect(told(report).map(([, path]) => path)).toEqual([
      '$.comparisons[0]',
      '$.validator_report.customs[0]',
    ])
  })

  it('reads steps that are a list', () => {
    const steps = [{ name: 'liveness$0', status: 'ko', status_code: { code: 'MDL_INPUT_INVALID' } }]
    expect(told({ steps })).toEqual([['MDL_INPUT_INVALID', '$.steps[0].status_code', 'step']])
  })

  it('reads the report of an earlier version where the file has no status but the identity has', () => {
    expect(explainKo({ identity_status: 'KO' }, 'en')).toHaveLength(1)
    expect(explainKo({ identity_status: 'OK', all_status_codes: ['COV_FAILED'] }, 'en')).toEqual([])
    expect(explainKo({ status: 'ok' }, 'en')).toEqual([])
  })
})

describe('one cause told by several places', () => {
  const challenge = (where: string, message: string) => ({
    status_code: { code: 'MDL_CHALLENGE_NOT_MET', message },
    where,
  })

  it('is one reason when a step and the status codes tell it, whatever their texts', () => {
    const [reason, ...others] = explain({
      all_status_codes: [challenge('facecomparison', 'score 0.3')],
      status_codes: [{ code: 'MDL_CHALLENGE_NOT_MET', message: 'score 0.3' }],
      steps: {
        facecomparison: { status: 'KO', status_codes: [{ code: 'MDL_CHALLENGE_NOT_MET', message: 'low' }] },
      },
    })
    expect(others).toEqual([])
    expect(reason?.alsoAt).toEqual(['$.status_codes[0]', '$.steps.facecomparison.status_codes[0]'])
  })

  it('is one reason when the step gives no code', () => {
    const [reason, ...others] = explain({
      all_status_codes: [challenge('liveness', 'no face')],
      steps: { liveness$1: { status: 'KO' } },
    })
    expect(others).toEqual([])
    expect(reason?.alsoAt).toEqual(["$.steps['liveness$1']"])
  })

  it('is one reason when one list says it twice', () => {
    expect(
      told({ all_status_codes: [challenge('liveness$0', 'x'), challenge('liveness$0', 'x')] }),
    ).toHaveLength(1)
  })

  it('stays two reasons for two steps, two instances, or two texts of one list', () => {
    expect(
      told({ all_status_codes: [challenge('liveness', 'x'), challenge('facecomparison', 'x')] }),
    ).toHaveLength(2)
    expect(
      told({ all_status_codes: [challenge('liveness$0', 'x'), challenge('liveness$1', 'x')] }),
    ).toHaveLength(2)
    expect(
      told({ all_status_codes: [challenge('liveness$0', 'x'), challenge('liveness$0', 'y')] }),
    ).toHaveLength(2)
  })

  it('pairs two texts of two lists by what they say, not by their order', () => {
    const reasons = explain({
      all_status_codes: [challenge('liveness', 'x'), challenge('liveness', 'y')],
      status_codes: [
        { code: 'MDL_CHALLENGE_NOT_MET', message: 'y' },
        { code: 'MDL_CHALLENGE_NOT_MET', message: 'x' },
      ],
    })
    expect(reasons.map(({ path, alsoAt }) => [path, alsoAt])).toEqual([
      ['$.all_status_codes[0]', ['$.status_codes[1]']],
      ['$.all_status_codes[1]', ['$.status_codes[0]']],
    ])
  })
})

describe('a general code', () => {
  const general = (message: string) => [
    { status_code: { code: 'VLD_VALIDATION_KO', message }, where: 'ID360' },
  ]

  it('stands for the check it names when nothing else tells it', () => {
    const [reason] = explain({
      all_status_codes: general('1 validations failed: IDENTITY_DOCUMENT.expired. max'),
    })
    expect(reason).toMatchObject({
      code: 'VLD_VALIDATION_KO',
      generic: false,
      message: 'The identity document has expired.',
    })
  })

  it('does not say that a name failed when its twin passed', () => {
    const reasons = explain({
      all_status_codes: general('1 validations failed: IDENTITY.NAME.name. Max allowed: 0'),
      ...validator({
        validations: [
          { ref: 'IDENTITY.NAME.name', is_valid: false },
          { ref: 'IDENTITY.NAME.name', is_valid: true },
        ],
      }),
    })
    expect(reasons).toMatchObject([{ code: 'VLD_VALIDATION_KO', generic: true }])
    expect(reasons[0]?.message).not.toContain('name')
  })

  it('shows the refs it names as they are when nobody knows them', () => {
    const [reason] = explain({
      all_status_codes: general('2 validations failed: IDENTITY_DOCUMENT.mrz, ACME.X.y'),
    })
    expect(reason?.message).toBe(
      'A check failed: identity document, machine-readable zone (IDENTITY_DOCUMENT.mrz); ACME.X.y.',
    )
  })

  it.each(['VLD_VALIDATION_KO', 'COV_FAILED', 'UNKNOWN_ERROR'])(
    '%s comes after every other reason',
    (code) => {
      const all_status_codes = [{ code }, { code: 'XQZ_NEW' }, { code: 'SVC_RESPONSE_INVALID' }]
      const reasons = explain({ all_status_codes })
      expect(reasons.map((reason) => reason.generic)).toEqual([false, false, true])
      expect(reasons.at(-1)?.code).toBe(code)
    },
  )
})

describe('order', () => {
  it('goes from fraud to the document, the face, the identity, files, unknown codes, the machinery', () => {
    const codes = 'EIM_TIMEOUT XQZ_NEW MDL_INPUT_INVALID EIM_RESPONSE_KO MDL_CHALLENGE_NOT_MET VLD_ID_INVALID'
    const report = {
      all_status_codes: [...codes.split(' '), 'SEC_DATA_INJECTION'].map((code) => ({ code })),
      ...validator({
        validations: [
          { ref: 'IDENTITY.NAME.name', is_valid: false },
          { ref: 'IDENTITY_DOCUMENT.expired', is_valid: false },
        ],
      }),
    }
    expect(told(report).map(([code]) => code)).toEqual([
      'SEC_DATA_INJECTION',
      'IDENTITY_DOCUMENT.expired',
      'VLD_ID_INVALID',
      'MDL_CHALLENGE_NOT_MET',
      'EIM_RESPONSE_KO',
      'IDENTITY.NAME.name',
      'MDL_INPUT_INVALID',
      'XQZ_NEW',
      'EIM_TIMEOUT',
    ])
  })
})

describe('what nobody knows', () => {
  it('is shown as it is and flagged: codes, refs, steps', () => {
    const reasons = explain({
      all_status_codes: [
        { status_code: { code: 'xqz-new', message: 'Odd' }, where: 'MDL' },
        { status_code: { code: 'MDL_INPUT_INVALID' }, where: 'iris_scan$3' },
        { status_code: { message: 'no code here' } },
      ],
      ...validator({ comparisons: [{ ref: 'PAY_SLIP.NAME.employer', is_equivalent: false }] }),
    })
    expect(reasons.map(({ code, known }) => [code, known])).toEqual([
      ['PAY_SLIP.NAME.employer', false],
      ['MDL_INPUT_INVALID', false],
      ['xqz-new', false],
      ['CODE_MISSING', false],
    ])
    expect(reasons.map((reason) => reason.message)).toEqual([
      'Two data that should agree are different: pay slip, employer (PAY_SLIP.NAME.employer).',
      'A file that was sent cannot be read, or is not the one that was asked for (iris_scan$3).',
      'ID360 gives the code xqz-new, which is not documented (MDL). ID360 says: “Odd”',
      'ID360 reports a failure without any code. ID360 says: “no code here”',
    ])
  })

  it('does not stumble over names that JavaScript has', () => {
    const report = JSON.parse(
      '{"status":"KO","all_status_codes":["constructor","__proto__"],"steps":{"__proto__":{"status":"KO"},"toString":{"status":"KO"}},' +
        '"finalizer_reports":{"validations":[{"ref":"constructor.toString","is_valid":false},{"ref":"__proto__","is_valid":false}]}}',
    )
    expect(explainKo(report, 'fr').map((reason) => reason.path)).toEqual([
      '$.finalizer_reports.validations[0]',
      '$.finalizer_reports.validations[1]',
      '$.all_status_codes[0]',
      '$.all_status_codes[1]',
      '$.steps.__proto__',
      '$.steps.toString',
    ])
  })
})

describe('a file that is not KO', () => {
  it.each(['CANCELED', 'FAILED', 'DISCONTINUED', 'SOMETHING_NEW'])('%s is explained too', (status) => {
    expect(explainKo({ status, all_status_codes: [{ code: 'ERL_TIMEOUT' }] }, 'en')[0]?.code).toBe(
      'ERL_TIMEOUT',
    )
    expect(explainKo({ status }, 'en')[0]?.code).toBe('NO_REASON_FOUND')
  })

  it.each(['OK', 'NEW', 'STARTED'])('%s without failures has nothing to explain', (status) => {
    expect(explainKo({ status }, 'en')).toEqual([])
  })

  it.each([[null], [undefined], [[]], [[1]], ['KO'], [12], [true]])(
    '%j is said not to be a report',
    (value) => {
      const reasons = explainKo(value, 'fr')
      expect(reasons.map(({ code, path }) => [code, path])).toEqual([['NO_REASON_FOUND', '$']])
      expect(reasons[0]?.message).toContain('pas un rapport')
    },
  )

  it('gives the reason in words when the file has only that', () => {
    const [inWords] = explainKo({ status: 'KO', reason: 'Signed with a crayon' }, 'en')
    expect(inWords).toMatchObject({ code: 'NO_REASON_FOUND', path: '$', detail: 'Signed with a crayon' })
    expect(inWords?.message).toContain('Signed with a crayon')
    const [inCode] = explainKo({ status: 'KO', reason: 'VLD_ID_INVALID' }, 'en')
    expect(inCode).toMatchObject({ code: 'VLD_ID_INVALID', path: '$.reason', known: true })
  })
})

describe('a report made to exhaust us', () => {
  it('with more causes than anyone reads tells the most decisive, and how many are left', () => {
    const validations = Array.from({ length: 5000 }, (_, index) => ({ ref: `A.B${index}`, is_valid: false }))
    const reasons = explain({ ...validator({ validations }), all_status_codes: ['SEC_DATA_INJECTION'] })
    expect(reasons).toHaveLength(1001)
    expect(reasons[0]?.code).toBe('SEC_DATA_INJECTION')
    expect(reasons.at(-1)).toMatchObject({ code: 'MORE_REASONS', path: '$' })
    expect(reasons.at(-1)?.message).toContain('4001')
  })

  it('nested 10,000 deep is read', () => {
    const deep = JSON.parse(`${'{"a":['.repeat(5000)}1${']}'.repeat(5000)}`)
    expect(
      told({ finalizer_reports: deep, steps: { x: deep }, all_status_codes: [deep, 'COV_FAILED'] }),
    ).toEqual([['COV_FAILED', '$.all_status_codes[1]', 'status_code']])
  })

  it('of 5 MB is read in less than 200 ms of our time', () => {
    const passed = { ref: 'IDENTITY_DOCUMENT.readable', fields: ['identity_document.mrz'], is_valid: true }
    const validations: object[] = Array.from({ length: 31_000 }, () => ({ ...passed }))
    validations.push({ ref: 'IDENTITY_DOCUMENT.expired', is_valid: false })
    const report = {
      ...validator({ validations }),
      extracted_data: { raw_text: 'x'.repeat(2_000_000) },
      all_status_codes: [{ status_code: { code: 'X'.repeat(100_000), message: ' y'.repeat(100_000) } }],
    }
    expect(JSON.stringify(report).length).toBeGreaterThan(5_000_000)
    const before = process.cpuUsage().user
    const reasons = explain(report)
    const spent = (process.cpuUsage().user - before) / 1000
    expect(reasons.map((reason) => reason.code.length)).toEqual([25, 1000])
    expect(spent).toBeLessThan(200)
  })
})
