import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkContainer } from '@/lib/asice/check-container'
import type { ContainerReport } from '@/lib/asice/container-report'
import { makeCertificate, toPem } from '@/tests/fixtures/asice/make-certificate'
import {
  ASICE,
  goodOcsp,
  makeAsicManifest,
  makeCadesContainer,
  makeCadesEntries,
  makeTrustWorld,
  makeXadesContainer,
  packContainer,
  SAMPLE_FILES,
} from '@/tests/fixtures/asice/make-container'
import { makeOcspResponse, makeSignedData } from '@/tests/fixtures/asice/make-signed-data'
import { type Canonicalization, makeXades, makeXadesSignature } from '@/tests/fixtures/asice/make-xades'
import { needTool, runTool } from '@/tests/fixtures/asice/system-tools'

const world = makeTrustWorld()
const chain = [world.authority]
const anchors = [world.root.certificate]
const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
const lasting = { signer, chain, timestampBy: world.timestamps, ocsp: [goodOcsp(world, signer)] }
const folder = mkdtempSync(path.join(tmpdir(), 'asice-'))

beforeAll(() => {
  needTool('openssl', 'openssl')
  needTool('xmlsec1', 'xmlsec1')
  writeFileSync(path.join(folder, 'root.pem'), toPem(world.root.certificate))
  for (const { name, bytes } of SAMPLE_FILES) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), bytes)
  }
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

function expectIntact(report: ContainerReport): void {
  expect(report.signatures.flatMap(({ problems }) => problems)).toEqual([
    { kind: 'revocation-unchecked', code: 'REVOCATION_NOT_CHECKED', values: {} },
  ])
  expect(report.signatures[0]).toMatchObject({
    integrity: { state: 'intact' },
    coverage: { state: 'complete' },
    time: { state: 'claimed' },
    trust: { state: 'trusted', revocation: { state: 'not-checked' } },
    indication: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
  })
  expect(report.container).toMatchObject({
    indication: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
    warnings: [],
  })
}

describe('keys and algorithms', () => {
  const kinds = [
    { title: 'RSA with SHA-256', wish: {} },
    { title: 'RSA with SHA-512', wish: { hash: 'sha512' } },
    { title: 'RSA without NULL in DigestInfo', wish: { scheme: 'rsa-bare' }, foreign: false },
    { title: 'RSA-PSS', wish: { scheme: 'rsa-pss' }, xmlsec: false },
    { title: 'ECDSA P-256', wish: { key: 'p256' } },
    { title: 'ECDSA P-384 with SHA-384', wish: { key: 'p384', hash: 'sha384' } },
    { title: 'ECDSA P-521 with SHA-512', wish: { key: 'p521', hash: 'sha512' } },
    { title: 'Ed25519', wish: { key: 'ed25519' }, foreign: false },
  ] as const

  for (const { title, wish, ...others } of kinds) {
    const identity = makeCertificate({ commonName: 'Sacha Essai', ...wish }, world.authority)

    it(`a CAdES container signed with ${title} is intact, and OpenSSL agrees`, async () => {
      const { manifest, signature, entries } = makeCadesEntries({ signer: identity, chain })
      expectIntact(await checkContainer(packContainer(SAMPLE_FILES, entries), { anchors }))
      if ('foreign' in others) return
      writeFileSync(path.join(folder, 'manifest.xml'), manifest)
      writeFileSync(path.join(folder, 'signature.p7s'), signature)
      const command =
        'cms -verify -cades -binary -inform DER -in signature.p7s -content manifest.xml -CAfile root.pem -purpose any -out /dev/null'
      runTool('openssl', command.split(' '), folder)
    })

    it(`a XAdES container signed with ${title} is intact, and xmlsec1 agrees`, async () => {
      expectIntact(await checkContainer(makeXadesContainer({ signer: identity, chain }), { anchors }))
      if ('foreign' in others || 'xmlsec' in others) return
      const file = path.join(folder, 'signatures.xml')
      writeFileSync(file, makeXades({ signer: identity, chain, data: SAMPLE_FILES }))
      runTool('xmlsec1', ['--verify', '--insecure', '--id-attr:Id', 'SignedProperties', file], folder)
    })
  }
})

describe('forms of the containers', () => {
  const methods: Canonicalization[] = [
    'exclusive',
    'exclusive-comments',
    '1.0',
    '1.0-comments',
    '1.1',
    '1.1-comments',
  ]
  for (const canonicalization of methods)
    it(`a XAdES container canonicalised with ${canonicalization} is intact, and xmlsec1 agrees`, async () => {
      const wish = { signer, chain, canonicalization, named: 'v1' } as const
      expectIntact(await checkContainer(makeXadesContainer(wish), { anchors }))
      const file = path.join(folder, 'signatures.xml')
      writeFileSync(file, makeXades({ ...wish, data: SAMPLE_FILES }))
      runTool('xmlsec1', ['--verify', '--insecure', '--id-attr:Id', 'SignedProperties', file], folder)
    })

  it('a XAdES container with a timestamp and an OCSP answer passes', async () => {
    const report = await checkContainer(makeXadesContainer({ ...lasting, canonicalization: '1.1' }), {
      anchors,
    })
    expect(report.container).toMatchObject({ indication: 'TOTAL_PASSED', subIndication: null })
    expect(report.signatures[0]).toMatchObject({
      level: 'LT',
      time: { state: 'trusted-timestamp' },
      trust: { state: 'trusted', revocation: { state: 'good' } },
      timestamps: [{ state: 'trusted', issuer: 'CN=Horodatage, O=Exemple Confiance, C=FR' }],
    })
    expect(report.signatures[0]?.chain.map(({ subject }) => subject.split(',')[0])).toEqual([
      'CN=Camille Exemple',
      'CN=Autorité de démonstration',
      'CN=Racine de démonstration',
    ])
  })

  it('a CAdES container with a timestamp and an OCSP answer passes', async () => {
    const report = await checkContainer(makeCadesContainer(lasting), { anchors })
    expect(report.container).toMatchObject({ indication: 'TOTAL_PASSED', subIndication: null })
    expect(report.files.map(({ role, coveredBy }) => [role, coveredBy])).toEqual([
      ['mimetype', []],
      ['data', [0]],
      ['data', [0]],
      ['data', [0]],
      ['metadata', []],
      ['manifest', []],
      ['signature', []],
    ])
  })

  it('a timestamped signature still passes when its certificate has expired since', async () => {
    const expired = makeCertificate(
      { commonName: 'Ancien', validFrom: new Date('2025-01-01'), validTo: new Date('2025-03-01') },
      world.authority,
    )
    const time = new Date('2025-02-01T10:00:00Z')
    const ocsp = [makeOcspResponse(world.responder, expired, world.authority, { thisUpdate: time })]
    const wish = { signer: expired, chain, timestampBy: world.timestamps, timestampTime: time, ocsp }
    for (const container of [makeXadesContainer(wish), makeCadesContainer(wish)])
      expect((await checkContainer(container, { anchors })).container.indication).toBe('TOTAL_PASSED')
  })

  it('two signatures in one file and two in two files are each judged', async () => {
    const other = makeCertificate({ commonName: 'Deuxième' }, world.authority)
    const first = { signer, chain, data: SAMPLE_FILES }
    const second = makeXadesSignature({ ...first, signer: other, signatureId: 'S1' })
    const together = makeXades({
      ...first,
      after: (xml) => xml.replace('</asic:XAdESSignatures>', `${second}</asic:XAdESSignatures>`),
    })
    const one = await checkContainer(
      packContainer(SAMPLE_FILES, [{ name: 'META-INF/signatures.xml', bytes: together }]),
      { anchors },
    )
    expect(one.signatures.map(({ integrity }) => integrity.state)).toEqual(['intact', 'intact'])
    // Ids may repeat across files.
    const two = await checkContainer(
      packContainer(SAMPLE_FILES, [
        { name: 'META-INF/signatures0.xml', bytes: makeXades(first) },
        { name: 'META-INF/signatures1.xml', bytes: makeXades({ ...first, signer: other }) },
      ]),
      { anchors },
    )
    expect(two.signatures.map(({ signer: by }) => by?.subject.split(',')[0])).toEqual([
      'CN=Camille Exemple',
      'CN=Deuxième',
    ])
    expect(two.signatures.map(({ integrity }) => integrity.state)).toEqual(['intact', 'intact'])
  })

  it('a XAdES and a CAdES signature in one container both count', async () => {
    const { entries } = makeCadesEntries({ ...lasting })
    const xades = makeXades({ ...lasting, data: SAMPLE_FILES })
    const report = await checkContainer(
      packContainer(SAMPLE_FILES, [...entries, { name: 'META-INF/signatures.xml', bytes: xades }]),
      { anchors },
    )
    expect(report.container.indication).toBe('TOTAL_PASSED')
    expect(report.signatures.map(({ form }) => form).sort()).toEqual(['CAdES', 'XAdES'])
  })

  it('names are found as they stand, percent-decoded and with a leading slash', async () => {
    for (const rename of [
      (uri: string) => `/${uri}`,
      (uri: string) => decodeURIComponent(uri),
      (uri: string) => `/${decodeURIComponent(uri)}`,
    ]) {
      const container = makeXadesContainer({
        ...lasting,
        change: ({ references, signedProperties }) => ({
          signedProperties,
          references: references.replace(/URI="([^"]*)"/g, (_, uri: string) => `URI="${rename(uri)}"`),
        }),
      })
      expect((await checkContainer(container, { anchors })).container.indication).toBe('TOTAL_PASSED')
    }
  })

  it('the manifest of a CAdES signature is found by what it refers to, whatever its name and namespace', async () => {
    const name = 'META-INF/signature.P7S'
    const manifest = Buffer.from(
      makeAsicManifest(SAMPLE_FILES, name, 'sha512')
        .toString()
        .replaceAll('asic:', 'x:')
        .replace('xmlns:asic', 'xmlns:x'),
    )
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/asicmanifest.xml', bytes: manifest },
      {
        name,
        bytes: makeSignedData({ signer, content: manifest, certificates: [world.authority.certificate] }),
      },
    ])
    expectIntact(await checkContainer(container, { anchors }))
  })

  it('a certificate named by its SHA-1 is worth a warning, no more', async () => {
    const report = await checkContainer(makeCadesContainer({ ...lasting, ess: 'v1' }), { anchors })
    expect(report.container.indication).toBe('TOTAL_PASSED')
    expect(report.signatures[0]?.warnings).toContainEqual({ code: 'CERTIFICATE_NAMED_BY_SHA1', values: {} })
  })

  it('an archive timestamp is named and not judged', async () => {
    const report = await checkContainer(makeCadesContainer({ ...lasting, archiveTimestamp: true }), {
      anchors,
    })
    expect(report.container.indication).toBe('TOTAL_PASSED')
    expect(report.signatures[0]).toMatchObject({ level: 'LTA', notChecked: ['ARCHIVE_TIMESTAMP'] })
  })

  it('a broken archive manifest is a warning beside a signature that passes', async () => {
    const { entries } = makeCadesEntries(lasting)
    const broken = { name: 'META-INF/ASiCArchiveManifest.xml', bytes: Buffer.from('<broken') }
    const report = await checkContainer(packContainer(SAMPLE_FILES, [...entries, broken]), { anchors })
    expect(report.container).toMatchObject({
      indication: 'TOTAL_PASSED',
      warnings: [{ code: 'MANIFEST_UNREADABLE', values: { name: broken.name } }],
    })
  })

  it('a missing, late or wrong mimetype is a warning', async () => {
    const { entries } = makeCadesEntries(lasting)
    const cases = [
      { container: packContainer(SAMPLE_FILES, entries, null), code: 'MIMETYPE_MISSING' },
      { container: packContainer(SAMPLE_FILES, entries, 'application/zip'), code: 'MIMETYPE_UNEXPECTED' },
      { container: packContainer(SAMPLE_FILES, entries, `${ASICE}\n`), code: 'MIMETYPE_WITH_BLANKS' },
      {
        container: packContainer(
          SAMPLE_FILES,
          [...entries, { name: 'mimetype', bytes: Buffer.from(ASICE) }],
          null,
        ),
        code: 'MIMETYPE_NOT_FIRST',
      },
    ]
    for (const { container, code } of cases) {
      const report = await checkContainer(container, { anchors })
      expect(report.container.warnings.map((warning) => warning.code)).toEqual([code])
      expect(report.container.indication).toBe('TOTAL_PASSED')
    }
  })

  it('without anchors the signature is intact and trust says why it goes no further', async () => {
    const report = await checkContainer(makeXadesContainer(lasting), { anchors: [] })
    expect(report.signatures[0]).toMatchObject({
      integrity: { state: 'intact' },
      time: { state: 'untrusted-timestamp' },
      trust: { state: 'no-anchors' },
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    })
  })

  it('an ASiC-S container, one file and no manifest, is judged as well', async () => {
    const [file] = SAMPLE_FILES
    if (file === undefined) throw new Error('no sample')
    const signature = makeSignedData({
      signer,
      content: file.bytes,
      certificates: [world.authority.certificate],
    })
    const container = packContainer(
      [file],
      [{ name: 'META-INF/signature.p7s', bytes: signature }],
      'application/vnd.etsi.asic-s+zip',
    )
    expectIntact(await checkContainer(container, { anchors }))
  })
})
