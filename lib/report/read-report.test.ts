import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readChecks } from './read-checks'
import { readDocuments } from './read-documents'
import { readExternalMethods } from './read-external-methods'
import { readIdentity } from './read-identity'
import { readSteps } from './read-steps'
import { readTopLevelKeys } from './read-top-level-keys'
import { readVerdict } from './read-verdict'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../tests/fixtures/reports/${name}.json`, import.meta.url), 'utf8'))

describe('the identity', () => {
  it('shows where each value also stands, whatever its case, its accents and the writing of its date', () => {
    const document = '$.steps.id_document.results.id_document_result[0]'
    const fields = readIdentity(fixture('older-shape'))
    expect(
      fields.map(({ key, value, sources }) => [
        key,
        value,
        ...sources.map(({ kind, path }) => `${kind} ${path}`),
      ]),
    ).toEqual([
      ['name', 'ÉPREUVE-MARTIN', `identity_document ${document}.IDNOM_B`],
      ['first_names', 'CAMILLE ANNE', `identity_document ${document}.IDPRENOMS_B`],
      ['birth_date', '1990-12-25', `identity_document ${document}.IDDATENAISSANCE_B`],
      ['gender', 'F', `identity_document ${document}.IDSEXE_B`],
      ['address.city', 'ROUEN'],
    ])
    expect(fields.at(-1)?.path).toBe('$.identity.address.city')
  })

  it('names the digital identity before the document, and a proof of address first for the address', () => {
    const [name, birthDate] = readIdentity(fixture('external-identity'))
    expect(name?.sources.map(({ kind }) => kind)).toEqual(['external_identity', 'identity_document'])
    expect(birthDate?.sources.map(({ path }) => path)).toEqual([
      '$.external_methods.id_num.results.id_num_out_token[0].payload.birthdate',
    ])
    const report = {
      identity: { address: { city: 'Rouen' } },
      steps: { id_document: { datas: { city: 'ROUEN' } }, proof_of_address: { datas: { city: 'ROUEN' } } },
      enrollment: { city: 'rouen' },
    }
    expect(readIdentity(report)[0]?.sources.map(({ kind }) => kind)).toEqual([
      'proof_of_address',
      'identity_document',
      'request',
    ])
  })

  it('says what the report itself says of an origin', () => {
    const [field] = readIdentity({ identity: { name: { value: 'SPECIMEN', source: 'mrz' } } })
    expect(field).toMatchObject({
      key: 'name',
      value: 'SPECIMEN',
      statedSource: 'mrz',
      path: '$.identity.name',
    })
  })
})

describe('the steps', () => {
  it('have a base name, an instance, times and a summary that holds no callback secret', () => {
    const steps = readSteps(fixture('older-shape'))
    expect(steps.map(({ name, baseName, instance, known }) => [name, baseName, instance, known])).toEqual([
      ['id_document', 'id_document', null, true],
      ['liveness$1', 'liveness', 1, true],
    ])
    expect(steps[0]).toMatchObject({
      status: 'OK',
      startedAt: Date.UTC(2023, 3, 12, 21, 59, 12, 580),
      finishedAt: Date.UTC(2023, 3, 12, 21, 59, 19, 347),
      duration: 6767,
    })
    expect(steps[1]?.results).toEqual([
      {
        name: 'liveness_result$1',
        path: "$.steps['liveness$1'].results['liveness_result$1'][0]",
        facts: [
          { key: 'status', value: 'PROCESSED' },
          { key: 'result.challenge', value: 'head_turn' },
          { key: 'result.result', value: 'true' },
        ],
        more: false,
      },
    ])
    expect(JSON.stringify(steps)).not.toContain('secret')
  })

  it('give their codes, and unknown names and codes are flagged', () => {
    const steps = readSteps(fixture('all-places'))
    const iris = steps.find(({ baseName }) => baseName === 'iris_scan')
    expect(iris).toMatchObject({ name: 'iris_scan$2', instance: 2, known: false, status: 'KO' })
    expect(iris?.codes).toEqual([
      {
        code: 'XQZ_IRIS_LOST',
        text: 'No iris',
        path: "$.steps['iris_scan$2'].status_codes[0]",
        known: false,
      },
    ])
  })
})

describe('the documents', () => {
  it('are read from lists, unknown types and states flagged, with the hashes of their files', () => {
    const documents = readDocuments(fixture('older-shape'))
    expect(
      documents.map(({ type, knownType, status, knownStatus, path }) => [
        type,
        knownType,
        status,
        knownStatus,
        path,
      ]),
    ).toEqual([
      ['identity_document', true, 'INVALID', true, '$.documents.identity_document[0]'],
      ['liveness', true, 'COLLECTED', true, '$.documents.liveness[0]'],
      ['liveness', true, 'COLLECTED', true, '$.documents.liveness[1]'],
      ['hologram', false, 'PENDING', false, '$.documents.hologram[0]'],
    ])
    expect(documents[0]?.files[1]).toEqual({
      url: 'https://id360.example.org/api/1.0.0/document/141/file_contents/?page_number=1',
      hash: '7d793037a0760186574b0282f2f435e7',
      algorithm: 'MD5',
      path: '$.documents.identity_document[0].files[1]',
    })
  })

  it('are read when there is one for a type, without a list', () => {
    const report = {
      documents: { selfie: { name: 'selfie', status: 'VALID', files: [{ url: '/document/7/' }] } },
    }
    expect(readDocuments(report)).toMatchObject([
      {
        type: 'selfie',
        path: '$.documents.selfie',
        files: [{ url: '/document/7/', hash: null, algorithm: null }],
      },
    ])
  })
})

describe('the checks', () => {
  it('put what was given beside what was read', () => {
    const comparisons = readChecks(fixture('all-places')).filter(({ kind }) => kind === 'comparison')
    expect(comparisons.map(({ ref, field1, field2, result }) => ({ ref, field1, field2, result }))).toEqual([
      {
        ref: 'IDENTITY.FIRST_NAME.first_name',
        field1: { name: 'profile.first_name', value: 'Camille' },
        field2: { name: 'identity_document.first_name', value: 'CAMILO' },
        result: 'failed',
      },
      {
        ref: 'KBIS.SIREN.siren',
        field1: { name: 'kbis · siren', value: '000000001' },
        field2: { name: 'profile · siren', value: '000000002' },
        result: 'failed',
      },
    ])
  })

  it('include those that passed, and those that their twin makes up for', () => {
    const checks = readChecks(fixture('expired-document'))
    expect(checks.map(({ ref, result, excused }) => [ref, result, excused])).toEqual([
      ['IDENTITY.NAME.name', 'failed', true],
      ['IDENTITY.NAME.name', 'passed', false],
      ['IDENTITY_DOCUMENT.expired', 'failed', false],
    ])
    expect(checks[2]?.fields).toEqual(['identity_document.expiration_date'])
  })

  it.each([
    ['the two values themselves', 'Camille', { name: null, value: 'Camille' }],
    ['the ways to them', 'profile.first_name', { name: 'profile.first_name', value: null }],
    ['objects nobody knows', { surface: 'Camille' }, { name: null, value: 'surface: Camille' }],
    ['nothing', null, null],
  ])('read fields that are %s', (_what, field1, expected) => {
    const [check] = readChecks({ finalizer_reports: { comparisons: [{ is_equivalent: true, field1 }] } })
    expect(check?.field1).toEqual(expected)
  })
})

describe('external identity', () => {
  it('shows what the provider gave, without its tokens, and flags providers nobody knows', () => {
    const methods = readExternalMethods(fixture('external-identity'))
    expect(methods.map(({ name, known, status, path }) => [name, known, status, path])).toEqual([
      ['id_num', true, 'KO', '$.external_methods.id_num'],
      ['carrier_pigeon', false, 'OK', '$.external_methods.carrier_pigeon'],
    ])
    expect(methods[0]?.results[0]?.facts).toContainEqual({ key: 'payload.family_name', value: 'Specimen' })
    expect(JSON.stringify(methods)).not.toContain('secret')
  })

  it('is only a name when the report has a list of names', () => {
    expect(readExternalMethods({ external_methods: ['france_connect'] })).toMatchObject([
      { name: 'france_connect', known: true, path: '$.external_methods[0]', status: null, results: [] },
    ])
  })
})

describe('the head', () => {
  it('flags the keys nobody has seen before', () => {
    const keys = readTopLevelKeys(fixture('older-shape'))
    expect(keys.filter(({ known }) => !known)).toEqual([
      { key: 'quantum_seal', path: '$.quantum_seal', known: false, type: 'object' },
    ])
  })

  it('says the verdict, or that it is one nobody knows', () => {
    expect(readVerdict(fixture('older-shape'))).toMatchObject({
      status: 'KO',
      known: true,
      identityStatus: 'KO',
      finishedAt: Date.UTC(2023, 3, 12, 21, 59, 40, 70),
    })
    expect(readVerdict({ status: 'MAYBE' })).toMatchObject({ status: 'MAYBE', known: false, level: null })
  })
})
