import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkContainer } from '@/lib/asice/check-container'
import { makeCertificate, PURPOSE, toPem } from '@/tests/fixtures/asice/make-certificate'
import {
  ASICE,
  goodOcsp,
  makeAsicManifest,
  makeCadesEntries,
  makeTrustWorld,
  packContainer,
  SAMPLE_FILES,
} from '@/tests/fixtures/asice/make-container'
import { needTool, runTool } from '@/tests/fixtures/asice/system-tools'

// Signatures written by other people's programs: with blanks, other prefixes and BER, as real signers write them.

const world = makeTrustWorld()
const anchors = [world.root.certificate]
const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
const stamper = makeCertificate(
  { commonName: 'Horodatage', purposes: [PURPOSE.timeStamping] },
  world.authority,
)
const folder = mkdtempSync(path.join(tmpdir(), 'asice-foreign-'))
const at = (name: string) => path.join(folder, name)
const openssl = (command: string) => runTool('openssl', command.split(' '), folder)

beforeAll(() => {
  needTool('openssl', 'openssl')
  needTool('xmlsec1', 'xmlsec1')
  needTool('zip', 'zip')
  for (const { name, bytes } of SAMPLE_FILES) {
    mkdirSync(path.dirname(at(name)), { recursive: true })
    writeFileSync(at(name), bytes)
  }
  for (const [name, identity] of Object.entries({
    signer,
    stamper,
    authority: world.authority,
    root: world.root,
  })) {
    writeFileSync(at(`${name}.pem`), toPem(identity.certificate))
    writeFileSync(at(`${name}.key`), identity.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

async function expectIntact(container: Buffer): Promise<void> {
  const { signatures } = await checkContainer(container, { anchors })
  expect(signatures.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
    'REVOCATION_NOT_CHECKED',
  ])
  expect(signatures[0]).toMatchObject({ integrity: { state: 'intact' }, coverage: { state: 'complete' } })
}

describe('signed by OpenSSL', () => {
  const manifest = makeAsicManifest(SAMPLE_FILES, 'META-INF/signature001.p7s', 'sha256')
  const sign = (more: string) => {
    writeFileSync(at('manifest.xml'), manifest)
    openssl(
      `cms -sign -cades -binary -in manifest.xml -signer signer.pem -inkey signer.key -certfile authority.pem -outform DER -out signature.p7s ${more}`,
    )
    return packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: readFileSync(at('signature.p7s')) },
    ])
  }

  it('a detached CAdES signature is intact', () => expectIntact(sign('-md sha256')))

  it('so is one with indefinite lengths, one with RSA-PSS, and one that names its signer by key', async () => {
    await expectIntact(sign('-md sha256 -stream -indef'))
    await expectIntact(sign('-md sha384 -keyopt rsa_padding_mode:pss'))
    await expectIntact(sign('-md sha512 -keyid'))
  })

  it('every digest, key and salt that OpenSSL signs with is intact, and what is not known here is not judged', async () => {
    for (const more of ['-md sha224', '-md sha384', '-md sha3-256', '-md sha512 -nosmimecap'])
      await expectIntact(sign(more))
    for (const salt of ['0', '20', 'max'])
      await expectIntact(sign(`-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:${salt}`))
    const unknown = ['-md ripemd160', '-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha512']
    for (const more of unknown)
      expect((await checkContainer(sign(more), { anchors })).container, more).toMatchObject({
        indication: 'INDETERMINATE',
        subIndication: 'CANNOT_BE_CHECKED',
      })
  })

  it('without its certificate a signature has no signer', async () => {
    expect((await checkContainer(sign('-md sha256 -nocerts'), { anchors })).container).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    })
  })

  it('an ASiC-S is known by its one file, also without a mimetype, and a changed file is noticed', async () => {
    const [file] = SAMPLE_FILES
    if (file === undefined) throw new Error('no sample')
    openssl(
      'cms -sign -cades -binary -in idclaim.json -signer signer.pem -inkey signer.key -certfile authority.pem -outform DER -out simple.p7s -md sha256',
    )
    const signature = { name: 'META-INF/signature.p7s', bytes: readFileSync(at('simple.p7s')) }
    for (const mimetype of [null, 'application/vnd.etsi.asic-s+zip', 'application/zip']) {
      await expectIntact(packContainer([file], [signature], mimetype))
      const changed = packContainer([{ ...file, bytes: Buffer.from('{}') }], [signature], mimetype)
      expect((await checkContainer(changed, { anchors })).container.subIndication).toBe('HASH_FAILURE')
    }
    const extended = await checkContainer(packContainer([file], [signature]), { anchors })
    expect(extended.container.subIndication).toBe('FORMAT_FAILURE')
  })

  it('a signature that encloses the manifest itself is intact, as what it encloses is what lies beside it', () =>
    expectIntact(sign('-nodetach')))
})

describe('signed by xmlsec1', () => {
  const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64')
  const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

  /** A template as people write them: indented, with a default namespace, digests left for xmlsec1. */
  function template(canonicalization: string, transform: string, pointer = '#props'): string {
    const references = SAMPLE_FILES.map(
      ({ name }, place) => `
      <Reference Id="r${place}" URI="${name.split('/').map(encodeURIComponent).join('/')}">
        <DigestMethod Algorithm="${sha256}"/>
        <DigestValue/>
      </Reference>`,
    ).join('')
    return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- made by hand -->
<XAdESSignatures xmlns="http://uri.etsi.org/02918/v1.2.1#" xml:lang="fr">
  <Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="sig-1">
    <SignedInfo>
      <CanonicalizationMethod   Algorithm='${canonicalization}'/>
      <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${references}
      <Reference URI="${pointer}" Type="http://uri.etsi.org/01903#SignedProperties">
        ${transform}<DigestMethod Algorithm="${sha256}"/>
        <DigestValue/>
      </Reference>
    </SignedInfo>
    <SignatureValue Id="value-1"/>
    <KeyInfo><X509Data/></KeyInfo>
    <Object>
      <etsi:QualifyingProperties xmlns:etsi="http://uri.etsi.org/01903/v1.3.2#" Target="#sig-1">
        <etsi:SignedProperties Id="props"><!-- not
          part of it -->
          <etsi:SignedSignatureProperties>
            <etsi:SigningTime>2026-03-02T09:30:00+01:00</etsi:SigningTime>
            <etsi:SigningCertificate>
              <etsi:Cert>
                <etsi:CertDigest>
                  <DigestMethod Algorithm="${sha256}"/>
                  <DigestValue>
                    ${digestOf(signer.certificate)}
                  </DigestValue>
                </etsi:CertDigest>
                <etsi:IssuerSerial><X509IssuerName>CN=Autorité</X509IssuerName><X509SerialNumber>1</X509SerialNumber></etsi:IssuerSerial>
              </etsi:Cert>
            </etsi:SigningCertificate>
          </etsi:SignedSignatureProperties>
        </etsi:SignedProperties>
      </etsi:QualifyingProperties>
    </Object>
  </Signature>
</XAdESSignatures>
`
  }

  const methods = [
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
    'http://www.w3.org/2006/12/xml-c14n11',
    'http://www.w3.org/2006/12/xml-c14n11#WithComments',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  ]
  for (const method of methods)
    for (const transformed of [true, false])
      it(`a signature with ${method}${transformed ? '' : ', its properties without a transform,'} is intact`, async () => {
        const transform = transformed
          ? `<Transforms><Transform Algorithm="${method}"/></Transforms>\n        `
          : ''
        await expectIntact(sign(template(method, transform)))
      })

  function sign(xml: string): Buffer {
    writeFileSync(at('template.xml'), xml)
    const keys = 'signer.key,signer.pem,authority.pem'
    const call = `--sign --id-attr:Id SignedProperties --privkey-pem ${keys} --output signed.xml template.xml`
    runTool('xmlsec1', call.split(' '), folder)
    const bytes = readFileSync(at('signed.xml'))
    return packContainer(SAMPLE_FILES, [{ name: 'META-INF/signatures.xml', bytes }])
  }

  const exclusive = methods[4] ?? ''

  it('processing instructions, comments and CDATA between the elements change nothing', async () => {
    const xml = template(exclusive, '')
      .replace('<KeyInfo>', '<?app note?><KeyInfo><?app note?>')
      .replace('</Signature>', '<Object><a xmlns=""><![CDATA[<x>]]></a><?app note?><b/></Object></Signature>')
      .replace('</XAdESSignatures>', '<?app note?></XAdESSignatures>')
    await expectIntact(sign(xml))
  })

  it('the long way to write an id is taken, and no other pointer', async () => {
    await expectIntact(sign(template(exclusive, '', "#xpointer(id('props'))")))
    const whole = template(exclusive, '').replace(
      '</SignedInfo>',
      `<Reference URI="#xpointer(/)"><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms><DigestMethod Algorithm="${sha256}"/><DigestValue/></Reference></SignedInfo>`,
    )
    expect((await checkContainer(sign(whole), { anchors })).signatures[0]).toMatchObject({
      subIndication: 'CANNOT_BE_CHECKED',
      problems: expect.arrayContaining([expect.objectContaining({ code: 'REFERENCE_UNSUPPORTED' })]),
    })
  })
})

describe('stamped by OpenSSL', () => {
  it('its timestamp over a signature value is trusted', async () => {
    writeFileSync(
      at('tsa.cnf'),
      `[tsa]\ndefault_tsa = tsa1\n[tsa1]\nserial = ./serial\ncrypto_device = builtin\nsigner_cert = stamper.pem\ncerts = authority.pem\nsigner_key = stamper.key\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha512\naccuracy = secs:1\ness_cert_id_chain = yes\ness_cert_id_alg = sha256\n`,
    )
    const { makeSignedData, timestampAttribute } = await import('@/tests/fixtures/asice/make-signed-data')
    const manifest = makeAsicManifest(SAMPLE_FILES, 'META-INF/signature001.p7s', 'sha256')
    const signature = makeSignedData({
      signer,
      content: manifest,
      certificates: [world.authority.certificate],
      otherRevocation: [goodOcsp(world, signer)],
      unsigned: (value) => {
        writeFileSync(at('value'), value)
        openssl('ts -query -data value -sha512 -cert -no_nonce -out query.tsq')
        openssl('ts -reply -config tsa.cnf -section tsa1 -queryfile query.tsq -token_out -out token.der')
        return [timestampAttribute(readFileSync(at('token.der')))]
      },
    })
    const container = packContainer(SAMPLE_FILES, [
      { name: 'META-INF/ASiCManifest001.xml', bytes: manifest },
      { name: 'META-INF/signature001.p7s', bytes: signature },
    ])
    const report = await checkContainer(container, { anchors })
    expect(report.signatures[0]?.timestamps).toMatchObject([
      { state: 'trusted', digest: 'sha512', problems: [] },
    ])
    expect(report.container.indication).toBe('TOTAL_PASSED')
  })
})

describe('packed by Info-ZIP', () => {
  const packed = (command: string): Buffer => {
    const { entries } = makeCadesEntries({ signer, chain: [world.authority] })
    rmSync(at('packed'), { recursive: true, force: true })
    const files = [{ name: 'mimetype', bytes: Buffer.from(ASICE) }, ...SAMPLE_FILES, ...entries]
    for (const { name, bytes } of files) {
      const file = path.join(at('packed'), String(name))
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, bytes)
    }
    runTool('sh', ['-c', command], at('packed'))
    return readFileSync(at('packed/out.zip'))
  }

  it('folders, extra fields, data descriptors, Zip64, streams and comments are a matter of packing', async () => {
    for (const command of [
      'zip -q -0 out.zip mimetype && zip -q -r out.zip . -x mimetype out.zip',
      'zip -q -r -fd out.zip mimetype *.json *.txt annexes META-INF',
      'zip -q -r -fz out.zip mimetype *.json *.txt annexes META-INF',
      'zip -q -r - mimetype *.json *.txt annexes META-INF > ../out.zip && mv ../out.zip .',
      'zip -q -r out.zip mimetype *.json *.txt annexes META-INF && echo "un commentaire" | zip -q -z out.zip',
    ])
      await expectIntact(packed(command))
  })

  it('what is encrypted or compressed otherwise cannot be checked; links and self-extracting archives are refused', async () => {
    const cases = [
      { command: 'zip -q -r -P secret out.zip .', expected: 'CANNOT_BE_CHECKED' },
      { command: 'zip -q -r -Z bzip2 out.zip . -x mimetype', expected: 'CANNOT_BE_CHECKED' },
      { command: 'ln -s /etc/passwd lien && zip -q -r -y out.zip .', expected: 'FORMAT_FAILURE' },
      {
        command:
          "zip -q -r ../all.zip . && { printf '#!/bin/sh\\n'; cat ../all.zip; } > out.zip && rm ../all.zip && zip -q -A out.zip",
        expected: 'FORMAT_FAILURE',
      },
    ]
    for (const { command, expected } of cases)
      expect((await checkContainer(packed(command), { anchors })).container.subIndication, command).toBe(
        expected,
      )
  })
})
